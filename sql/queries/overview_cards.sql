-- The figures of the overview's cards, for the month shown and the eleven before it.
-- Money is in the portfolio's currency, at plan rates; its change is that of the projects known in both months, at the
-- rates of the month shown, so that none is a project that came or went. A ratio that is known for too little of the
-- budget is not shown. Projects, lights and finishes are of those that are neither closed nor cancelled; money is of all
-- that reported.
--
-- grain:   one row per card, period
-- columns:
--   card              key     projects, budget, budget_spent, red_projects, forecast_overrun, finish_on_time,
--                             green_said_red
--   period            date    month end
--   value             number  the card's figure
--   planned           number  what it should be by plan; null where there is no plan for it
--   change            number  against the compared month; null in all other months, and where one of the two is null
--   budget_change     money   of the change of the forecast overrun, by how much budgets rose; null for the other cards
--   base              money   budget that the share spent is of; null for the other cards
--   count_both        count   projects that change speaks of; null for the other cards
--   count_before      count   projects that the compared figure speaks of; null for the other cards
--   count_with_value  count   projects the figure speaks of
--   count_projects    count   projects it should speak of
--   reason            text    why there is no value; null where there is one
-- check: (value is null) <> (reason is null)
with
health as (select * from marts.project_health inner join scope using (project_id, period)),
lights as (select * from marts.lights inner join scope using (project_id, period)),
money as (select * from core.earned_value inner join scope using (project_id, period)),
rates as (select * from core.plan_rates),
conventions as (select * from core.conventions),
months as (
    select distinct health.period
    from health cross join chosen
    where health.period = chosen.compared
       or health.period between (chosen.period - interval 11 month)::date and chosen.period
),
budgeted as (
    select * from money
    where budget_at_completion > 0
      and coalesce(progress_state, 'IN_PROGRESS') not in ('NOT_STARTED', 'ON_HOLD', 'CANCELLED')
),
-- also the months in which no project has a budget: their card says so
spent as (
    select
        months.period,
        count(money.project_id) as count_projects,
        count(money.actual_cost * rates.rate) as count_with_value,
        count(*) filter (money.actual_cost is not null and rates.rate is null) as count_without_rate,
        sum(money.actual_cost * rates.rate) as spent,
        sum(money.planned_value * rates.rate) filter (money.actual_cost is not null) as planned,
        sum(money.budget_at_completion * rates.rate) filter (money.actual_cost is not null) as budget,
        coverage_of(
            count(*) = count(rates.rate), budget, sum(money.budget_at_completion * rates.rate), count_with_value,
            count_projects
        ) as coverage
    from months
    left join budgeted as money using (period)
    left join rates on rates.project_id = money.project_id and rates.period = money.period
    group by months.period
),
counted as (
    select
        health.period,
        count(*) as count_reported,
        count(health.over_budget * rates.rate) as count_estimated,
        sum(health.over_budget * rates.rate) as over_budget,
        count(health.budget_at_completion * rates.rate) as count_budgeted,
        sum(health.budget_at_completion * rates.rate) as budget
    from health left join rates using (project_id, period)
    group by health.period
),
priced as (
    select health.*, rates.rate, rates.currency from health inner join rates using (project_id, period)
    where health.over_budget is not null and rates.rate is not null
),
paired as (
    select
        if(now.currency is not distinct from before.currency, now.rate, before.rate) as rate_before,
        now.over_budget * now.rate - before.over_budget * rate_before as change,
        now.budget_at_completion * now.rate - before.budget_at_completion * rate_before as budget_change
    from priced as now
    inner join chosen on chosen.period = now.period
    inner join priced as before on before.project_id = now.project_id and before.period = chosen.compared
),
moved as (
    select 'forecast_overrun' as card, sum(change) as change, sum(budget_change) as budget_change,
        count(*) as count_both
    from paired
),
open as (
    select
        period,
        count(project_id) as count_projects,
        count(computed_overall) as count_lights,
        count(*) filter (computed_overall = 'red') as count_red,
        count(finish_slip_days) as count_slips,
        count(*) filter (finish_slip_days <= 0) as count_on_time
    from months left join (select * from health where not is_over(state)) using (period)
    group by period
),
declared as (
    select
        period,
        count(gap) as count_both,
        count(*) filter (computed = 'red' and declared_on_three = 'green') as count_hidden
    from lights inner join health using (project_id, period)
    where dimension = 'overall' and not is_over(health.state)
    group by period
),
figures as (
    select 'red_projects' as card, period, count_red::double as value, null::double as planned,
        count_lights as count_with_value, count_projects, 'MISSING_INPUT' as reason, count_lights > 0 as is_known
    from open
    union all
    select 'projects', period, count_projects::double, null, count_projects, count_reported, null, true
    from open inner join counted using (period)
    union all
    select 'budget', period, budget::double, null, count_budgeted, count_reported,
        'MISSING_INPUT(budget_at_completion)', count_budgeted > 0
    from counted
    union all
    select 'forecast_overrun', period, over_budget::double, null, count_estimated, count_reported,
        'MISSING_INPUT(actual_cost)', count_estimated > 0
    from counted
    union all
    select 'budget_spent', spent.period, safe_div(spent, budget), safe_div(planned, budget), count_with_value,
        count_projects, coverage_reason(
            coverage, count_with_value, count_without_rate, count_projects, conventions.least_coverage,
            'MISSING_INPUT(actual_cost)'
        ) as lacking, lacking is null
    from spent cross join conventions
    union all
    select 'finish_on_time', period, safe_div(count_on_time, count_slips), null, count_slips, count_projects,
        if(count_slips > 0, 'SMALL_N', 'MISSING_INPUT(forecast_finish)'), count_slips >= conventions.least_count
    from open cross join conventions
    union all
    select 'green_said_red', open.period, count_hidden::double, null, coalesce(count_both, 0), count_projects,
        if(open.count_lights > 0, 'NOTHING_DECLARED', 'MISSING_INPUT'), coalesce(count_both > 0, false)
    from open left join declared using (period)
),
cards as (select distinct card from figures union select 'budget_spent'),
-- without any budget no project of the month is one that could have spent some of it
known as (
    select cards.card, months.period, if(is_known, value, null) as value, if(is_known, planned, null) as planned,
        coalesce(count_with_value, 0) as count_with_value, coalesce(count_projects, 0) as count_projects,
        if(is_known, null, coalesce(reason, 'MISSING_INPUT(budget_at_completion)')) as reason
    from months cross join cards left join figures using (card, period)
)
select
    known.card,
    known.period,
    known.value,
    known.planned,
    if(
        known.card = 'forecast_overrun', if(before.value is null, null, moved.change::double),
        known.value - before.value
    ) as change,
    if(before.value is null, null, moved.budget_change::double) as budget_change,
    if(known.card = 'budget_spent' and known.value is not null, spent.budget, null)::double as base,
    if(before.value is null, null, moved.count_both) as count_both,
    if(moved.count_both is null, null, before.count_with_value) as count_before,
    known.count_with_value,
    known.count_projects,
    known.reason
from known
left join spent on spent.period = known.period
left join chosen on chosen.period = known.period
left join known as before on before.card = known.card and before.period = chosen.compared
left join moved on moved.card = known.card and chosen.period is not null
order by known.card, known.period
