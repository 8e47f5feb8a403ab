-- Estimated duration: from the approved start to the finish that the manager expects or, once it is over, to the actual
-- one.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        months  months from the approved start to the expected finish
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
schedule as (select * from core.schedule),
forecasts as (select * from core.finish_forecasts),

judged as (
    select
        schedule.*,
        forecasts.manager_finish,
        case
            when schedule.progress_state in ('ON_HOLD', 'CANCELLED') then schedule.progress_state
            when schedule.baseline_start is null then 'NO_BASELINE'
            when forecasts.manager_finish is null and schedule.progress_state = 'COMPLETE'
                then 'MISSING_INPUT(actual_finish)'
            when forecasts.manager_finish is null then 'MISSING_INPUT(forecast_finish)'
            when forecasts.manager_finish < schedule.baseline_start then 'INVALID_INPUT(forecast_finish)'
        end as reason,
        if(schedule.is_start_estimated or forecasts.is_from_tasks, ['ESTIMATED'], []::varchar[]) as known
    from schedule inner join forecasts using (project_id, period)
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, month_index(baseline_start, manager_finish), null) as value,
    null::double as numerator,
    null::double as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
