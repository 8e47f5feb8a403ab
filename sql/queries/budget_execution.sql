-- Budget execution rate of each department against the time that has passed of the fiscal year; of each programme where
-- no project names a department. Over the projects that have both parts; in the portfolio's currency, at plan rates.
--
-- grain:   one row per level, name
-- columns:
--   level             key      department or programme
--   name              text     its name; null for projects that name none
--   actual            money    actual year to date
--   budget            money    budget of the fiscal year
--   execution_rate    percent  actual / budget
--   time_elapsed      percent  share of the fiscal year that has passed
--   gap               points   execution rate less time elapsed
--   is_behind         flag     whether the gap is beyond its red bound
--   bound             points   that bound
--   fiscal_year       count    calendar year that the fiscal year ends in
--   count_with_value  count    projects that are in it
--   count_projects    count    projects it applies to
--   reason            text     why there is no rate; null where there is one
-- check: (execution_rate is null) <> (reason is null)
with
years as (select * from core.budget_year inner join scope using (project_id, period)),
reports as (select * from core.projects inner join scope using (project_id, period)),
facts as (select * from core.earned_value inner join scope using (project_id, period)),
rates as (select * from core.plan_rates),
bounds as (
    select bounds.*
    from core.light_bounds as bounds inner join chosen using (profile, period)
    where bounds.indicator = 'budget_execution_gap'
),
conventions as (select * from core.conventions),
now as (
    select
        years.*,
        coalesce(if(years.progress_state = 'CANCELLED', 'CANCELLED', null), years.budget_reason, years.actual_reason)
            as reason,
        applies_to(reason) as is_asked,
        reason is null and rates.rate is not null as is_known,
        years.actual_year_to_date * rates.rate as actual,
        years.budget_this_year * rates.rate as budget,
        facts.budget_at_completion * rates.rate as weight,
        reports.department,
        reports.programme,
        count(reports.department) over () > 0 as has_departments
    from years inner join chosen using (period)
    inner join facts on facts.project_id = years.project_id and facts.period = years.period
    inner join rates on rates.project_id = years.project_id and rates.period = years.period
    left join reports on reports.project_id = years.project_id and reports.period = years.period
),
grouped as (
    select
        if(has_departments, 'department', 'programme') as level,
        if(has_departments, department, programme) as name,
        sum(actual) filter (where is_known) as actual,
        sum(budget) filter (where is_known) as budget,
        any_value(safe_div(months_elapsed, 12)) as time_elapsed,
        any_value(fiscal_year) as fiscal_year,
        count(*) filter (where is_known) as count_with_value,
        count(*) filter (where is_asked) as count_projects,
        max(reason) filter (where is_asked) as reason,
        count(*) filter (where is_asked and reason is null and not is_known) as count_without_rate,
        coverage_of(
            bool_and(weight is not null or not is_asked), sum(weight) filter (where is_known),
            sum(weight) filter (where is_asked), count(*) filter (where is_known), count(*) filter (where is_asked)
        ) as coverage
    from now
    group by all
),
judged as (
    select
        grouped.* exclude (reason),
        coverage_reason(
            coverage, count_with_value, count_without_rate, count_projects, conventions.least_coverage,
            coalesce(grouped.reason, 'NOT_APPLICABLE')
        ) as lacking,
        case
            when lacking is not null then lacking
            when coalesce(budget, 0) <= 0 then 'ZERO_DENOM(budget_this_year)'
        end as reason,
        safe_div(actual, budget) as rate_of_group
    from grouped cross join conventions
)
select
    level,
    name,
    actual::decimal(24, 6) as actual,
    budget::decimal(24, 6) as budget,
    if(reason is null, rate_of_group, null) as execution_rate,
    time_elapsed,
    if(reason is null, rate_of_group - time_elapsed, null) as gap,
    coalesce(reason is null and rate_of_group - time_elapsed < bounds.red - conventions.bound_tolerance, false)
        as is_behind,
    bounds.red as bound,
    fiscal_year,
    count_with_value,
    count_projects,
    reason
from judged cross join bounds cross join conventions
where count_projects > 0
order by gap nulls last, name nulls last
