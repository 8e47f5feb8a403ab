-- Budget lines that speak of a whole fiscal year: lines without a month that name the year, or that give the share of
-- the year that has passed, as execution reports do; with the months that the same report lists of other types of cost.
-- A line without a type of cost speaks of all.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id         key    project
--   period             date   month end
--   budget             money  budget of the fiscal year; null where a line has none
--   actual             money  cost of the fiscal year to date
--   is_beside_months   flag   whether months of other types of cost are in it, so that these have to be whole
--   is_actual_partial  flag   whether fewer lines have an actual than have a budget
with
listed as (select * from core.budgets),
budgets as (select * from listed where month is null),
fiscal as (select * from core.fiscal_periods),
rates as (select * from core.plan_rates),
settings as (select max(value)::integer as first_month from reference.settings where name = 'fiscal_year_start_month'),

-- a single year names the fiscal year that ends in it; of two years the first is the one it begins in
dated as (
    select
        budgets.*,
        list_transform(regexp_extract_all(budgets.fiscal_year, '\d{4}|\d{2}'), lambda digits: digits::integer) as years,
        years[1] + if(len(years) >= 2 and settings.first_month > 1, 1, 0) as year_named,
        coalesce(budgets.currency, rates.currency) is distinct from rates.currency as is_foreign
    from budgets inner join rates using (project_id, period) cross join settings
),

lines as (
    select dated.*
    from dated inner join fiscal using (period)
    where year_named % 100 = fiscal.fiscal_year % 100 or year_named is null and dated.time_elapsed_rate is not null
),

added as (
    select
        project_id,
        period,
        sum(budget) as budget,
        sum(actual) as actual,
        count(budget) as budgets,
        count(actual) as actuals,
        bool_or(cost_type is null) as is_of_all,
        list(distinct cost_type) as cost_types
    from lines
    group by project_id, period
    having not bool_or(is_foreign)
),

-- lines by month in another currency make the sum over months unknown, and so this one
beside as (
    select
        listed.project_id,
        listed.period,
        sum(listed.budget) as budget,
        sum(listed.actual) filter (where listed.month <= listed.period) as actual,
        count(listed.budget) filter (where listed.month <= listed.period) as budgets,
        count(listed.actual) filter (where listed.month <= listed.period) as actuals
    from listed
    inner join fiscal using (period)
    inner join added on added.project_id = listed.project_id and added.period = listed.period
    where listed.month between fiscal.year_start and fiscal.year_end
        and not added.is_of_all
        and not list_contains(added.cost_types, coalesce(listed.cost_type, ''))
    group by listed.project_id, listed.period
)

select
    added.project_id,
    added.period,
    try_cast(if(beside.budget is null, added.budget, added.budget + beside.budget) as decimal(24, 6)) as budget,
    try_cast(
        if(coalesce(beside.budgets, 0) + coalesce(beside.actuals, 0) = 0, added.actual, added.actual + beside.actual)
        as decimal(24, 6)
    ) as actual,
    beside.budget is not null as is_beside_months,
    added.actuals + coalesce(beside.actuals, 0) < added.budgets + coalesce(beside.budgets, 0) as is_actual_partial
from added left join beside using (project_id, period)
