-- To-complete performance index: the cost efficiency that the rest of the work needs to keep the budget.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key    what one value speaks of: project
--   subject_id   key    project
--   project_id   key    project
--   period       date   month end that the figure speaks of
--   value        ratio  work left / money left; above 1 asks for more than planned
--   numerator    money  budget - earned value
--   denominator  money  budget - actual cost
--   reason       text   why there is no value; null where there is one
--   flags        text   what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
facts as (select * from core.earned_value),
conventions as (select * from core.conventions),

judged as (
    select
        *,
        (budget_at_completion - earned_value)::decimal(24, 6) as left_to_do,
        (budget_at_completion - actual_cost)::decimal(24, 6) as left_to_spend,
        coalesce(
            performance_reason,
            if(progress_state = 'COMPLETE' or earned_value >= budget_at_completion, 'COMPLETE', null),
            budget_at_completion_reason,
            earned_value_reason,
            actual_cost_reason,
            if(actual_cost >= budget_at_completion, 'BUDGET_EXHAUSTED', null)
        ) as reason,
        safe_div(left_to_do, budget_at_completion) <= conventions.least_work_left + conventions.bound_tolerance
            as is_near_end,
        early_flags || budget_flags || earned_flags || actual_flags || if(is_near_end, ['NEAR_END'], []) as known
    from facts cross join conventions
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(left_to_do, left_to_spend), null) as value,
    left_to_do as numerator,
    left_to_spend as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
