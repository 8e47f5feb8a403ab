-- What one unit of a currency was worth on average in the fiscal year up to the month, in the portfolio's currency and as
-- known in the month: the average stated for the year, else the mean of its months so far. It tells what exchange rates
-- did to cost; sums stand at plan rates. One that says neither its year nor its month is of no known time.
--
-- grain:   one row per period, currency
-- columns:
--   period      date      month end
--   currency    currency  the currency
--   rate        number    portfolio currency per unit
--   is_partial  flag      whether it is a mean that lacks months of the year so far
with
years as (select * from core.fiscal_periods),
portfolio as (select * from core.portfolio_currency),
rates as (
    select * from core.fx_rates where rate_type = 'average' and rate > 0 and currency is not null
),
settings as (select max(value)::integer as first_month from reference.settings where name = 'fiscal_year_start_month'),

-- each rate as it was last sent by then
known as (
    select
        years.period, years.fiscal_year % 100 as year_end, years.months_elapsed, rates.row_key, rates.currency,
        rates.to_currency, rates.fiscal_year, rates.month,
        arg_max(rates.rate, rates.period) as rate
    from years inner join rates on rates.period <= years.period
    group by all
),

-- one that names the currency it converts to goes before one that does not
monthly as (
    select
        known.period, known.months_elapsed, known.currency, known.month,
        arg_min(known.rate, known.to_currency is null) as rate
    from known cross join portfolio cross join settings
    where known.currency <> portfolio.currency
        and coalesce(known.to_currency, portfolio.currency) = portfolio.currency
        and coalesce(known.month <= known.period, true)
        and fiscal_year_end(known.fiscal_year, known.month, (13 - settings.first_month) % 12) = known.year_end
    group by all
)

select
    period,
    currency,
    coalesce(any_value(rate) filter (month is null), avg(rate))::double as rate,
    count(month) = count(*) and count(*) < months_elapsed as is_partial
from monthly
group by period, currency, months_elapsed
