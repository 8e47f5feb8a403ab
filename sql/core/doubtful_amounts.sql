-- Which amounts that a month of a project rests on jumped like another unit: those that jumped in it, and those that
-- did so when they were last reported. An amount of a month alone stays in what is added up until the amount to date is
-- reported again. A report that repeats the amount, or brings another, ends the doubt.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id  key   project
--   period      date  month end
--   fields      list  fields of projects, in alphabetical order
with
jumps as (
    select project_id, period as jumped_on, field, replace(field, '_this_period', '') as to_date from core.amount_jumps
),
periods as (select project_id, period from core.project_periods),
reports as (select * from core.projects semi join jumps using (project_id)),

reported as (
    unpivot reports on
        budget_at_completion, original_budget, funding_approved, management_reserve, capital_budget, operating_budget,
        planned_value, earned_value, actual_cost, estimate_to_complete, manager_estimate_at_completion,
        committed_cost, contingency_approved, contingency_drawn, budget_this_year, budget_year_to_date,
        actual_this_year, forecast_this_year, contract_value, invoiced, receipts, remaining_budget,
        reported_cost_variance, reported_variance_at_completion, planned_benefits, net_present_value
    into name to_date value amount
),

resting as (
    select periods.project_id, periods.period, jumps.field, jumps.to_date, jumps.jumped_on
    from jumps inner join periods on periods.project_id = jumps.project_id and periods.period >= jumps.jumped_on
),

-- until the amount, or the one to date, is reported again
doubted as (
    select resting.project_id, resting.period, resting.field
    from resting asof left join reported
        on reported.project_id = resting.project_id and reported.to_date = resting.to_date
        and reported.period <= resting.period
    where reported.period is null or reported.period <= resting.jumped_on
)

select project_id, period, list_sort(list_distinct(list(field))) as fields
from doubted
group by project_id, period
