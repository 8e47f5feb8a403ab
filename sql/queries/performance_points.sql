-- How well each project does on cost and on schedule, in the month shown and the five before it. From two thirds
-- complete the schedule index is SPI(t), where it is known: SPI then loses its meaning. Only projects not over that have
-- both indices now.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id        key    project
--   project_name      text   its name
--   period            date   month end
--   cost_index        ratio  earned value / actual cost
--   schedule_index    ratio  SPI, or SPI(t) from two thirds complete
--   is_time           flag   whether it is SPI(t)
--   budget            money  budget at completion, in the portfolio's currency; null where there is no rate
--   is_now            flag   whether it is the month shown
--   cost_amber        ratio  bound below which the cost index is amber
--   cost_red          ratio  bound below which it is red
--   schedule_amber    ratio  the same of the schedule index
--   schedule_red      ratio  the same of the schedule index
--   distance          ratio  distance of the point from (1, 1)
with
health as (select * from marts.project_health inner join scope using (project_id, period)),
rates as (select * from core.plan_rates),
conventions as (select * from core.conventions),
bounds as (select bounds.* from core.light_bounds as bounds inner join chosen using (profile, period)),
cost as (select amber, red from bounds where indicator = 'cost_performance_index'),
schedule as (select amber, red from bounds where indicator = 'schedule_performance_index'),
known as (
    select
        health.project_id,
        health.project_name,
        health.period,
        health.cost_performance_index as cost_index,
        coalesce(health.percent_complete >= conventions.late_progress, false)
            and health.schedule_performance_index_time is not null as is_time,
        if(is_time, health.schedule_performance_index_time, health.schedule_performance_index) as schedule_index,
        (health.budget_at_completion * rates.rate)::decimal(24, 6) as budget,
        health.period = chosen.period as is_now
    from health inner join rates using (project_id, period) cross join chosen cross join conventions
    where health.period between last_day((chosen.period - interval 5 month)::date) and chosen.period
        and health.actual_finish is null
)
select
    known.project_id,
    known.project_name,
    known.period,
    known.cost_index,
    known.schedule_index,
    known.is_time,
    known.budget,
    known.is_now,
    cost.amber as cost_amber,
    cost.red as cost_red,
    schedule.amber as schedule_amber,
    schedule.red as schedule_red,
    sqrt((cost_index - 1) * (cost_index - 1) + (schedule_index - 1) * (schedule_index - 1)) as distance
from known cross join cost cross join schedule
where known.cost_index is not null and known.schedule_index is not null
    and known.project_id in (
        select now.project_id from known as now
        where now.is_now and now.cost_index is not null and now.schedule_index is not null
    )
order by known.budget desc nulls last, known.project_id, known.period
