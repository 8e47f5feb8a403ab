-- How many milestones of each project were approved for the twelve months up to the status date, and how many were hit.
--
-- grain:   one row per basis, project_id, period
-- columns:
--   basis          key    current or original: by the approved dates last reported, by those first reported
--   project_id     key    project
--   period         date   month end
--   count_due      count  known to be hit or missed
--   count_hit      count  of them, reached by their approved date
--   count_dropped  count  of them, no longer reported
--   count_unknown  count  reached nobody says when
with
due as (select * from core.milestones_due)

select
    basis,
    project_id,
    period,
    count(is_hit) as count_due,
    count(*) filter (where is_hit) as count_hit,
    count(*) filter (where is_dropped) as count_dropped,
    count(*) - count(is_hit) as count_unknown
from due
group by basis, project_id, period
