-- Estimate at completion if cost efficiency stays as it is: budget / cost performance index. A complete project cost
-- what it cost. More earned than the budget would end below what is spent already, which cannot be.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        number  budget / cost performance index, in the project's currency
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
facts as (select * from core.earned_value),

judged as (
    select
        *,
        case
            when progress_state = 'COMPLETE' then actual_cost_reason
            else coalesce(
                performance_reason,
                budget_at_completion_reason,
                earned_value_reason,
                actual_cost_reason,
                if(actual_cost = 0, 'ZERO_DENOM(actual_cost)', null),
                if(earned_value = 0, 'ZERO_DENOM(cost_performance_index)', null),
                if(earned_value > budget_at_completion, 'INVALID_INPUT(earned_value)', null)
            )
        end as reason,
        early_flags || budget_flags || earned_flags || actual_flags as known
    from facts
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, if(
        progress_state = 'COMPLETE',
        actual_cost::double,
        safe_div(budget_at_completion::double * actual_cost::double, earned_value)
    ), null) as value,
    null::double as numerator,
    null::double as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
