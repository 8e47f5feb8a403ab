-- Budget lines that speak of a whole fiscal year: lines without a month that name the year, or that give the share of
-- the year that has passed, as execution reports do.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id  key    project
--   period      date   month end
--   budget      money  budget of the fiscal year; null where a line has none
--   actual      money  cost of the fiscal year to date
with
budgets as (select * from core.budgets where month is null),
fiscal as (select * from core.fiscal_periods),
rates as (select * from core.plan_rates),
settings as (select max(value)::integer as first_month from reference.settings where name = 'fiscal_year_start_month'),

-- a single year names the fiscal year that ends in it; of two years the first is the one it begins in
dated as (
    select
        budgets.*,
        list_transform(regexp_extract_all(budgets.fiscal_year, '\d{4}|\d{2}'), lambda digits: digits::integer) as years,
        years[1] + if(len(years) >= 2 and settings.first_month > 1, 1, 0) as year_named,
        coalesce(budgets.currency <> rates.currency, false) as is_foreign
    from budgets inner join rates using (project_id, period) cross join settings
)

select
    dated.project_id,
    dated.period,
    try_cast(sum(dated.budget) as decimal(24, 6)) as budget,
    try_cast(sum(dated.actual) as decimal(24, 6)) as actual
from dated inner join fiscal using (period)
where year_named % 100 = fiscal.fiscal_year % 100 or year_named is null and dated.time_elapsed_rate is not null
group by dated.project_id, dated.period
having not bool_or(is_foreign)
