-- Both plans that a project is measured against: the one in force, and, where that is another, the one first approved.
-- A plan is drawn by the curve that was sent; where none was, by the budgets by month if these add up to its budget.
--
-- grain:   one row per basis, project_id, period
-- columns:
--   basis                 key    current or original; a project that was not re-baselined has no other plan than the
--                                current
--   project_id            key    project
--   period                date   month end
--   version               key    version of the plan; empty where it has no name
--   baseline_start        date   approved start
--   baseline_finish       date   approved finish
--   budget_at_completion  money  approved cost of all planned work; null where it is not above zero, or beyond belief
--   budget_reason         text   why there is no budget
--   is_start_estimated    flag   whether the start is carried on, or taken from the curve or the tasks
--   is_finish_estimated   flag   whether the finish is
--   is_start_of_tasks     flag   whether the start is that of the tasks
--   is_finish_of_tasks    flag   whether the finish is
--   curve_period          date   month from which the planned value curve holds; null where there is none
--   curve_version         key    version under which the curve was sent
--   budgets_period        date   month from which the budgets by month hold that stand for it; null where none do
--   plan_period           date   month since which all of this has been the same
-- check: (budget_at_completion is null) <> (budget_reason is null)
-- check: curve_period is null or budgets_period is null
with
in_force as (select * from core.baseline_in_force),
originals as (select * from core.original_plans where is_rebaselined),
budgets as (select project_id, period, max(planned_value) as total from core.budget_curves group by project_id, period),
conventions as (select * from core.conventions),

every_plan as (
    select 'current' as basis, * exclude (is_budget_estimated), period as known_until from in_force
    union all by name
    select 'original' as basis, * exclude (held_until, is_rebaselined, rebaselined_on), false as is_finish_estimated,
        false as is_start_of_tasks, false as is_finish_of_tasks, held_until as known_until
    from originals
),

budgeted as (
    select every_plan.basis, every_plan.project_id, every_plan.period, budgets.period as budgets_period
    from (select * from every_plan where curve_period is null and known_until is not null) as every_plan
    asof join budgets on budgets.project_id = every_plan.project_id and budgets.period <= every_plan.known_until
    cross join conventions
    where abs(budgets.total - every_plan.budget_at_completion)
        <= conventions.reconciliation_tolerance * every_plan.budget_at_completion
),

drawn as (
    select
        every_plan.* exclude (known_until),
        budgeted.budgets_period,
        (version, baseline_start, baseline_finish, budget_at_completion, curve_period, curve_version, budgets_period)
            as plan
    from every_plan left join budgeted using (basis, project_id, period)
),

since as (
    select
        * exclude (plan),
        if(plan is distinct from lag(plan) over (partition by basis, project_id order by period), period, null)
            as changed_on
    from drawn
)

select
    * exclude (changed_on),
    last_value(changed_on ignore nulls) over (
        partition by basis, project_id order by period rows between unbounded preceding and current row
    ) as plan_period
from since
