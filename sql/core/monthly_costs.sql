-- What each month alone cost: the difference of two costs to date, else as the report states it; and the mean of the
-- last three calendar months. A month in which cost to date began anew under another plan is not known.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id     key    project
--   period         date   month end
--   cost           money  cost of the month alone; negative for a credit
--   count_months   count  of the last three calendar months, those whose cost is known
--   mean_cost      money  mean of the three; null where one is not known
with
facts as (select * from core.earned_value),
costs as (select * from core.cost_to_date),
schedule as (select * from core.schedule),
breaks as (select * from core.plan_breaks),

-- in its first month a project has spent what it has spent to date
of_month as (
    select
        facts.project_id,
        facts.period,
        if(
            coalesce(breaks.cost_anew_on = facts.period, false),
            null,
            coalesce(
                if(before.actual_cost is not null, facts.actual_cost - before.actual_cost, null),
                if(last_day(schedule.actual_start) = facts.period, facts.actual_cost, null),
                costs.month_cost
            )
        )::decimal(24, 6) as cost
    from facts
    inner join costs using (project_id, period)
    inner join schedule using (project_id, period)
    left join breaks on breaks.project_id = facts.project_id and breaks.period = facts.period
    left join facts as before
        on before.project_id = facts.project_id
        and before.period = last_day((facts.period - interval 1 month)::date)
),

windowed as (
    select
        of_month.project_id,
        of_month.period,
        of_month.cost,
        count(recent.cost) as count_months,
        sum(recent.cost) as sum_cost
    from of_month left join of_month as recent
        on recent.project_id = of_month.project_id
        and recent.period between last_day((of_month.period - interval 2 month)::date) and of_month.period
    group by all
)

select
    project_id,
    period,
    cost,
    count_months,
    if(count_months = 3, try_cast(safe_div(sum_cost, 3) as decimal(24, 6)), null) as mean_cost
from windowed
