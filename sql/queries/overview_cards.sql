-- The figures of the overview's cards, for the month shown and the eleven before it.
--
-- grain:   one row per card, period
-- columns:
--   card              key      red_projects, forecast_overrun, budget_spent, finish_on_time, median_slip, green_said_red
--   period            date     month end
--   value             number   the card's figure
--   planned           number   what it should be by plan; null where there is no plan for it
--   change            number   against the compared month; null in all other months, and where one of the two is null
--   count_with_value  count    projects the figure speaks of
--   count_projects    count    projects it should speak of
--   reason            text     why there is no value; null where there is one
-- check: (value is null) <> (reason is null)
with
health as (select * from marts.project_health inner join scope using (project_id, period)),
lights as (select * from marts.lights inner join scope using (project_id, period)),
money as (select * from core.earned_value inner join scope using (project_id, period)),
months as (
    select distinct health.period
    from health cross join chosen
    where health.period in (chosen.period, chosen.compared)
       or health.period between (chosen.period - interval 11 month)::date and chosen.period
),
spent as (
    select
        period,
        count(*) as count_projects,
        count(*) filter (actual_cost is not null and budget_at_completion > 0) as count_with_value,
        sum(actual_cost) filter (budget_at_completion > 0) as spent,
        sum(planned_value) filter (actual_cost is not null and budget_at_completion > 0) as planned,
        sum(budget_at_completion) filter (actual_cost is not null) as budget,
        sum(budget_at_completion) as all_budgets,
        count(distinct currency) as count_currencies
    from money
    where coalesce(state, 'active') not in ('cancelled', 'on_hold', 'proposed')
    group by period
),
counted as (
    select
        period,
        count(*) as count_projects,
        count(computed_overall) as count_lights,
        count(*) filter (computed_overall = 'red') as count_red,
        count(over_budget) as count_estimated,
        sum(over_budget) as over_budget,
        count(finish_slip_days) as count_slips,
        count(*) filter (finish_slip_days <= 0) as count_on_time,
        count(*) filter (finish_slip_days > 0) as count_late,
        median(finish_slip_days) filter (finish_slip_days > 0) as median_slip
    from health
    group by period
),
declared as (
    select
        period,
        count(gap) as count_both,
        count(*) filter (computed = 'red' and declared_on_three = 'green') as count_hidden
    from lights
    where dimension = 'overall'
    group by period
),
figures as (
    select 'red_projects' as card, period, count_red::double as value, null as planned, count_lights as count_with_value,
           count_projects, 'MISSING_INPUT' as reason, count_lights > 0 as is_known
    from counted
    union all
    select 'forecast_overrun', period, over_budget::double, null, count_estimated, counted.count_projects,
           if(spent.count_currencies > 1, 'SEVERAL_CURRENCIES', 'MISSING_INPUT'),
           count_estimated > 0 and coalesce(spent.count_currencies, 1) <= 1
    from counted left join spent using (period)
    union all
    select 'budget_spent', period, safe_div(spent, budget), safe_div(planned, budget), count_with_value, count_projects,
           if(count_currencies > 1, 'SEVERAL_CURRENCIES', if(budget > 0, 'LOW_COVERAGE', 'MISSING_INPUT(actual_cost)')),
           budget >= 0.8 * all_budgets and budget > 0 and count_currencies <= 1
    from spent
    union all
    select 'finish_on_time', period, safe_div(count_on_time, count_slips), null, count_slips, count_projects,
           if(count_slips > 0, 'SMALL_N(5)', 'MISSING_INPUT(forecast_finish)'), count_slips >= 5
    from counted
    union all
    select 'median_slip', period, coalesce(median_slip, 0), null, count_late, count_slips,
           'MISSING_INPUT(forecast_finish)', count_slips > 0
    from counted
    union all
    select 'green_said_red', period, count_hidden::double, null, count_both, counted.count_projects,
           'NOTHING_DECLARED', count_both > 0
    from counted left join declared using (period)
),
known as (
    select card, period, if(is_known, value, null) as value, if(is_known, planned, null) as planned,
           coalesce(count_with_value, 0) as count_with_value, count_projects, if(is_known, null, reason) as reason
    from figures inner join months using (period)
)
select
    known.card,
    known.period,
    known.value,
    known.planned::double as planned,
    known.value - before.value as change,
    known.count_with_value,
    known.count_projects,
    known.reason
from known
left join chosen on chosen.period = known.period
left join known as before on before.card = known.card and before.period = chosen.compared
order by known.card, known.period
