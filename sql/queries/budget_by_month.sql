-- Budget, actual and forecast of each month of the fiscal year, added up over the projects that have a budget table and
-- a rate. In the portfolio's currency, at plan rates.
--
-- grain:   one row per month
-- columns:
--   month           month  month end
--   fiscal_year     count  calendar year that the fiscal year ends in
--   budget          money  approved budget of the month
--   actual          money  cost of the month; null for months to come
--   forecast        money  cost expected of a month to come; null for months that have passed
--   carried         money  of the forecast, what older reports than those of the month shown expect; null where nothing
--   is_past         flag   whether the month has passed
--   count_listed    count  projects with a budget table of the fiscal year
--   count_projects  count  projects of the month shown
with
months as (select * from core.budget_months inner join scope using (project_id, period)),
years as (select * from core.budget_year inner join scope using (project_id, period)),
now as (select months.* from months inner join chosen using (period)),
counted as (select count(*) as count_projects from years inner join chosen using (period)),
listed as (
    select count(distinct project_id) as count_listed
    from now
    where budget_converted is not null or expected_converted is not null
)
select
    now.month,
    any_value(now.fiscal_year)::bigint as fiscal_year,
    sum(now.budget_converted)::decimal(24, 6) as budget,
    (sum(now.actual_converted) filter (where now.month <= now.period))::decimal(24, 6) as actual,
    (sum(now.forecast_converted) filter (where now.month > now.period))::decimal(24, 6) as forecast,
    (sum(now.forecast_converted) filter (where now.month > now.period and now.is_forecast_carried))::decimal(24, 6)
        as carried,
    bool_and(now.month <= now.period) as is_past,
    any_value(listed.count_listed) as count_listed,
    any_value(counted.count_projects) as count_projects
from now cross join counted cross join listed
group by now.month
having budget is not null or actual is not null or forecast is not null
order by now.month
