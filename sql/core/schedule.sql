-- The dates of each project and month, how long it was to take, how long it has taken, and how late it will finish,
-- all by the plan in force. Months are calendar months from the approved start, parts by their share of days. Forecast
-- finish and actual start come from the tasks where the report tells none.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id               key     project
--   period                   date    month end
--   status_date              date    day the figures speak of
--   progress_state           text    NOT_STARTED, IN_PROGRESS, ON_HOLD, COMPLETE or CANCELLED
--   baseline_start           date    approved start
--   baseline_finish          date    approved finish
--   forecast_start           date    start as the manager expects it
--   forecast_finish          date    finish as the manager expects it
--   actual_start             date    when it started
--   actual_finish            date    when it finished
--   planned_duration_months  months  approved start to approved finish
--   planned_duration_days    days    the same in days, both included
--   duration_reason          text    why there is no planned duration
--   actual_time_months       months  approved start to the status date, the last one before a hold, or the finish
--   actual_time_days         days    the same in days, both included
--   actual_time_reason       text    why there is no actual time
--   finish_slip_days         days    actual or forecast finish less approved finish; positive is late
--   finish_slip_reason       text    why there is none
--   is_start_estimated       flag    whether the approved start is carried on, or taken from the curve or the tasks
--   is_finish_estimated      flag    whether the approved finish is
--   is_time_estimated        flag    whether the approved start is an estimate, or the day up to which time is counted
--   is_slip_estimated        flag    whether the slip is only a floor, the forecast missing or passed, or made of the tasks
--   is_begin_estimated       flag    whether the actual start is made of the tasks
--   is_forecast_estimated    flag    whether the forecast finish is
--   is_start_of_tasks        flag    whether the approved start is
--   is_finish_of_tasks       flag    whether the approved finish is
-- check: (planned_duration_months is null) <> (duration_reason is null)
-- check: (actual_time_months is null) <> (actual_time_reason is null)
-- check: (finish_slip_days is null) <> (finish_slip_reason is null)
with
schedules as (select * from core.schedule_by_plan)

select * exclude (basis)
from schedules
where basis = 'current'
