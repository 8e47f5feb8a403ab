-- The figures of the budget page's cards, for the month shown and the months before it of its fiscal year. So that they
-- can be set against each other, they speak of the same projects: those that have every figure that most have; who is
-- left out is named. Money is in the portfolio's currency, at plan rates.
--
-- grain:   one row per card, period
-- columns:
--   card              key     budget_this_year, actual_year_to_date, full_year_forecast, budget_execution_rate
--   period            date    month end
--   value             number  the card's figure
--   planned           number  what it is compared with: budget to date, budget of the year, time elapsed
--   change            number  value less planned, over the projects that have both
--   carried           number  part of the forecast that rests on forecasts of older reports; null for the other cards
--   carried_since     month   the oldest of these reports; null where there is none
--   count_with_value  count   projects the figure speaks of
--   count_compared    count   of them, those that have what it is compared with
--   count_projects    count   projects that it speaks of or leaves out
--   left_out          number  amounts known of projects left out; null for the rate, and where there are none
--   left_out_names    list    the projects left out
--   left_out_reasons  list    why each of them is
--   reason            text    why there is no value; null where there is one
-- check: (value is null) <> (reason is null)
with
fiscal as (select * from core.fiscal_periods),
conventions as (select * from core.conventions),
months as (
    select earlier.period
    from fiscal as earlier
    inner join fiscal as shown using (fiscal_year)
    inner join chosen on chosen.period = shown.period
    where earlier.period <= chosen.period
),
known as (
    select * from core.budget_year_compared
    inner join scope using (project_id, period) inner join months using (period)
),
added as (
    select
        card,
        period,
        sum(amount) filter (where is_known) as amount,
        sum(plan) filter (where is_known) as plan,
        sum(amount - plan) filter (where is_known) as distance,
        sum(carried) filter (where is_known and card = 'full_year_forecast') as carried,
        min(forecast_period) filter (where is_known and card = 'full_year_forecast') as carried_since,
        count(*) filter (where is_known) as count_with_value,
        count(plan) filter (where is_known) as count_compared,
        count(*) filter (where is_known or is_left_out) as count_projects,
        sum(amount) filter (where is_left_out and card <> 'budget_execution_rate') as left_out,
        list(project_name order by project_name) filter (where is_left_out) as left_out_names,
        list(reason order by project_name) filter (where is_left_out) as left_out_reasons,
        count(*) filter (where is_asked) as count_asked,
        count(*) filter (where is_asked and reason = 'FX_MISSING') as count_without_rate,
        max(reason) filter (where is_asked) as reason,
        coverage_of(
            bool_and(weight is not null or not is_asked), sum(weight) filter (where is_known),
            sum(weight) filter (where is_asked), count(*) filter (where is_known), count(*) filter (where is_asked)
        ) as coverage
    from known
    group by card, period
),
judged as (
    select
        added.*,
        card = 'budget_execution_rate' as is_rate,
        safe_div(fiscal.months_elapsed, 12) as elapsed,
        coverage_reason(
            coverage, count_with_value, count_without_rate, count_asked, if(is_rate, conventions.least_coverage, 0),
            coalesce(reason, 'NOT_APPLICABLE')
        ) as lacking,
        case
            when lacking is not null then lacking
            when is_rate and coalesce(plan, 0) <= 0 then 'ZERO_DENOM(budget_this_year)'
        end as no_value,
        if(is_rate, safe_div(amount, plan), amount) as figure
    from added inner join fiscal using (period) cross join conventions
)
select
    card,
    period,
    if(no_value is null, figure, null)::double as value,
    if(no_value is null, if(is_rate, elapsed, plan), null)::double as planned,
    if(no_value is null, if(is_rate, figure - elapsed, distance), null)::double as change,
    if(no_value is null, carried, null)::double as carried,
    if(no_value is null, carried_since, null) as carried_since,
    count_with_value,
    count_compared,
    count_projects,
    left_out::double as left_out,
    coalesce(left_out_names, []) as left_out_names,
    coalesce(left_out_reasons, []) as left_out_reasons,
    no_value as reason
from judged
order by card, period
