-- The months of the fiscal year of each project and period: budget, actual, forecast and commitments as known then.
-- What happened adds up line by line, each as last reported by then, as in core.budget_actuals. What is approved or
-- expected of a month is what the newest report says that speaks of it, so that a line taken out of a plan is gone.
-- Lines in another currency than their project's are not added to it: their month is not known. Of a cancelled project
-- nothing more is expected, of a complete one only what was forecast since it is complete.
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
--   expected_converted   money     the same of what is expected
--   is_foreign           flag      whether a line of the month is in another currency than the project's amounts
--   forecast_period      month     month end of the report that the forecast is of
--   is_forecast_carried  flag      whether that is an older report than the period's
--   is_actual_partial    flag      whether fewer of its lines have an actual than have a budget
-- looks back: core.budgets, core.plan_rates, core.progress
with
periods as (select * from core.project_periods),
fiscal as (select * from core.fiscal_periods),
rates as (select * from core.plan_rates),
progress as (select * from core.progress),

years as (select min(year_start) as first_day, max(year_end) as last_day from fiscal),

-- a line that names no currency is in its project's, as of its report
budgets as (
    select
        budgets.*,
        rates.currency as project_currency,
        coalesce(budgets.currency, rates.currency) as line_currency,
        line_currency is distinct from rates.currency as is_foreign
    from core.budgets as budgets
    inner join years on budgets.month between years.first_day and years.last_day
    left join rates using (project_id, period)
),

-- what each report says of a month
reported as (
    select
        project_id,
        period,
        month,
        any_value(project_currency) as currency,
        sum(budget) as budget,
        sum(forecast) as forecast,
        sum(committed) as committed,
        count(budget) as budget_lines,
        bool_or(is_foreign) filter (where budget is not null) as is_budget_foreign,
        bool_or(is_foreign) filter (where forecast is not null) as is_forecast_foreign,
        bool_or(is_foreign) filter (where committed is not null) as is_committed_foreign
    from budgets
    group by project_id, period, month
),

-- an actual of a month to come is none
actuals as (
    select
        project_id,
        period,
        month,
        actual,
        line_currency,
        lag(actual) over by_line as actual_before,
        lag(line_currency) over by_line as currency_before
    from budgets
    where actual is not null and month <= period
    window by_line as (partition by project_id, row_key order by period)
),

-- what a report changes in what was known of a line, so that the sum over reports is linear in the rows; lines by the
-- currency they are in, and none in the project's, so that these can be told from all
changes as (
    select project_id, period, month, line_currency as currency, actual as change, 1 as lines from actuals
    union all
    select project_id, period, month, currency_before, -actual_before, -1 from actuals where actual_before is not null
    union all
    select project_id, period, month, currency, null, 0 from reported
),

booked as (
    select project_id, period, month, currency, sum(change) as change, sum(lines) as lines
    from changes
    group by project_id, period, month, currency
),

added as (
    select
        project_id,
        period,
        month,
        currency,
        sum(change) over (partition by project_id, month order by period) as actual,
        sum(lines) over (partition by project_id, month order by period) as lines,
        sum(lines) over (partition by project_id, month, currency order by period) as own_lines
    from booked
),

-- a statement holds until a newer report speaks of the month
told as (
    select
        reported.project_id,
        reported.period,
        reported.month,
        last_value(
            case when budget is not null then {
                'amount': budget, 'currency': reported.currency, 'is_foreign': is_budget_foreign, 'lines': budget_lines
            } end ignore nulls
        ) over so_far as budget,
        last_value(
            case when forecast is not null then {
                'amount': forecast, 'currency': reported.currency, 'is_foreign': is_forecast_foreign,
                'period': reported.period
            } end ignore nulls
        ) over so_far as forecast,
        last_value(
            case when committed is not null then {
                'amount': committed, 'currency': reported.currency, 'is_foreign': is_committed_foreign
            } end ignore nulls
        ) over so_far as committed,
        case when added.lines > 0 then {
            'amount': added.actual, 'currency': reported.currency, 'is_foreign': added.own_lines < added.lines,
            'lines': added.lines
        } end as actual,
        lead(reported.period) over (partition by reported.project_id, reported.month order by reported.period)
            as told_anew
    from reported inner join added
        on added.project_id = reported.project_id
        and added.period = reported.period
        and added.month = reported.month
        and added.currency is not distinct from reported.currency
    window so_far as (
        partition by reported.project_id, reported.month order by reported.period rows unbounded preceding
    )
),

lives as (
    select
        project_id,
        period,
        progress_state,
        max(if(progress_state in ('COMPLETE', 'CANCELLED'), null, period)) over (
            partition by project_id order by period
        ) as last_alive
    from progress
),

known as (
    select
        periods.project_id,
        periods.period,
        told.month,
        fiscal.fiscal_year,
        rates.currency,
        rates.rate,
        coalesce(told.budget.is_foreign or told.budget.currency is distinct from rates.currency, false)
            and told.budget is not null
            or coalesce(told.actual.is_foreign or told.actual.currency is distinct from rates.currency, false)
            and told.actual is not null
            or coalesce(told.forecast.is_foreign or told.forecast.currency is distinct from rates.currency, false)
            and told.forecast is not null
            or coalesce(told.committed.is_foreign or told.committed.currency is distinct from rates.currency, false)
            and told.committed is not null
            as is_foreign,
        try_cast(if(is_foreign, null, told.budget.amount) as decimal(24, 6)) as budget,
        try_cast(if(is_foreign, null, told.actual.amount) as decimal(24, 6)) as actual,
        told.month > periods.period and (
            lives.progress_state = 'CANCELLED'
            or lives.progress_state = 'COMPLETE' and told.forecast.period <= lives.last_alive
        ) as is_outlived,
        try_cast(if(is_foreign or is_outlived, null, told.forecast.amount) as decimal(24, 6)) as forecast,
        try_cast(if(is_foreign, null, told.committed.amount) as decimal(24, 6)) as committed,
        if(is_outlived, null, told.forecast.period) as forecast_period,
        coalesce(forecast_period < periods.period, false) as is_forecast_carried,
        coalesce(told.month <= periods.period and told.actual.lines < told.budget.lines, false) as is_actual_partial
    from periods
    inner join fiscal using (period)
    inner join rates using (project_id, period)
    left join lives using (project_id, period)
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
    try_cast(expected * rate as decimal(24, 6)) as expected_converted,
    is_foreign,
    forecast_period,
    is_forecast_carried,
    is_actual_partial
from expected
