-- What each month alone cost: the difference of two costs to date, else as the report states it; and the mean of the
-- last three calendar months, for as much of them as lies between the status dates. Where costs are known from the
-- budget tables, a month before is what they say of it by then. A month in which cost to date began anew under another
-- plan is not known, nor one that rests on a cost to date that was refused.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id      key    project
--   period          date   month end
--   cost            money  cost of the month alone; negative for a credit
--   count_months    count  of the last three calendar months, those whose cost is known
--   mean_cost       money  cost of the three / the months they cover; null where one is not known
--   median_cost     money  middle one of the three; null where one is not known
--   invalid_reason  text   why a cost to date that they rest on was refused; null where none was
with
facts as (select * from core.earned_value),
costs as (select * from core.cost_to_date),
budgets as (select * from core.budgets where actual is not null),
schedule as (select * from core.schedule),
breaks as (select * from core.plan_breaks),

-- in its first month a project has spent what it has spent to date
of_month as (
    select
        facts.project_id,
        facts.period,
        costs.is_from_budgets,
        facts.actual_cost,
        coalesce(breaks.cost_anew_on = facts.period, false) as is_anew,
        if(last_day(facts.status_date) = facts.period, facts.status_date, facts.period) as covered_to,
        if(starts_with(facts.actual_cost_reason, 'INVALID'), facts.actual_cost_reason, null) as invalid_reason,
        if(
            is_anew or starts_with(coalesce(facts.actual_cost_reason, before.actual_cost_reason, ''), 'INVALID'),
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

last_three as (
    select project_id, period, is_from_budgets, last_day((period - to_months(unnest([0, 1, 2])))::date) as month
    from of_month
),

-- what the budget tables say of these months, each line as last reported by then
budgeted_lines as (
    select last_three.project_id, last_three.period, last_three.month,
        arg_max(budgets.actual, budgets.period) as actual
    from last_three inner join budgets
        on budgets.project_id = last_three.project_id and budgets.month = last_three.month
        and budgets.period <= last_three.period
    where last_three.is_from_budgets
    group by last_three.project_id, last_three.period, last_three.month, budgets.row_key
),

budgeted as (
    select project_id, period, month, sum(actual) as cost from budgeted_lines group by project_id, period, month
),

windowed as (
    select
        last_three.project_id,
        last_three.period,
        count(coalesce(recent.cost, if(recent.is_anew, null, budgeted.cost))) as count_months,
        sum(coalesce(recent.cost, if(recent.is_anew, null, budgeted.cost))) as sum_cost,
        median(coalesce(recent.cost, if(recent.is_anew, null, budgeted.cost))) as median_cost,
        max(recent.invalid_reason) as invalid_reason
    from last_three
    left join of_month as recent
        on recent.project_id = last_three.project_id and recent.period = last_three.month
    left join budgeted
        on budgeted.project_id = last_three.project_id and budgeted.period = last_three.period
        and budgeted.month = last_three.month
    group by all
),

spanned as (
    select
        of_month.*,
        windowed.* exclude (project_id, period, invalid_reason),
        coalesce(windowed.invalid_reason, before.invalid_reason) as any_invalid,
        last_day((of_month.period - interval 3 month)::date) as three_months_ago,
        if(before.actual_cost is null, three_months_ago, before.covered_to) as covered_from
    from of_month
    inner join windowed using (project_id, period)
    left join of_month as before
        on before.project_id = of_month.project_id
        and before.period = last_day((of_month.period - interval 3 month)::date)
)

select
    project_id,
    period,
    cost,
    count_months,
    if(
        count_months = 3 and any_invalid is null,
        try_cast(safe_div(sum_cost, month_index((covered_from + interval 1 day)::date, covered_to)) as decimal(24, 6)),
        null
    ) as mean_cost,
    if(count_months = 3 and any_invalid is null, try_cast(median_cost as decimal(24, 6)), null) as median_cost,
    any_invalid as invalid_reason
from spanned
