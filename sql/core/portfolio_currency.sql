-- The currency that sums are shown in: the one set for the portfolio; else, where more than half of the projects that
-- report amounts name a currency, the one most of them name; else the one that all plan rates convert to. A few projects
-- that name a currency say nothing of those that name none.
--
-- grain:   one row
-- columns:
--   currency  currency  ISO code; null where nothing says
with
settings as (select * from reference.settings where name = 'currency'),
rates as (
    select distinct to_currency from core.fx_rates
    where coalesce(rate_type, 'plan') = 'plan' and rate > 0 and to_currency is not null
),

-- a project is in the currency that it named last
projects as (
    select project_id, arg_max(currency, period) as currency
    from core.project_currencies
    where has_amounts or currency is not null
    group by project_id
),

counted as (
    select
        currency,
        count(*) as count_projects,
        sum(count(*)) over () as count_all,
        sum(count(*)) filter (currency is not null) over () as count_named
    from projects
    group by currency
)

select coalesce(
    nullif((select max(value) from settings), ''),
    (
        select currency from counted where currency is not null and 2 * count_named > count_all
        order by count_projects desc, currency limit 1
    ),
    (select if(count(*) = 1, max(to_currency), null) from rates)
) as currency
