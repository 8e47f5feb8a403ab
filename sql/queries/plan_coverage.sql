-- How many projects of the month shown have a plan of hours, in one row; projects that are over, on hold or cancelled
-- need none.
--
-- grain:   one row
-- columns:
--   count_projects   count  projects that should have one
--   count_with_plan  count  of them, with one
with
states as (select * from core.earned_value inner join scope using (project_id, period)),
plans as (select * from core.contention)
select
    count(*) as count_projects,
    count(*) filter (plans.reason is distinct from 'MISSING_INPUT(planned_hours)') as count_with_plan
from states inner join chosen using (period) inner join plans using (project_id, period)
where states.progress_state in ('NOT_STARTED', 'IN_PROGRESS')
