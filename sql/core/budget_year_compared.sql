-- The fiscal year of each project as the cards of the budget page add it up. So that the cards can be set against each
-- other, they speak of the same projects: those that have every figure that most of the portfolio has. Money is in the
-- portfolio's currency, at plan rates.
--
-- grain:   one row per card, project_id, period
-- columns:
--   card             key     budget_this_year, actual_year_to_date, full_year_forecast, budget_execution_rate
--   project_id       key     project
--   period           date    month end
--   project_name     text    its name, its code where it has none
--   amount           number  what it brings to the card; null where that is not known
--   plan             number  what that is compared with; null where it is not known, and for the budget itself
--   carried          number  part of its forecast that rests on forecasts of older reports
--   forecast_period  month   the report that its forecast is from
--   weight           number  its budget at completion
--   reason           text    why it is left out; null where it counts
--   is_known         flag    whether it counts
--   is_asked         flag    whether the card should speak of it
--   is_left_out      flag    whether it is left out although it should count, or something of it is known
with
years as (select * from core.budget_year),
reports as (select * from core.projects),
facts as (select * from core.earned_value),
rates as (select * from core.plan_rates),
conventions as (select * from core.conventions),
-- of a project that has not started nothing is spent
amounts as (
    select
        project_id,
        period,
        coalesce(reports.project_name, project_id) as project_name,
        years.progress_state,
        rates.rate,
        facts.budget_at_completion * rates.rate as weight,
        years.budget_this_year * rates.rate as budget,
        years.budget_year_to_date * rates.rate as budget_to_date,
        coalesce(years.actual_year_to_date, if(years.actual_reason = 'NOT_STARTED', 0, null)) * rates.rate as spent,
        years.forecast_this_year * rates.rate as forecast,
        years.forecast_carried * rates.rate as carried,
        years.forecast_period,
        years.budget_reason,
        if(years.actual_reason = 'NOT_STARTED', null, years.actual_reason) as spent_reason,
        years.forecast_reason
    from years
    inner join rates using (project_id, period)
    inner join facts using (project_id, period)
    left join reports using (project_id, period)
),
widely as (
    select
        period,
        safe_div(count(budget), count(*) filter (applies_to(budget_reason)))
            >= any_value(conventions.least_coverage) as has_budgets,
        safe_div(count(spent), count(*) filter (applies_to(spent_reason)))
            >= any_value(conventions.least_coverage) as has_spent,
        safe_div(count(forecast), count(*) filter (applies_to(forecast_reason)))
            >= any_value(conventions.least_coverage) as has_forecasts
    from amounts cross join conventions
    group by period
),
whole as (
    select
        amounts.*,
        coalesce(budget, spent, forecast) is not null as has_any,
        case
            when has_budgets and budget_reason is not null then budget_reason
            when has_spent and spent_reason is not null then spent_reason
            when has_forecasts and forecast_reason is not null then forecast_reason
            when rate is null then 'FX_MISSING'
        end as whole_reason
    from amounts inner join widely using (period)
),
compared as (
    select 'budget_this_year' as card, *, budget as amount, null as plan, budget_reason as own_reason from whole
    union all
    select 'actual_year_to_date', *, spent, budget_to_date, spent_reason from whole
    union all
    select 'full_year_forecast', *, forecast, budget, forecast_reason from whole
    union all
    select 'budget_execution_rate', *, if(budget is null, null, spent), budget,
        case
            when progress_state in ('CANCELLED', 'NOT_STARTED') then progress_state
            else coalesce(budget_reason, spent_reason)
        end
    from whole
),
known as (
    select
        *,
        coalesce(own_reason, whole_reason) as missing,
        missing is null and amount is not null as counted
    from compared
)
select
    card,
    project_id,
    period,
    project_name,
    amount::double as amount,
    plan::double as plan,
    carried::double as carried,
    forecast_period,
    weight::double as weight,
    if(counted, null, coalesce(missing, 'FX_MISSING')) as reason,
    counted as is_known,
    applies_to(missing) as is_asked,
    not counted and (applies_to(missing) or has_any) as is_left_out
from known
