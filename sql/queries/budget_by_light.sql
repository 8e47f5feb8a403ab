-- Where the budget sits: each project's budget, its programme and its computed light.
-- Budgets are in the portfolio's currency, at plan rates; projects without a rate are left out.
--
-- grain:   one row per project_id
-- columns:
--   project_id            key      project
--   project_name          text     its name
--   programme             text     its programme; null where none is given
--   budget_at_completion  money    approved cost of all planned work
--   computed              light    overall light, computed or else declared; unknown where there is none
--   reason                text     why there is no light
--   red_budget_ratio      percent  share of all these budgets in red projects
--   is_declared           flag     whether these are declared lights, for none can be computed
with
health as (select * from marts.project_health inner join scope using (project_id, period)),
lights as (select * from marts.lights inner join scope using (project_id, period)),
shown as (select * from marts.lights_shown inner join scope using (project_id, period)),
rates as (select * from core.plan_rates),
overall as (
    select lights.*, shown.light, shown.is_declared
    from lights inner join shown using (project_id, period, dimension) inner join chosen using (period)
    where lights.dimension = 'overall'
),
budgets as (
    select health.* replace ((health.budget_at_completion * rates.rate)::decimal(24, 6) as budget_at_completion)
    from health inner join chosen using (period)
    inner join rates on rates.project_id = health.project_id and rates.period = health.period
    where health.budget_at_completion > 0 and rates.rate > 0
)
select
    budgets.project_id,
    budgets.project_name,
    budgets.programme,
    budgets.budget_at_completion,
    coalesce(overall.light, 'unknown') as computed,
    if(is_over(budgets.state), 'CLOSED', overall.reason) as reason,
    safe_div(
        sum(if(overall.light = 'red', budgets.budget_at_completion, 0)) over (),
        sum(budgets.budget_at_completion) over ()
    ) as red_budget_ratio,
    coalesce(overall.is_declared, false) as is_declared
from budgets left join overall using (project_id)
order by budgets.budget_at_completion desc, budgets.project_id
