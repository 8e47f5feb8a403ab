-- Whose estimate at completion moved since the compared month: up first. In the portfolio's currency, at plan rates. Not
-- where earned value or cost began anew under another plan since: the two estimates are of different work.
--
-- grain:   one row per project_id
-- columns:
--   project_id     key      project
--   project_name   text     its name
--   before         money    estimate in the compared month
--   now            money    estimate in the month shown
--   change         money    now less before; positive is worse
--   change_ratio   percent  the same as a share of the estimate before
with
health as (select * from marts.project_health inner join scope using (project_id, period)),
rates as (select * from core.plan_rates),
breaks as (select * from core.plan_breaks),
-- both months at the rate of the month shown, so that a move is a move of the estimate, not of the rate
now as (
    select health.*, rates.rate, breaks.window_start
    from health inner join chosen using (period)
    inner join rates on rates.project_id = health.project_id and rates.period = health.period
    left join breaks on breaks.project_id = health.project_id and breaks.period = health.period
),
before as (select health.* from health inner join chosen on health.period = chosen.compared)
select
    now.project_id,
    now.project_name,
    (before.estimate_at_completion * now.rate)::decimal(24, 6) as before,
    (now.estimate_at_completion * now.rate)::decimal(24, 6) as now,
    ((now.estimate_at_completion - before.estimate_at_completion) * now.rate)::decimal(24, 6) as change,
    safe_div(now.estimate_at_completion - before.estimate_at_completion, before.estimate_at_completion) as change_ratio
from now inner join before using (project_id)
where now.estimate_at_completion <> before.estimate_at_completion and now.rate is not null
    and coalesce(now.window_start <= before.period, true)
order by change desc, now.project_id
