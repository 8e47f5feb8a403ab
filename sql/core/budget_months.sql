-- The months of the fiscal year of each project and period: budget, actual, forecast and commitments as known then.
-- What happened adds up line by line, each as last reported by then, as in core.budget_actuals. What is approved or
-- expected of a month is what the newest report says that speaks of it, so that a line taken out of a plan is gone.
-- Lines in another currency than their project's are not added to it: their month is not known.
--
-- grain:   one row per project_id, period, month
-- columns:
--   project_id           key       project
--   period               date      month end it was reported for
--   month                month     month end the amounts speak of
--   fiscal_year          count     calendar year that the fiscal year ends in
--   currency             currency  currency of the amounts
--   budget               money     approved budget of the month alone
--   actual               money     cost of the month alone; null for months to come
--   forecast             money     cost expected of the month alone
--   committed            money     orders placed but not yet in the actual
--   expected             money     the actual of a month that has passed, the forecast of one to come
--   budget_converted     money     budget in the portfolio's currency, at its plan rate; null where there is no rate
--   actual_converted     money     the same of the actual
--   forecast_converted   money     the same of the forecast
--   committed_converted  money     the same of the commitments
--   expected_converted   money     the same of what is expected
--   is_foreign           flag      whether a line of the month is in another currency than the project's amounts
with
budgets as (select * from core.budgets where month is not null),
periods as (select * from core.project_periods),
fiscal as (select * from core.fiscal_periods),
rates as (select * from core.plan_rates),

-- what each report says of a month; an actual of a month to come is none
reported as (
    select
        project_id,
        period,
        month,
        sum(budget) as budget,
        sum(forecast) as forecast,
        sum(committed) as committed,
        any_value(currency) as currency,
        count(distinct currency) > 1 as is_mixed
    from budgets
    group by project_id, period, month
),

-- what a report changes in what was known of a line, so that the sum over reports is linear in the rows
changes as (
    select
        project_id,
        period,
        month,
        actual - coalesce(lag(actual) over (partition by project_id, row_key order by period), 0) as change
    from budgets
    where actual is not null and month <= period
),

booked as (select project_id, period, month, sum(change) as change from changes group by project_id, period, month),

spoken as (
    select
        project_id, period, month, reported.budget, reported.forecast, reported.committed, reported.currency,
        reported.is_mixed, booked.change
    from reported left join booked using (project_id, period, month)
),

-- a statement holds until a newer report speaks of the month
told as (
    select
        project_id,
        period,
        month,
        last_value(budget ignore nulls) over so_far as budget,
        last_value(forecast ignore nulls) over so_far as forecast,
        last_value(committed ignore nulls) over so_far as committed,
        last_value(currency ignore nulls) over so_far as currency,
        bool_or(is_mixed) over so_far as is_mixed,
        sum(change) over so_far as actual,
        lead(period) over (partition by project_id, month order by period) as told_anew
    from spoken
    window so_far as (partition by project_id, month order by period rows unbounded preceding)
),

known as (
    select
        periods.project_id,
        periods.period,
        told.month,
        fiscal.fiscal_year,
        rates.currency,
        rates.rate,
        told.is_mixed or coalesce(told.currency <> rates.currency, false) as is_foreign,
        try_cast(if(is_foreign, null, told.budget) as decimal(24, 6)) as budget,
        try_cast(if(is_foreign, null, told.actual) as decimal(24, 6)) as actual,
        try_cast(if(is_foreign, null, told.forecast) as decimal(24, 6)) as forecast,
        try_cast(if(is_foreign, null, told.committed) as decimal(24, 6)) as committed
    from periods
    inner join fiscal using (period)
    inner join rates using (project_id, period)
    inner join told
        on told.project_id = periods.project_id
        and told.period <= periods.period
        and (told.told_anew is null or told.told_anew > periods.period)
        and told.month between fiscal.year_start and fiscal.year_end
),

expected as (select *, if(month <= period, actual, forecast) as expected from known)

select
    project_id,
    period,
    month,
    fiscal_year,
    currency,
    budget,
    actual,
    forecast,
    committed,
    expected,
    try_cast(budget * rate as decimal(24, 6)) as budget_converted,
    try_cast(actual * rate as decimal(24, 6)) as actual_converted,
    try_cast(forecast * rate as decimal(24, 6)) as forecast_converted,
    try_cast(committed * rate as decimal(24, 6)) as committed_converted,
    try_cast(expected * rate as decimal(24, 6)) as expected_converted,
    is_foreign
from expected
