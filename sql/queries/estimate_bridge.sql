-- From the portfolio's estimate at completion of the compared month to the one shown, project by project: those that
-- moved most, all others together, those whose estimate is new, those that sent no report and those that are over or have
-- no estimate any more. In the portfolio's
-- currency, at the plan rates of the month shown, so that a step is a step of the estimate and not of a rate; where a
-- project's currency changed, each month is at its own rate.
--
-- grain:   one row per place
-- columns:
--   place           count  order of the steps: 0 the compared month, 99 the month shown
--   step            key    before, project, others, entered, silent, left, now
--   project_id      key    project of a step of its own
--   project_name    text   its name
--   amount          money  the estimate at the ends, the change at a step
--   total           money  the estimate once the step is made
--   count_projects  count  projects in it
with
health as (select * from marts.project_health inner join scope using (project_id, period)),
rates as (select * from core.plan_rates),
conventions as (select * from core.conventions),
now as (
    select health.project_id, health.project_name, health.estimate_at_completion as estimate, rates.rate, rates.currency
    from health inner join chosen using (period)
    inner join rates on rates.project_id = health.project_id and rates.period = health.period
    where health.estimate_at_completion is not null and rates.rate is not null
),
before as (
    select
        health.project_id, health.project_name, health.estimate_at_completion as estimate, rates.rate, rates.currency,
        not is_over(health.state) and health.project_id not in (
            select reported.project_id from health as reported inner join chosen using (period)
        ) as is_silent
    from health inner join chosen on health.period = chosen.compared
    inner join rates on rates.project_id = health.project_id and rates.period = health.period
    where health.estimate_at_completion is not null and rates.rate is not null
),
paired as (
    select
        coalesce(now.project_id, before.project_id) as project_id,
        coalesce(now.project_name, before.project_name) as project_name,
        before.is_silent,
        before.estimate * coalesce(
            if(now.currency is not distinct from before.currency, now.rate, null), before.rate
        ) as estimate_before,
        now.estimate * now.rate as estimate_now
    from now full join before using (project_id)
),
moved as (
    select *, estimate_now - estimate_before as change,
        row_number() over (order by abs(estimate_now - estimate_before) desc nulls last, project_id) as rank
    from paired
),
steps as (
    select 0 as place, 'before' as step, null as project_id, null as project_name, sum(estimate_before) as amount,
        count(estimate_before) as count_projects
    from moved
    union all
    select rank, 'project', project_id, project_name, change, 1 from moved cross join conventions
    where rank <= bridge_steps and change <> 0
    union all
    select 90, 'others', null, null, sum(change), count(*) from moved cross join conventions
    where rank > bridge_steps and change <> 0
    union all
    select 91, 'entered', null, null, sum(estimate_now), count(*) from moved where estimate_before is null
    union all
    select if(is_silent, 92, 93), if(is_silent, 'silent', 'left'), null, null, -sum(estimate_before), count(*)
    from moved where estimate_now is null
    group by is_silent
    union all
    select 99, 'now', null, null, sum(estimate_now), count(estimate_now) from moved
)
select
    place,
    step,
    project_id,
    project_name,
    amount::decimal(24, 6) as amount,
    if(step = 'now', amount, sum(if(step = 'now', 0, amount)) over (order by place))::decimal(24, 6) as total,
    count_projects
from steps
where amount is not null and (select count(*) from before) > 0 and (select count(*) from now) > 0
order by place
