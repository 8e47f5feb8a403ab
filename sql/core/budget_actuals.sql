-- Actual cost to date from the budget tables: what they state to date for the period's own month, else the actuals of
-- all months up to the period, each as last reported by then. A table may list one month or all of them; a month
-- without an actual is a gap, never a zero.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id    key    project
--   period        date   month end
--   amount        money  actual cost to date
--   month_amount  money  what the period's report adds to the one before
--   reason        text   why there is no amount
--   is_estimated  flag   whether nothing says that the first month listed is the project's first
-- check: (amount is null) <> (reason is null)
with
budgets as (select * from core.budgets where month <= period),
reports as (select * from core.projects),
conventions as (select * from core.conventions),

stated as (
    select project_id, period, sum(actual_to_date) as amount
    from budgets
    where month = period
    group by project_id, period
    having count(actual_to_date) = count(*)
),

-- what a report changes in what was known of a month, so that the sum over reports is linear in the rows
changes as (
    select
        project_id,
        period,
        month,
        actual - coalesce(lag(actual) over (partition by project_id, row_key order by period), 0) as change,
        row_number() over (partition by project_id, month order by period) = 1 as is_new_month
    from budgets
    where actual is not null
),

reported as (
    select
        project_id,
        period,
        sum(change) as change,
        count(*) filter (where is_new_month) as new_months,
        min(month) as first_month,
        max(month) as last_month
    from changes
    group by project_id, period
),

summed as (
    select
        project_id,
        period,
        sum(change) over to_date as amount,
        sum(new_months) over to_date as months,
        min(first_month) over to_date as first_month,
        max(last_month) over to_date as last_month
    from reported
    window to_date as (partition by project_id order by period)
),

judged as (
    select
        project_id,
        period,
        coalesce(stated.amount, summed.amount) as amount,
        coalesce(stated.amount, summed.amount) not between 0 and conventions.greatest_amount as is_impossible,
        stated.amount is null and reports.actual_start is null as is_estimated,
        stated.amount is null and (
            summed.last_month < period
            or summed.months <> date_diff('month', summed.first_month, summed.last_month) + 1
            or coalesce(last_day(reports.actual_start) < summed.first_month, false)
        ) as is_broken
    from summed full join stated using (project_id, period) left join reports using (project_id, period)
    cross join conventions
)

select
    project_id,
    period,
    if(is_broken or is_impossible, null, amount)::decimal(24, 6) as amount,
    try_cast(
        amount - lag(if(is_broken, null, amount)) over (partition by project_id order by period) as decimal(24, 6)
    ) as month_amount,
    case when is_broken then 'PERIOD_GAP' when is_impossible then 'INVALID_INPUT(actual_cost)' end as reason,
    is_estimated and not is_broken as is_estimated
from judged
