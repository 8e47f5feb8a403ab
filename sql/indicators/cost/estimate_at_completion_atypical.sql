-- Estimate at completion if the rest costs what was planned for it: the variance so far was a one-off.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        number  actual cost + budget - earned value, in the project's currency
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
        progress_state = 'COMPLETE', actual_cost, actual_cost + budget_at_completion - earned_value
    )::double, null) as value,
    null::double as numerator,
    null::double as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
