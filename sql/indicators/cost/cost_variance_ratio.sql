-- Cost variance as a share of the value of the work done; negative is over budget.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key      what one value speaks of: project
--   subject_id   key      project
--   project_id   key      project
--   period       date     month end that the figure speaks of
--   value        percent  (earned value - actual cost) / earned value
--   numerator    money    earned value - actual cost
--   denominator  money    earned value
--   reason       text     why there is no value; null where there is one
--   flags        text     what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
facts as (select * from core.earned_value),

judged as (
    select
        *,
        (earned_value - actual_cost)::decimal(24, 6) as variance,
        coalesce(
            performance_reason,
            earned_value_reason,
            actual_cost_reason,
            if(earned_value = 0, 'ZERO_DENOM(earned_value)', null)
        ) as reason,
        early_flags || earned_flags || actual_flags as known
    from facts
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(variance, earned_value), null) as value,
    variance as numerator,
    if(actual_cost is null, null, earned_value) as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
