-- The portfolio in one row: how many projects are red, how far the forecast is over budget, how many reported.
-- Money is in the portfolio's currency, at plan rates; projects without a rate are left out of sums.
--
-- grain:   one row
-- columns:
--   period              month     the month shown
--   compared            month     the month it is compared with
--   status_date         date      newest status date of the month
--   currency            currency  the portfolio's currency
--   count_expected      count     projects that reported in the month, or in the last one before it and were not over
--   count_projects      count     projects that reported in the month
--   count_over          count     of them, closed or cancelled: their lights are not counted
--   count_red           count     of the others, computed red
--   count_known         count     of the others, with a computed light
--   count_declared      count     of the others, with a declared light
--   count_declared_red  count     of the others, declared red
--   count_red_change    count     red projects against the compared month; null where nothing was reported then
--   count_budgeted      count     projects with a budget and a rate
--   budget              money     their budgets
--   count_estimated     count     projects with an estimate, a budget and a rate
--   over_budget         money     their estimates less their budgets
--   over_budget_ratio   percent   the same as a share of their budgets
with
health as (select * from marts.project_health inner join scope using (project_id, period)),
rates as (select * from core.plan_rates),
currency as (select * from core.portfolio_currency),
now as (select health.* from health inner join chosen using (period)),
before as (select health.* from health inner join chosen on health.period = chosen.compared),
last_month as (
    select max(health.period) as period from health cross join chosen where health.period < chosen.period
),
expected as (
    select count(distinct health.project_id) as count_expected
    from health cross join chosen
    where health.period = chosen.period
       or (health.period = (select period from last_month)
           and not is_over(health.state))
),
budgeted as (
    select
        count(now.budget_at_completion * rates.rate) as count_budgeted,
        sum(now.budget_at_completion * rates.rate) as budget
    from now inner join rates using (project_id, period)
),
estimated as (
    select
        count(*) as count_estimated,
        sum(now.over_budget * rates.rate) as over_budget,
        sum(now.budget_at_completion * rates.rate) as budget
    from now inner join rates using (project_id, period)
    where now.over_budget is not null and rates.rate is not null
),
counted as (
    select max(status_date) as status_date, count(*) as count_projects,
           count(*) filter (is_over(state)) as count_over,
           count(*) filter (not is_over(state) and computed_overall = 'red') as count_red,
           count(computed_overall) filter (not is_over(state)) as count_known,
           count(declared_overall) filter (not is_over(state)) as count_declared,
           count(*) filter (not is_over(state) and light_on_three_steps(declared_overall) = 'red')
               as count_declared_red
    from now
),
counted_before as (
    select count(*) as count_projects, count(*) filter (not is_over(state) and computed_overall = 'red') as count_red
    from before
)
select
    chosen.period,
    chosen.compared,
    counted.status_date,
    currency.currency,
    expected.count_expected,
    counted.count_projects,
    counted.count_over,
    counted.count_red,
    counted.count_known,
    counted.count_declared,
    counted.count_declared_red,
    if(counted_before.count_projects > 0, counted.count_red - counted_before.count_red, null) as count_red_change,
    budgeted.count_budgeted,
    budgeted.budget::decimal(24, 6) as budget,
    estimated.count_estimated,
    estimated.over_budget::decimal(24, 6) as over_budget,
    safe_div(estimated.over_budget, estimated.budget) as over_budget_ratio
from chosen, counted, counted_before, expected, budgeted, estimated, currency
