-- The projects of each month: those that a row was reported of in that month, or that a standing list names. Being
-- covered without a row is being gone: a corrected file that drops a project leaves it out of the month.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id   key   project
--   period       date  month end
--   status_date  date  day the figures speak of: as reported, else the month end
with
visible as (select * from core.visible where project_id <> ''),
source_rows as (select * from core.source_rows),
reports as (select * from core.projects),

spoken_of as (
    select distinct visible.project_id, visible.period
    from visible semi join source_rows
        on source_rows.entity = visible.entity and source_rows.load_id = visible.load_id
        and source_rows.project_id = visible.raw_project_id and source_rows.period = visible.written_period
    where visible.written_period = visible.period or visible.entity = 'projects'
)

select spoken_of.project_id, spoken_of.period, coalesce(reports.status_date, spoken_of.period) as status_date
from spoken_of left join reports using (project_id, period)
