-- Realism of the forecast finish as a share of the planned duration: 0.1 is a tenth of the duration too optimistic.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        percent days by which the manager's date is earlier / planned duration
--   numerator    days    days by which the manager's date is earlier
--   denominator  days    planned duration
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
forecasts as (select * from core.finish_forecasts),
schedule as (select * from core.schedule),
durations as (select * from core.independent_durations where basis = 'earned_schedule' and pressure = 'performance'),

judged as (
    select
        forecasts.project_id,
        forecasts.period,
        forecasts.performance_finish - forecasts.manager_finish as days_apart,
        schedule.planned_duration_days,
        coalesce(
            durations.reason, if(forecasts.manager_finish is null, 'MISSING_INPUT(forecast_finish)', null)
        ) as reason,
        durations.flags || if(forecasts.is_from_tasks, ['ESTIMATED'], []) as known
    from forecasts
    inner join schedule using (project_id, period)
    inner join durations using (project_id, period)
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(days_apart, planned_duration_days), null) as value,
    days_apart as numerator,
    planned_duration_days as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
