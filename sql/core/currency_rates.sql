-- What one unit of a currency is worth in the portfolio's: one plan rate for a whole fiscal year, so that sums carry no
-- exchange noise, as known in the month: another rate sent later moves no month before. A missing rate is never 1.
--
-- grain:   one row per period, currency
-- columns:
--   period    date      month end
--   currency  currency  the currency
--   rate      number    portfolio currency per unit
-- looks ahead: a month before the first that is heard of its year's rate is told by that
with
periods as (select period from core.periods),
portfolio as (select * from core.portfolio_currency),
rates as (
    select * from core.fx_rates
    where coalesce(rate_type, if(fiscal_year is not null and month is null, 'plan', null)) = 'plan'
        and rate > 0 and currency is not null
),
settings as (select max(value)::integer as first_month from reference.settings where name = 'fiscal_year_start_month'),

asked as (
    select
        periods.period,
        portfolio.currency as portfolio_currency,
        year(periods.period + to_months((13 - settings.first_month) % 12)) % 100 as year_end
    from periods cross join portfolio cross join settings
),

dated as (
    select rates.*, fiscal_year_end(fiscal_year, month, (13 - settings.first_month) % 12) as year_end
    from rates cross join settings
),

-- the newest that is known of a year, in whatever way the year is written
yearly as (
    select
        asked.period,
        dated.currency,
        dated.to_currency,
        dated.year_end,
        arg_min(dated.rate, (
            coalesce(dated.month, '0001-01-01'::date),
            dated.period > asked.period,
            abs(dated.period - asked.period),
            -dated.load_id::bigint
        )) as rate
    from asked cross join dated
    group by asked.period, dated.currency, dated.to_currency, dated.year_end
)

select
    asked.period,
    yearly.currency,
    arg_min(yearly.rate, (yearly.year_end is null, yearly.to_currency is null))::double as rate
from asked inner join yearly
    on yearly.period = asked.period
    and yearly.currency <> asked.portfolio_currency
    and coalesce(yearly.to_currency, asked.portfolio_currency) = asked.portfolio_currency
    and coalesce(yearly.year_end, asked.year_end) = asked.year_end
group by asked.period, yearly.currency
union all
select period, portfolio_currency, 1 from asked where portfolio_currency is not null
