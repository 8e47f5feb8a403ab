-- Actual cost to date from the budget tables: what they state to date for the period's own month, else the actuals of
-- all months up to the period, each as last reported by then. A table may list one month or all of them; a month
-- without an actual is a gap, never a zero. Lines in another currency than their project's are not added to it: its cost
-- is not known.
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
listed as (select * from core.budgets where month <= period),
rates as (select * from core.plan_rates),
reports as (select * from core.projects),
conventions as (select * from core.conventions),

-- a line that names no currency is in its project's, as of its report
budgets as (
    select
        listed.*,
        rates.currency as project_currency,
        coalesce(listed.currency, rates.currency) as line_currency
    from listed left join rates using (project_id, period)
),

stated as (
    select
        project_id,
        period,
        sum(actual_to_date) as amount,
        bool_or(line_currency is distinct from project_currency) as is_foreign
    from budgets
    where month = period
    group by project_id, period
    having count(actual_to_date) = count(*)
),

lines as (
    select
        project_id,
        period,
        month,
        project_currency,
        line_currency,
        actual,
        lag(actual) over by_line as actual_before,
        lag(line_currency) over by_line as currency_before,
        row_number() over (partition by project_id, month order by period) = 1 as is_new_month
    from budgets
    where actual is not null
    window by_line as (partition by project_id, row_key order by period)
),

-- what a report changes in what was known of a month, so that the sum over reports is linear in the rows
reported as (
    select
        project_id,
        period,
        any_value(project_currency) as project_currency,
        sum(actual - coalesce(actual_before, 0)) as change,
        count(*) filter (where is_new_month) as new_months,
        min(month) as first_month,
        max(month) as last_month
    from lines
    group by project_id, period
),

-- lines by the currency they are in, and none in the project's, so that these can be told from all
moves as (
    select project_id, period, line_currency as currency, 1 as count_lines from lines
    union all
    select project_id, period, currency_before, -1 from lines where actual_before is not null
    union all
    select project_id, period, project_currency, 0 from reported
),

counted as (
    select
        project_id,
        period,
        currency,
        sum(sum(count_lines)) over (partition by project_id order by period) as count_lines,
        sum(sum(count_lines)) over (partition by project_id, currency order by period) as own_lines
    from moves
    group by project_id, period, currency
),

summed as (
    select
        reported.project_id,
        reported.period,
        counted.own_lines < counted.count_lines as is_foreign,
        sum(change) over to_date as amount,
        sum(new_months) over to_date as months,
        min(first_month) over to_date as first_month,
        max(last_month) over to_date as last_month
    from reported inner join counted
        on counted.project_id = reported.project_id
        and counted.period = reported.period
        and counted.currency is not distinct from reported.project_currency
    window to_date as (partition by reported.project_id order by reported.period)
),

judged as (
    select
        project_id,
        period,
        coalesce(stated.amount, summed.amount) as amount,
        coalesce(stated.is_foreign, summed.is_foreign) as is_foreign,
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
    if(is_foreign or is_broken or is_impossible, null, amount)::decimal(24, 6) as amount,
    try_cast(
        if(is_foreign, null, amount)
            - lag(if(is_foreign or is_broken, null, amount)) over (partition by project_id order by period)
        as decimal(24, 6)
    ) as month_amount,
    case
        when is_foreign then 'FX_MISSING(budgets.currency)'
        when is_broken then 'PERIOD_GAP'
        when is_impossible then 'INVALID_INPUT(actual_cost)'
    end as reason,
    is_estimated and not (is_foreign or is_broken) as is_estimated
from judged
