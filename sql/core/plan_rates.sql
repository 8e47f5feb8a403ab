-- What one unit of a project's currency is worth in the portfolio's: one plan rate for a whole fiscal year, so that
-- sums carry no exchange noise. A project that names no currency reports in the portfolio's; a missing rate is never 1.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id    key       project
--   period        date      month end
--   currency      currency  currency of the project's amounts
--   rate          number    portfolio currency per unit; null where no plan rate is known
--   is_converted  flag      whether the project reports in another currency than the portfolio's
with
periods as (select * from core.project_periods),
reports as (select * from core.projects),
portfolio as (select * from core.portfolio_currency),
rates as (select * from core.currency_rates)

select
    periods.project_id,
    periods.period,
    coalesce(reports.currency, portfolio.currency) as currency,
    if(portfolio.currency is null and reports.currency is null, 1, rates.rate)::double as rate,
    coalesce(reports.currency, portfolio.currency) is distinct from portfolio.currency as is_converted
from periods
left join reports using (project_id, period)
cross join portfolio
left join rates on rates.period = periods.period and rates.currency = coalesce(reports.currency, portfolio.currency)
