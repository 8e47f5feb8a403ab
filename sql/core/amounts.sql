-- The four amounts of each project and month, or why they are not known. What a project on hold, complete or cancelled
-- last reported stays its figure; of a project under way nothing is carried on.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id             key    project
--   period                 date   month end
--   budget_at_completion   money  approved cost of all planned work
--   planned_value          money  approved cost of the work planned to date
--   earned_value           money  approved cost of the work done to date
--   earned_value_before    money  the same as reported last before this month
--   actual_cost            money  cost of the work done to date
--   actual_cost_before     money  the same as reported last before this month
--   month_cost             money  cost of the month alone; negative for a credit
--   budget_reason          text   why there is no budget
--   planned_reason         text   why there is no planned value
--   earned_reason          text   why there is no earned value
--   cost_reason            text   why there is no actual cost
--   is_budget_estimated    flag   whether the budget rests on an estimate
--   is_planned_estimated   flag   whether planned value does
--   is_earned_estimated    flag   whether earned value does
--   is_cost_estimated      flag   whether actual cost does
--   is_planned_disputed    flag   whether two statements of planned value differ
--   is_earned_disputed     flag   whether two statements of earned value differ
with
progress as (select * from core.progress),
plans as (select * from core.baseline_in_force),
planned as (select * from core.planned_to_date),
earned as (select * from core.earned_to_date),
costs as (select * from core.cost_to_date),

gathered as (
    select
        progress.project_id,
        progress.period,
        progress.progress_state,
        plans.budget_at_completion,
        plans.budget_reason,
        plans.is_budget_estimated,
        planned.planned_value,
        planned.reason as planned_reason,
        planned.is_estimated as is_planned_estimated,
        planned.is_disputed as is_planned_disputed,
        earned.earned_value,
        earned.reason as earned_reason,
        earned.is_estimated as is_earned_estimated,
        earned.is_disputed as is_earned_disputed,
        costs.actual_cost,
        costs.reason as cost_reason,
        costs.month_cost,
        costs.is_estimated as is_cost_estimated,
        last_value(earned.earned_value ignore nulls) over before as earned_value_before,
        last_value(costs.actual_cost ignore nulls) over before as actual_cost_before,
        progress.progress_state in ('ON_HOLD', 'COMPLETE', 'CANCELLED') as is_frozen
    from progress
    inner join plans using (project_id, period)
    inner join planned using (project_id, period)
    inner join earned using (project_id, period)
    inner join costs using (project_id, period)
    window before as (
        partition by project_id order by period rows between unbounded preceding and 1 preceding
    )
),

frozen as (
    select
        *,
        is_frozen and earned_value is null and not starts_with(earned_reason, 'INVALID') as is_earned_frozen,
        is_frozen and actual_cost is null and not starts_with(cost_reason, 'INVALID') as is_cost_frozen
    from gathered
),

in_force as (
    select
        *,
        if(is_earned_frozen, earned_value_before, earned_value) as earned_in_force,
        if(is_cost_frozen, actual_cost_before, actual_cost) as cost_in_force,
        if(progress_state in ('NOT_STARTED', 'ON_HOLD', 'CANCELLED'), progress_state, null) as state_reason
    from frozen
)

select
    project_id,
    period,
    budget_at_completion,
    planned_value,
    earned_in_force as earned_value,
    earned_value_before,
    cost_in_force as actual_cost,
    actual_cost_before,
    month_cost,
    budget_reason,
    planned_reason,
    case
        when earned_in_force is not null then null
        when starts_with(earned_reason, 'INVALID') then earned_reason
        else coalesce(state_reason, earned_reason)
    end as earned_reason,
    case
        when cost_in_force is not null then null
        when starts_with(cost_reason, 'INVALID') then cost_reason
        else coalesce(state_reason, cost_reason)
    end as cost_reason,
    is_budget_estimated,
    is_planned_estimated,
    is_earned_estimated or is_earned_frozen as is_earned_estimated,
    is_cost_estimated or is_cost_frozen as is_cost_estimated,
    is_planned_disputed,
    is_earned_disputed
from in_force
