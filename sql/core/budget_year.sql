-- The fiscal year of each project as known in each month: budget, budget and actual to date, forecast of the year.
-- Each comes from the project's own report, else from budget lines that speak of the whole year, with the months of
-- other types of cost beside them, else from the months of its budget table; what was spent also from the cost to date,
-- less what had been spent when the year began.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id                  key     project
--   period                      date    month end
--   progress_state              text    NOT_STARTED, IN_PROGRESS, ON_HOLD, COMPLETE or CANCELLED
--   fiscal_year                 count   calendar year that the fiscal year ends in
--   months_elapsed              count   months of it that have passed
--   budget_this_year            money   approved budget of the fiscal year
--   budget_year_to_date         money   of that, of the months that have passed
--   actual_year_to_date         money   cost of the fiscal year to date
--   forecast_this_year          money   cost now expected of the whole fiscal year
--   forecast_carried            money   of that, what rests on forecasts of older reports than the period's
--   forecast_period             month   month end of the oldest of these reports; null where there is none
--   budget_reason               text    why there is no budget of the year
--   budget_to_date_reason       text    why there is no budget to date
--   actual_reason               text    why there is no actual to date
--   forecast_reason             text    why there is no forecast
--   budget_flags                list    what to know about the budget
--   budget_to_date_flags        list    what to know about the budget to date
--   actual_flags                list    what to know about the actual
--   forecast_flags              list    what to know about the forecast
-- check: (budget_this_year is null) <> (budget_reason is null)
-- check: (budget_year_to_date is null) <> (budget_to_date_reason is null)
-- check: (actual_year_to_date is null) <> (actual_reason is null)
-- check: (forecast_this_year is null) <> (forecast_reason is null)
with
windows as (select * from core.budget_windows),
sums as (select * from core.budget_sums),
reports as (select * from core.projects),
year_lines as (select * from core.budget_year_lines),
since_start as (select * from core.cost_since_year_start),
doubts as (select * from core.doubtful_amounts),
conventions as (select * from core.conventions),

gathered as (
    select
        windows.project_id,
        windows.period,
        windows.progress_state,
        windows.fiscal_year,
        windows.months_elapsed,
        if(windows.progress_state = 'IN_PROGRESS', null, windows.progress_state) as state_reason,
        if(sums.is_start_unknown, ['ESTIMATED'], []::varchar[]) as month_flags,
        conventions.reconciliation_tolerance as tolerance,
        conventions.greatest_amount as greatest_amount,
        reports.budget_this_year as budget_stated,
        case
            when year_lines.is_beside_months and sums.budget_reason is not null then null
            else coalesce(year_lines.budget, if(sums.budget_reason is null, sums.budget_this_year, null))
        end as budget_added,
        sums.budget_reason,
        reports.budget_year_to_date as past_budget_stated,
        if(sums.budget_to_date_reason is null, sums.budget_year_to_date, null) as past_budget_added,
        sums.budget_to_date_reason,
        reports.actual_this_year as actual_stated,
        if(year_lines.is_beside_months and sums.actual_reason is not null, null, year_lines.actual) as year_actual,
        coalesce(
            year_actual, if(sums.actual_reason is null, sums.actual_year_to_date, null), since_start.cost
        ) as actual_added,
        case
            when year_actual is not null then if(year_lines.is_actual_partial, ['PARTIAL_COVERAGE'], [])
            when sums.actual_reason is not null then since_start.flags
            else if(sums.is_actual_partial, ['PARTIAL_COVERAGE'], [])
        end as cost_flags,
        sums.actual_reason,
        reports.forecast_this_year as forecast_stated,
        sums.forecast_to_come,
        sums.forecast_carried,
        sums.forecast_period,
        if(sums.forecast_period is null, []::varchar[], ['ESTIMATED']) as carried_flags,
        sums.forecast_reason,
        doubts.fields as doubtful
    from windows
    inner join sums using (project_id, period)
    inner join since_start using (project_id, period)
    left join year_lines using (project_id, period)
    left join reports using (project_id, period)
    left join doubts using (project_id, period)
    cross join conventions
),

-- of a project that has not started nothing is spent, so that its whole year is still to come
chosen as (
    select
        *,
        coalesce(budget_stated, budget_added) as budget,
        coalesce(past_budget_stated, past_budget_added) as past_budget,
        coalesce(actual_stated, actual_added) as actual,
        coalesce(actual, if(progress_state = 'NOT_STARTED', 0, null)) + forecast_to_come as forecast_added,
        coalesce(forecast_stated, forecast_added) as forecast
    from gathered
),

judged as (
    select
        *,
        case
            when budget is null then coalesce(state_reason, budget_reason, 'MISSING_INPUT(budget_this_year)')
            when budget < 0 or budget > greatest_amount then 'INVALID_INPUT(budget_this_year)'
        end as no_budget,
        case
            when past_budget is null
                then coalesce(state_reason, budget_to_date_reason, 'MISSING_INPUT(budget_year_to_date)')
            when abs(past_budget) > greatest_amount then 'INVALID_INPUT(budget_year_to_date)'
        end as no_past_budget,
        case
            when actual is null then coalesce(state_reason, actual_reason, 'MISSING_INPUT(actual_this_year)')
            when abs(actual) > greatest_amount then 'INVALID_INPUT(actual_this_year)'
        end as no_actual,
        case
            when forecast is null
                then coalesce(state_reason, forecast_reason, actual_reason, 'MISSING_INPUT(forecast_this_year)')
            when abs(forecast) > greatest_amount then 'INVALID_INPUT(forecast_this_year)'
        end as no_forecast,
        if(abs(budget_stated - budget_added) > tolerance * abs(budget_stated), ['INPUTS_DIFFER'], [])
            || if(budget_stated is null, month_flags, jump_flags(doubtful, ['budget_this_year'])) as budget_known,
        if(abs(past_budget_stated - past_budget_added) > tolerance * abs(past_budget_stated), ['INPUTS_DIFFER'], [])
            || if(past_budget_stated is null, month_flags, jump_flags(doubtful, ['budget_year_to_date']))
            as past_budget_known,
        if(abs(actual_stated - actual_added) > tolerance * abs(actual_stated), ['INPUTS_DIFFER'], [])
            || if(actual_stated is null, month_flags || cost_flags, jump_flags(doubtful, ['actual_this_year']))
            as actual_known
    from chosen
)

select
    project_id,
    period,
    progress_state,
    fiscal_year,
    months_elapsed,
    if(no_budget is null, budget, null)::decimal(24, 6) as budget_this_year,
    if(no_past_budget is null, past_budget, null)::decimal(24, 6) as budget_year_to_date,
    if(no_actual is null, actual, null)::decimal(24, 6) as actual_year_to_date,
    if(no_forecast is null, forecast, null)::decimal(24, 6) as forecast_this_year,
    case
        when no_forecast is null then if(forecast_stated is null, forecast_carried, 0)::decimal(24, 6)
    end as forecast_carried,
    if(no_forecast is null and forecast_stated is null, forecast_period, null) as forecast_period,
    no_budget as budget_reason,
    no_past_budget as budget_to_date_reason,
    no_actual as actual_reason,
    no_forecast as forecast_reason,
    budget_known as budget_flags,
    past_budget_known as budget_to_date_flags,
    actual_known as actual_flags,
    if(abs(forecast_stated - forecast_added) > tolerance * abs(forecast_stated), ['INPUTS_DIFFER'], [])
        || if(forecast_stated is null, actual_known || carried_flags, jump_flags(doubtful, ['forecast_this_year']))
        as forecast_flags
from judged
