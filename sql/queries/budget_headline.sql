-- The fiscal year of the portfolio in one row: how far the forecast is from the budget and how few projects make most
-- of it. Money is in the portfolio's currency, at plan rates.
--
-- grain:   one row
-- columns:
--   period             month     the month shown
--   status_date        date      newest status date of the month
--   currency           currency  the portfolio's currency
--   fiscal_year        count     calendar year that the fiscal year ends in
--   months_elapsed     count     months of it that have passed
--   time_elapsed       percent   share of it that has passed
--   count_projects     count     projects that reported in the month
--   count_budgets      count     of them, with a budget of the fiscal year and a rate
--   count_forecasts    count     of them, with a forecast of the year beside it
--   over_budget        money     forecasts less budgets of those
--   over_budget_ratio  percent   the same as a share of their budgets
--   count_over         count     of them, those forecast over their budget
--   sum_over           money     by how much, together
--   sum_under          money     how much the others are under theirs
--   count_drivers      count     projects that make four fifths of all that moves the sum that way
--   drivers_ratio      percent   their part of it
with
years as (select * from core.budget_year inner join scope using (project_id, period)),
rates as (select * from core.plan_rates),
fiscal as (select * from core.fiscal_periods),
conventions as (select * from core.conventions),
currency as (select * from core.portfolio_currency),
facts as (select * from core.earned_value inner join scope using (project_id, period)),
now as (
    select
        years.project_id,
        facts.status_date,
        years.budget_this_year * rates.rate as budget,
        (years.forecast_this_year - years.budget_this_year) * rates.rate as over
    from years inner join chosen using (period)
    inner join facts on facts.project_id = years.project_id and facts.period = years.period
    inner join rates on rates.project_id = years.project_id and rates.period = years.period
),
added as (
    select
        max(status_date) as status_date,
        count(*) as count_projects,
        count(budget) as count_budgets,
        count(over) as count_forecasts,
        sum(over) as over_budget,
        count(*) filter (where over > 0) as count_over,
        coalesce(sum(over) filter (where over > 0), 0) as sum_over,
        coalesce(-sum(over) filter (where over < 0), 0) as sum_under,
        sum(budget) filter (where over is not null) as budget_compared
    from now
),
-- largest first, of those on the side of the sum
ranked as (
    select
        row_number() over by_size as rank,
        sum(abs(now.over)) over by_size as running,
        sum(abs(now.over)) over () as whole
    from now cross join added
    where sign(now.over) = sign(added.over_budget) and now.over <> 0
    window by_size as (order by abs(now.over) desc, now.project_id)
),
drivers as (
    select min(rank) as count_drivers, arg_min(safe_div(running, whole), rank) as drivers_ratio
    from ranked cross join conventions
    where running >= conventions.driver_share * whole
)
select
    chosen.period,
    added.status_date,
    currency.currency,
    fiscal.fiscal_year,
    fiscal.months_elapsed,
    safe_div(fiscal.months_elapsed, 12) as time_elapsed,
    added.count_projects,
    added.count_budgets,
    added.count_forecasts,
    added.over_budget::decimal(24, 6) as over_budget,
    safe_div(added.over_budget, added.budget_compared) as over_budget_ratio,
    added.count_over,
    added.sum_over::decimal(24, 6) as sum_over,
    added.sum_under::decimal(24, 6) as sum_under,
    drivers.count_drivers,
    drivers.drivers_ratio
from chosen left join fiscal using (period) cross join added cross join currency cross join drivers
