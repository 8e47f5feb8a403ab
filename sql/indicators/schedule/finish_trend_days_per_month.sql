-- Trend of the forecast finish: days by which it moves in each month, by a robust line through the forecasts of the
-- last twelve months.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        days    days later in each month that passes
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
trends as (select * from core.finish_trends),
conventions as (select * from core.conventions),

judged as (
    select
        trends.* exclude (reason),
        trends.moved_days * conventions.days_per_month as days_a_month,
        trends.slope_reason as reason,
        if(trends.is_from_tasks, ['ESTIMATED'], []::varchar[]) as known
    from trends cross join conventions
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, days_a_month, null) as value,
    null::double as numerator,
    null::double as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
