-- The figures of the budget page's cards, for the month shown and the months before it of its fiscal year. What is
-- compared is added up over the projects that have both. Money is in the portfolio's currency, at plan rates.
--
-- grain:   one row per card, period
-- columns:
--   card              key     budget_this_year, actual_year_to_date, full_year_forecast, budget_execution_rate
--   period            date    month end
--   value             number  the card's figure
--   planned           number  what it is compared with: budget to date, budget of the year, time elapsed
--   change            number  value less planned
--   count_with_value  count   projects the figure speaks of
--   count_projects    count   projects it should speak of
--   reason            text    why there is no value; null where there is one
-- check: (value is null) <> (reason is null)
with
years as (select * from core.budget_year inner join scope using (project_id, period)),
facts as (select * from core.earned_value inner join scope using (project_id, period)),
rates as (select * from core.plan_rates),
fiscal as (select * from core.fiscal_periods),
conventions as (select * from core.conventions),
months as (
    select earlier.period
    from fiscal as earlier
    inner join fiscal as shown using (fiscal_year)
    inner join chosen on chosen.period = shown.period
    where earlier.period <= chosen.period
),
compared as (
    select years.project_id, years.period, 'budget_this_year' as card,
        years.budget_this_year * rates.rate as amount, null::double as budget, years.budget_reason as reason,
        rates.rate, facts.budget_at_completion * rates.rate as weight
    from years inner join rates using (project_id, period) inner join facts using (project_id, period)
    union all
    select years.project_id, years.period, 'actual_year_to_date', years.actual_year_to_date * rates.rate,
        years.budget_year_to_date * rates.rate, coalesce(years.budget_to_date_reason, years.actual_reason), rates.rate,
        facts.budget_at_completion * rates.rate
    from years inner join rates using (project_id, period) inner join facts using (project_id, period)
    union all
    select years.project_id, years.period, 'full_year_forecast', years.forecast_this_year * rates.rate,
        years.budget_this_year * rates.rate, coalesce(years.budget_reason, years.forecast_reason), rates.rate,
        facts.budget_at_completion * rates.rate
    from years inner join rates using (project_id, period) inner join facts using (project_id, period)
    union all
    select years.project_id, years.period, 'budget_execution_rate', years.actual_year_to_date * rates.rate,
        years.budget_this_year * rates.rate,
        coalesce(if(years.progress_state = 'CANCELLED', 'CANCELLED', null), years.budget_reason, years.actual_reason),
        rates.rate, facts.budget_at_completion * rates.rate
    from years inner join rates using (project_id, period) inner join facts using (project_id, period)
),
known as (
    select *, reason is null and rate is not null as is_known,
        applies_to(reason) as is_asked
    from compared inner join months using (period)
),
added as (
    select
        card,
        period,
        sum(amount) filter (where is_known) as amount,
        sum(budget) filter (where is_known) as budget,
        count(*) filter (where is_known) as count_with_value,
        count(*) filter (where is_asked) as count_projects,
        bool_or(reason is null and rate is null) as lacks_rate,
        max(reason) filter (where is_asked) as reason,
        if(
            bool_and(weight is not null or not is_asked),
            safe_div(coalesce(sum(weight) filter (where is_known), 0), sum(weight) filter (where is_asked)),
            safe_div(count(*) filter (where is_known), count(*) filter (where is_asked))
        ) as coverage
    from known
    group by card, period
),
judged as (
    select
        added.*,
        safe_div(fiscal.months_elapsed, 12) as elapsed,
        case
            when count_with_value = 0 then coalesce(if(lacks_rate, 'FX_MISSING', reason), 'NOT_APPLICABLE')
            when card = 'budget_execution_rate' and coverage < conventions.least_coverage then 'LOW_COVERAGE'
            when card = 'budget_execution_rate' and coalesce(budget, 0) <= 0 then 'ZERO_DENOM(budget_this_year)'
        end as no_value
    from added inner join fiscal using (period) cross join conventions
),
figures as (
    select
        *,
        if(card = 'budget_execution_rate', safe_div(amount, budget), amount) as figure,
        case card when 'budget_execution_rate' then elapsed when 'budget_this_year' then null else budget end as plan
    from judged
)
select
    card,
    period,
    if(no_value is null, figure, null)::double as value,
    if(no_value is null, plan, null)::double as planned,
    if(no_value is null, figure - plan, null)::double as change,
    count_with_value,
    count_projects,
    no_value as reason
from figures
order by card, period
