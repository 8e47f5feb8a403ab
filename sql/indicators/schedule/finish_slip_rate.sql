-- Slip of the finish since the month before, for each day that passed: at 1 the finish recedes as fast as time passes.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        ratio   days that the forecast finish moved / days that passed
--   numerator    days    days that the forecast finish moved; positive is later
--   denominator  days    days between the two reports
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
forecasts as (select * from core.finish_forecasts),

compared as (
    select
        forecasts.* exclude (reason, is_from_tasks),
        forecasts.is_from_tasks or coalesce(before.is_from_tasks, false) as is_from_tasks,
        before.period as period_before,
        forecasts.manager_finish - before.manager_finish as days_moved,
        forecasts.status_date - before.status_date as days_passed
    from forecasts left join forecasts as before
        on before.project_id = forecasts.project_id
        and before.period = last_day((forecasts.period - interval 1 month)::date)
),

judged as (
    select
        *,
        case
            when progress_state in ('ON_HOLD', 'COMPLETE', 'CANCELLED') then progress_state
            when manager_finish is null then 'MISSING_INPUT(forecast_finish)'
            when period_before is null or days_moved is null then 'PERIOD_GAP'
            when days_passed <= 0 then 'ZERO_DENOM(status_date)'
        end as reason,
        if(is_from_tasks, ['ESTIMATED'], []::varchar[]) as known
    from compared
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(days_moved, days_passed), null) as value,
    days_moved as numerator,
    days_passed as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
