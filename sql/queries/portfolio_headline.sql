-- The portfolio in one row: how many projects are red, how far the forecast is over budget, how many reported.
--
-- grain:   one row
-- columns:
--   period              month    the month shown
--   compared            month    the month it is compared with
--   status_date         date     newest status date of the month
--   currency            currency the currency of the money; null where projects report in several
--   count_expected      count    projects that reported in the month, or before it and are not over
--   count_projects      count    projects that reported in the month
--   count_red           count    of them, computed red
--   count_red_change    count    red projects against the compared month; null where nothing was reported then
--   count_estimated     count    projects with both an estimate and a budget
--   over_budget         money    their estimates less their budgets; null where they are in several currencies
--   over_budget_ratio   percent  the same as a share of their budgets
with
health as (select * from marts.project_health inner join scope using (project_id, period)),
money as (select * from core.earned_value inner join scope using (project_id, period)),
now as (select health.* from health inner join chosen using (period)),
before as (select health.* from health inner join chosen on health.period = chosen.compared),
latest as (
    select project_id, max(period) as period, arg_max(state, period) as state
    from health
    group by project_id
),
expected as (
    select count(*) as count_expected
    from latest cross join chosen
    where latest.period = chosen.period or coalesce(latest.state, 'active') not in ('closed', 'cancelled')
),
currencies as (
    select if(count(distinct money.currency) <= 1, max(money.currency), null) as currency,
           count(distinct money.currency) as count_currencies
    from money inner join chosen using (period)
),
counted as (
    select
        max(status_date) as status_date,
        count(*) as count_projects,
        count(*) filter (computed_overall = 'red') as count_red,
        count(over_budget) as count_estimated,
        sum(over_budget) as over_budget,
        sum(budget_at_completion) filter (over_budget is not null) as budget
    from now
),
counted_before as (
    select count(*) as count_projects, count(*) filter (computed_overall = 'red') as count_red from before
)
select
    chosen.period,
    chosen.compared,
    counted.status_date,
    currencies.currency,
    expected.count_expected,
    counted.count_projects,
    counted.count_red,
    if(counted_before.count_projects > 0, counted.count_red - counted_before.count_red, null) as count_red_change,
    counted.count_estimated,
    if(currencies.count_currencies <= 1, counted.over_budget, null)::decimal(24, 6) as over_budget,
    if(currencies.count_currencies <= 1, safe_div(counted.over_budget, counted.budget), null) as over_budget_ratio
from chosen, counted, counted_before, expected, currencies
