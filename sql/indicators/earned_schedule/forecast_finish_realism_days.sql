-- Realism of the forecast finish: the finish that the pace so far leads to, less the one that the manager expects;
-- positive is optimistic.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        days    days by which the manager's date is earlier
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
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
    if(reason is null, days_apart, null) as value,
    null::double as numerator,
    null::double as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
