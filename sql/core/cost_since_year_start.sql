-- What each project has spent since the fiscal year began, as the difference of two costs to date: now, and at the end
-- of the year before. A project that started within the year had spent nothing before.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id  key    project
--   period      date   month end
--   cost        money  cost since the fiscal year began; null where one of the two is not known
--   flags       list   what to know about it
with
facts as (select * from core.earned_value),
schedule as (select * from core.schedule),
fiscal as (select * from core.fiscal_periods),

compared as (
    select
        facts.project_id,
        facts.period,
        facts.actual_cost,
        facts.actual_flags,
        schedule.actual_start >= date_trunc('month', fiscal.year_start)::date as is_new,
        opening.actual_cost as opening_cost
    from facts
    inner join schedule using (project_id, period)
    inner join fiscal using (period)
    left join facts as opening
        on opening.project_id = facts.project_id
        and opening.period = last_day((fiscal.year_start - interval 1 month)::date)
)

select
    project_id,
    period,
    if(coalesce(is_new, false), actual_cost, actual_cost - opening_cost)::decimal(24, 6) as cost,
    actual_flags as flags
from compared
