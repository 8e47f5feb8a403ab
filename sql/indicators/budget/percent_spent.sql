-- Percent spent: share of the budget that is spent.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key      what one value speaks of: project
--   subject_id   key      project
--   project_id   key      project
--   period       date     month end that the figure speaks of
--   value        percent  actual cost / budget at completion
--   numerator    money    actual cost
--   denominator  money    budget at completion
--   reason       text     why there is no value; null where there is one
--   flags        text     what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
facts as (select * from core.earned_value),

judged as (
    select
        *,
        case
            when progress_state = 'CANCELLED' then 'CANCELLED'
            else coalesce(actual_cost_reason, budget_at_completion_reason)
        end as reason,
        budget_flags || actual_flags as known
    from facts
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(actual_cost, budget_at_completion), null) as value,
    actual_cost as numerator,
    budget_at_completion as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
