-- The tasks that are overdue in the month shown, the oldest first. Those of closed and cancelled projects and of those on
-- hold are not: nobody is late with them.
--
-- grain:   one row per project_id, task
-- columns:
--   project_id        key      project
--   task              key      what makes it that task inside the project
--   project_name      text     its project's name
--   task_name         text     its name
--   owner             text     who does it
--   baseline_finish   date     approved finish
--   expected_finish   date     finish now expected
--   days_overdue      days     status date less approved finish
--   share_complete    percent  part that is done
--   total_float_days  days     working days it may slip
--   is_float_red      flag     whether these are negative
with
dates as (select * from core.task_dates inner join scope using (project_id, period) where is_overdue),
totals as (select * from core.task_totals where reason is null and progress_state <> 'COMPLETE'),
health as (select * from marts.project_health where not is_over(state))
select
    dates.project_id,
    dates.row_key as task,
    health.project_name,
    dates.task_name,
    dates.owner,
    dates.baseline_finish,
    dates.expected_finish,
    dates.status_date - dates.baseline_finish as days_overdue,
    dates.share_complete,
    dates.total_float_days,
    coalesce(dates.total_float_days < 0, false) as is_float_red
from dates
inner join chosen using (period)
inner join health using (project_id, period)
semi join totals using (project_id, period)
order by days_overdue desc, dates.project_id, dates.row_key
