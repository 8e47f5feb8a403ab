-- What the months of the fiscal year add up to for each project, and whether a month that is needed is missing. A month
-- outside those that are needed counts where it is listed: a bill may come after the finish.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id             key    project
--   period                 date   month end
--   budget_this_year       money  budget of the fiscal year
--   budget_year_to_date    money  budget of its months that have passed
--   actual_year_to_date    money  cost of its months that have passed
--   forecast_to_come       money  forecast of its months to come; 0 where none is needed
--   forecast_carried       money  of that, what rests on forecasts of older reports than the period's
--   forecast_period        month  month end of the oldest of these reports; null where there is none
--   committed              money  commitments that the period's own report lists
--   deviation              money  what the months that have passed differ from their budgets, each without its sign
--   last_quarter           money  actual and forecast of the last quarter
--   budget_reason          text   why the budget of the year is not whole; null where it is
--   budget_to_date_reason  text   why the budget to date is not
--   actual_reason          text   why the actual to date is not
--   forecast_reason        text   why the forecast of the months to come is not
--   is_start_unknown       flag   whether only the table says when the project starts
--   is_actual_partial      flag   whether in a month that has passed fewer lines have an actual than have a budget
with
windows as (select * from core.budget_windows),
months as (select * from core.budget_months),
budgets as (select * from core.budgets),
rates as (select * from core.plan_rates),

-- commitments of all lines, also of those without a month
opened as (
    select
        budgets.project_id,
        budgets.period,
        sum(budgets.committed) as committed,
        coalesce(
            bool_or(coalesce(budgets.currency, rates.currency) is distinct from rates.currency)
                filter (where budgets.committed is not null),
            false
        ) as is_foreign
    from budgets left join rates using (project_id, period)
    group by budgets.project_id, budgets.period
),

placed as (
    select
        windows.*,
        months.* exclude (project_id, period, fiscal_year),
        months.month <= windows.period as is_past,
        months.month between first_budget_month and last_budget_month as is_budget_needed,
        months.month between first_cost_month and last_cost_month as is_cost_needed
    from windows left join months using (project_id, period)
),

added as (
    select
        project_id,
        period,
        sum(budget) as budget_this_year,
        sum(budget) filter (where is_past) as budget_year_to_date,
        sum(actual) as actual_year_to_date,
        sum(forecast) filter (where not is_past) as forecast_to_come,
        sum(forecast) filter (where not is_past and is_forecast_carried) as forecast_carried,
        min(forecast_period) filter (where not is_past and is_forecast_carried) as forecast_period,
        sum(abs(coalesce(actual, 0) - coalesce(budget, 0))) filter (where is_past) as deviation,
        sum(expected) filter (where month >= last_quarter_start) as last_quarter,
        count(budget) filter (where is_budget_needed) as budgets_listed,
        count(budget) filter (where is_budget_needed and is_past) as past_budgets_listed,
        count(actual) filter (where is_cost_needed) as actuals_listed,
        count(forecast) filter (where is_cost_needed and not is_past) as forecasts_listed,
        coalesce(bool_or(is_foreign), false) as is_foreign,
        coalesce(bool_or(is_foreign and (is_cost_needed or forecast_period is not null) and not is_past), false)
            as is_forecast_foreign,
        coalesce(bool_or(is_actual_partial), false) as is_actual_partial
    from placed
    group by project_id, period
),

-- how many of each there should be; least and greatest leave out what is not known
needed as (
    select
        windows.*,
        last_day((period + interval 1 month)::date) as next_month,
        date_diff('month', first_budget_month, last_budget_month) + 1 as budgets_needed,
        date_diff('month', first_budget_month, least(last_budget_month, period)) + 1 as past_budgets_needed,
        date_diff('month', first_cost_month, least(last_cost_month, period)) + 1 as actuals_needed,
        date_diff('month', greatest(first_cost_month, next_month), last_cost_month) + 1 as forecasts_needed
    from windows
),

judged as (
    select
        added.*,
        needed.is_start_unknown,
        if(added.is_foreign or opened.is_foreign, null, opened.committed) as committed,
        if(added.is_foreign, 'FX_MISSING(budgets.currency)', null) as foreign_reason,
        case
            when budget_this_year is null then 'MISSING_INPUT(budget_this_year)'
            when budgets_listed < budgets_needed then 'PERIOD_GAP'
        end as budget_gap,
        case
            when budget_this_year is null then 'MISSING_INPUT(budget_year_to_date)'
            when past_budgets_listed < past_budgets_needed then 'PERIOD_GAP'
        end as past_budget_gap,
        case
            when actual_year_to_date is null then 'MISSING_INPUT(actual_this_year)'
            when actuals_listed < actuals_needed then 'PERIOD_GAP'
        end as actual_gap,
        case
            when is_forecast_foreign then 'FX_MISSING(budgets.currency)'
            when coalesce(forecasts_needed, 1) <= 0 then null
            when forecast_to_come is null then 'MISSING_INPUT(forecast_this_year)'
            when forecasts_listed < forecasts_needed then 'PERIOD_GAP'
        end as forecast_gap
    from added inner join needed using (project_id, period) left join opened using (project_id, period)
)

select
    project_id,
    period,
    try_cast(budget_this_year as decimal(24, 6)) as budget_this_year,
    try_cast(if(budget_this_year is null, null, coalesce(budget_year_to_date, 0)) as decimal(24, 6))
        as budget_year_to_date,
    try_cast(actual_year_to_date as decimal(24, 6)) as actual_year_to_date,
    try_cast(if(forecast_gap is null, coalesce(forecast_to_come, 0), null) as decimal(24, 6)) as forecast_to_come,
    try_cast(if(forecast_gap is null, coalesce(forecast_carried, 0), null) as decimal(24, 6)) as forecast_carried,
    forecast_period,
    try_cast(committed as decimal(24, 6)) as committed,
    try_cast(deviation as decimal(24, 6)) as deviation,
    try_cast(last_quarter as decimal(24, 6)) as last_quarter,
    coalesce(foreign_reason, budget_gap) as budget_reason,
    coalesce(foreign_reason, past_budget_gap) as budget_to_date_reason,
    coalesce(foreign_reason, actual_gap) as actual_reason,
    forecast_gap as forecast_reason,
    is_start_unknown,
    is_actual_partial
from judged
