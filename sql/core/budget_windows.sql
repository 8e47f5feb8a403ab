-- The months of the fiscal year that a project's budget table has to list, so that its sums are whole: from approved
-- start to approved finish for the budget, from the start to the finish now expected for costs. Where nobody says when
-- it starts, from the first month listed. Dates of tasks do not say when money is needed.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id          key    project
--   period              date   month end
--   progress_state      text   NOT_STARTED, IN_PROGRESS, ON_HOLD, COMPLETE or CANCELLED
--   fiscal_year         count  calendar year that the fiscal year ends in
--   months_elapsed      count  months of the fiscal year that have passed
--   year_start          month  last day of the first month of the fiscal year
--   last_quarter_start  month  last day of the first month of its last quarter
--   first_budget_month  month  first month whose budget is needed; null where nothing says
--   first_cost_month    month  first month whose cost or forecast is needed
--   last_budget_month   month  last month whose budget is needed
--   last_cost_month     month  last month whose cost or forecast is needed
--   is_start_unknown    flag   whether only the table says when the project starts
with
schedule as (
    select * replace (
        if(is_start_of_tasks, null, baseline_start) as baseline_start,
        if(is_finish_of_tasks, null, baseline_finish) as baseline_finish,
        if(is_begin_estimated, null, actual_start) as actual_start,
        if(is_forecast_estimated, null, forecast_finish) as forecast_finish
    )
    from core.schedule
),
fiscal as (select * from core.fiscal_periods),
months as (select * from core.budget_months),

listed as (select project_id, period, min(month) as first_listed from months group by project_id, period),

dated as (
    select
        schedule.*,
        fiscal.* exclude (period),
        last_day(coalesce(schedule.baseline_start, schedule.actual_start)) as approved_from,
        last_day(coalesce(schedule.actual_start, schedule.forecast_start, schedule.baseline_start)) as expected_from,
        last_day(schedule.baseline_finish) as approved_until,
        last_day(coalesce(schedule.actual_finish, schedule.forecast_finish, schedule.baseline_finish))
            as expected_until,
        listed.first_listed
    from schedule inner join fiscal using (period) left join listed using (project_id, period)
)

select
    project_id,
    period,
    progress_state,
    fiscal_year,
    months_elapsed,
    year_start,
    last_quarter_start,
    greatest(year_start, coalesce(approved_from, first_listed)) as first_budget_month,
    greatest(year_start, coalesce(expected_from, first_listed)) as first_cost_month,
    least(year_end, coalesce(approved_until, year_end)) as last_budget_month,
    case
        when progress_state in ('COMPLETE', 'CANCELLED') then least(period, coalesce(expected_until, period))
        else least(year_end, greatest(period, coalesce(expected_until, year_end)))
    end as last_cost_month,
    approved_from is null and coalesce(first_listed > year_start, false) as is_start_unknown
from dated
