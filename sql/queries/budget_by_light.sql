-- Where the budget sits: each project's budget, its programme and its computed light.
--
-- grain:   one row per project_id
-- columns:
--   project_id            key      project
--   project_name          text     its name
--   programme             text     its programme; null where none is given
--   budget_at_completion  money    approved cost of all planned work
--   computed              light    overall light; unknown where there is none
--   reason                text     why there is no light
--   red_budget_ratio      percent  share of all these budgets in red projects
--   has_several_currencies  flag   whether the budgets are in more than one currency, so that areas do not compare
with
health as (select * from marts.project_health inner join scope using (project_id, period)),
lights as (select * from marts.lights inner join scope using (project_id, period)),
money as (select * from core.earned_value inner join scope using (project_id, period)),
overall as (select lights.* from lights inner join chosen using (period) where lights.dimension = 'overall'),
currencies as (
    select count(distinct money.currency) > 1 as has_several_currencies from money inner join chosen using (period)
),
budgets as (
    select health.* from health inner join chosen using (period) where health.budget_at_completion > 0
)
select
    budgets.project_id,
    budgets.project_name,
    budgets.programme,
    budgets.budget_at_completion,
    coalesce(budgets.computed_overall, 'unknown') as computed,
    overall.reason,
    safe_div(
        sum(if(budgets.computed_overall = 'red', budgets.budget_at_completion, 0)) over (),
        sum(budgets.budget_at_completion) over ()
    ) as red_budget_ratio,
    currencies.has_several_currencies
from budgets left join overall using (project_id) cross join currencies
order by budgets.budget_at_completion desc
