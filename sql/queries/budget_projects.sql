-- Each project's fiscal year in the month shown: budget, actual, forecast, how fast it is spent, and how long its money
-- lasts. In the portfolio's currency, at plan rates; the furthest over budget first.
--
-- grain:   one row per project_id
-- columns:
--   project_id          key      project
--   project_name        text     its name
--   department          text     its department
--   manager             text     its manager
--   budget_this_year    money    budget of the fiscal year
--   actual_year_to_date money    spent of it
--   forecast_this_year  money    expected of the whole year
--   forecast_variance   money    forecast less budget; positive is a forecast overspend
--   forecast_period     month    month of the oldest report that the forecast rests on; null where it is the month shown
--   execution_rate      percent  actual / budget
--   gap                 points   execution rate less time elapsed
--   runout_month        month    month in which the approved money is used up
--   expected_finish     month    month of the actual or forecast finish
--   over_to_date        money    spent less budget to date
--   is_over             flag     whether the forecast is beyond its red bound above the budget
--   is_over_to_date     flag     whether what is spent is beyond the same bound above the budget to date
--   is_overspent        flag     whether more is spent than the budget of the whole year
--   is_gap_red          flag     whether the gap is beyond its red bound
--   is_used_up          flag     whether that month has passed already
--   reason              text     what is missing of the fiscal year; null where nothing is
--   runout_reason       text     why there is no run-out month
with
years as (select * from core.budget_year inner join scope using (project_id, period)),
health as (select * from marts.project_health inner join scope using (project_id, period)),
indicators as (select * from marts.indicators inner join scope using (project_id, period)),
funding as (select * from core.funding inner join scope using (project_id, period)),
rates as (select * from core.plan_rates),
bounds as (
    select profiles.project_id, profiles.period, bounds.red
    from core.project_profiles as profiles inner join core.light_bounds as bounds using (profile, period)
    where bounds.indicator = 'full_year_forecast_ratio'
),
lit as (
    select
        indicators.project_id,
        max(indicators.value) filter (where indicator = 'budget_execution_rate') as execution_rate,
        max(indicators.value) filter (where indicator = 'budget_execution_gap') as gap,
        bool_or(indicator = 'budget_execution_gap' and light = 'red') as is_gap_red,
        bool_or(indicator = 'full_year_forecast_ratio' and light = 'red' and indicators.value > 1) as is_over
    from indicators inner join chosen using (period)
    where indicators.grain = 'project'
    group by indicators.project_id
)
select
    years.project_id,
    health.project_name,
    health.department,
    health.manager,
    (years.budget_this_year * rates.rate)::decimal(24, 6) as budget_this_year,
    (years.actual_year_to_date * rates.rate)::decimal(24, 6) as actual_year_to_date,
    (years.forecast_this_year * rates.rate)::decimal(24, 6) as forecast_this_year,
    ((years.forecast_this_year - years.budget_this_year) * rates.rate)::decimal(24, 6) as forecast_variance,
    if(years.forecast_carried > 0, years.forecast_period, null) as forecast_period,
    lit.execution_rate,
    lit.gap,
    last_day(funding.runout_date) as runout_month,
    last_day(coalesce(health.actual_finish, health.forecast_finish)) as expected_finish,
    ((years.actual_year_to_date - years.budget_year_to_date) * rates.rate)::decimal(24, 6) as over_to_date,
    coalesce(lit.is_over, false) as is_over,
    coalesce(years.actual_year_to_date > years.budget_year_to_date * bounds.red, false) as is_over_to_date,
    coalesce(years.actual_year_to_date > years.budget_this_year, false) as is_overspent,
    coalesce(lit.is_gap_red, false) as is_gap_red,
    coalesce(funding.runout_date <= health.status_date, false) as is_used_up,
    coalesce(
        years.budget_reason, years.actual_reason, years.forecast_reason, if(rates.rate is null, 'FX_MISSING', null)
    ) as reason,
    funding.runout_reason
from years inner join chosen using (period)
inner join health on health.project_id = years.project_id and health.period = years.period
inner join rates on rates.project_id = years.project_id and rates.period = years.period
inner join funding on funding.project_id = years.project_id and funding.period = years.period
left join lit on lit.project_id = years.project_id
left join bounds on bounds.project_id = years.project_id and bounds.period = years.period
order by forecast_variance desc nulls last, years.project_id
