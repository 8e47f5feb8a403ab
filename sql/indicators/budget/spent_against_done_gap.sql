-- Share of the budget that is spent less share of the work that is done; above zero more is spent than done.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        points  percent spent less percent complete
--   numerator    money   actual cost less earned value
--   denominator  money   budget at completion
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
facts as (select * from core.earned_value),

judged as (
    select
        *,
        (actual_cost - earned_value)::decimal(24, 6) as spent_beyond,
        coalesce(
            performance_reason, actual_cost_reason, earned_value_reason, budget_at_completion_reason
        ) as reason,
        early_flags || budget_flags || earned_flags || actual_flags as known
    from facts
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(spent_beyond, budget_at_completion), null) as value,
    spent_beyond as numerator,
    if(spent_beyond is null, null, budget_at_completion) as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
