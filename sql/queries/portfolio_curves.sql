-- The S-curve of the portfolio over the last 24 months: planned value, earned value and actual cost to date, added up
-- over the projects that have all three in the month shown and in every month since their first. So no step of the curve
-- is a project that fell silent. In the portfolio's currency, at the plan rates of the month shown; months in another
-- currency than the project's now are at their own.
--
-- grain:   one row per series, on_date
-- columns:
--   series          key      planned, earned, actual
--   on_date         date     month end
--   value           money    cumulative amount
--   count_projects  count    projects in the month shown that are under way or complete
--   count_known     count    of them, those in the curve
--   budget_ratio    percent  their share of the budget
--   left_out_names  list     projects that have all three in the month shown, but not in every month since their first
--   left_out_lag    money    planned value less earned value of those
with
facts as (select * from core.earned_value inner join scope using (project_id, period)),
reports as (select * from core.projects inner join scope using (project_id, period)),
rates as (select * from core.plan_rates),
now as (
    select facts.project_id, coalesce(reports.project_name, facts.project_id) as project_name,
        facts.budget_at_completion * rates.rate as budget, rates.rate, rates.currency,
        (facts.planned_value - facts.earned_value) * rates.rate as lag,
        lag is not null and facts.actual_cost is not null as is_whole
    from facts inner join chosen using (period)
    inner join rates on rates.project_id = facts.project_id and rates.period = facts.period
    left join reports on reports.project_id = facts.project_id and reports.period = facts.period
    where facts.performance_reason is null
),
months as (
    select distinct facts.period
    from facts cross join chosen
    where facts.period between (chosen.period - interval 23 month)::date and chosen.period
),
whole as (
    select facts.project_id, facts.period, facts.planned_value, facts.earned_value, facts.actual_cost, rates.rate,
        rates.currency,
        (facts.planned_value + facts.earned_value + facts.actual_cost) is not null as is_whole,
        min(facts.period) filter (where is_whole) over (partition by facts.project_id) as first_whole
    from facts inner join months using (period) left join rates using (project_id, period)
),
unbroken as (
    select now.project_id, now.rate, now.currency
    from now
    inner join whole using (project_id)
    inner join months using (period)
    where now.rate is not null and whole.period >= whole.first_whole
    group by now.project_id, now.rate, now.currency, whole.first_whole
    having bool_and(whole.is_whole and (whole.currency is not distinct from now.currency or whole.rate is not null))
        and count(*) = (select count(*) from months where months.period >= whole.first_whole)
),
counted as (
    select
        count(*) as count_projects,
        count(unbroken.project_id) as count_known,
        safe_div(sum(now.budget) filter (where unbroken.project_id is not null), sum(now.budget)) as budget_ratio,
        list(now.project_name order by now.project_name) filter (where now.is_whole and unbroken.project_id is null)
            as left_out_names,
        sum(now.lag) filter (where now.is_whole and unbroken.project_id is null) as left_out_lag
    from now left join unbroken using (project_id)
),
priced as (
    select
        whole.*,
        if(whole.currency is not distinct from unbroken.currency, unbroken.rate, whole.rate) as rate_then
    from whole inner join unbroken using (project_id)
    where whole.period >= whole.first_whole
),
added as (
    select
        period as on_date,
        sum(planned_value * rate_then) as planned,
        sum(earned_value * rate_then) as earned,
        sum(actual_cost * rate_then) as actual
    from priced
    group by period
)
select lines.series, lines.on_date, lines.value::decimal(24, 6) as value, counted.count_projects, counted.count_known,
    counted.budget_ratio, coalesce(counted.left_out_names, []) as left_out_names,
    counted.left_out_lag::decimal(24, 6) as left_out_lag
from (unpivot added on planned, earned, actual into name series value value) as lines cross join counted
order by lines.series, lines.on_date
