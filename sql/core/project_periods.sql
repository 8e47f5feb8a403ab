-- The projects of each month: those that anything was reported for in that month, or that a standing list names.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id   key   project
--   period       date  month end
--   status_date  date  day the figures speak of: as reported, else the month end
with
visible as (select * from core.visible where project_id <> ''),
reports as (select * from core.projects),

spoken_of as (
    select distinct project_id, period from visible where written_period = period or entity = 'projects'
)

select spoken_of.project_id, spoken_of.period, coalesce(reports.status_date, spoken_of.period) as status_date
from spoken_of left join reports using (project_id, period)
