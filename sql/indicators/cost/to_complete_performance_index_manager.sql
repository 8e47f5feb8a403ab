-- To-complete performance index of the manager's estimate: cost efficiency that the rest of the work needs to end where
-- the manager expects. Far above the efficiency so far, the estimate is not credible.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        ratio   (budget - earned value) / (manager's estimate - actual cost)
--   numerator    number  budget - earned value
--   denominator  number  manager's estimate - actual cost
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
facts as (select * from core.earned_value),
managers as (select * from indicators.manager_estimate_at_completion),
indices as (select * from core.performance_indices where index = 'cost'),
conventions as (select * from core.conventions),

judged as (
    select
        facts.*,
        (budget_at_completion - earned_value)::double as left_to_do,
        managers.value - actual_cost::double as left_to_spend,
        coalesce(
            performance_reason,
            if(progress_state = 'COMPLETE' or earned_value >= budget_at_completion, 'COMPLETE', null),
            budget_at_completion_reason,
            earned_value_reason,
            actual_cost_reason,
            managers.reason,
            if(managers.value <= facts.actual_cost, 'INVALID_INPUT(manager_estimate_at_completion)', null)
        ) as reason,
        safe_div(left_to_do, facts.budget_at_completion) <= conventions.least_work_left + conventions.bound_tolerance
            as is_near_end,
        abs(safe_div(left_to_do, left_to_spend) - indices.value)
            > conventions.credible_efficiency_gap + conventions.bound_tolerance as is_far_off,
        early_flags || budget_flags || earned_flags || actual_flags
            || if(is_near_end, ['NEAR_END'], if(is_far_off, ['NOT_CREDIBLE'], []))
            || coalesce(list_filter(string_split(managers.flags, ','), lambda flag: flag = 'AMOUNT_JUMPED'), [])
            as known
    from facts
    inner join managers using (project_id, period)
    inner join indices using (project_id, period)
    cross join conventions
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(left_to_do, left_to_spend), null) as value,
    if(reason is null, left_to_do, null) as numerator,
    if(reason is null, left_to_spend, null) as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
