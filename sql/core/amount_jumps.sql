-- Amounts of a project that are about a hundred, a thousand or ten thousand times what was last reported, or that
-- fraction of it: most often another unit, such as yuan in a column of ten thousand yuan. A step back to the amount
-- before a jump is none.
--
-- grain:   one row per project_id, period, field
-- columns:
--   project_id     key    project
--   period         date   month end
--   field          key    field of the dictionary
--   amount         money  what is reported
--   amount_before  money  what was reported last before
--   period_before  date   month end of that report
--   power          count  power of ten of the jump: 2, 3 or 4, below zero where the amount shrank
--   is_alike       flag   whether the budget jumped alike in the same month, and this is another amount
--   load_id        key    load the amount is from
--   cell           text   its cell
with
visible as (select * from core.visible where entity = 'projects' and written_period = period),
written as (select * from staging.projects),
addresses as (select * from core.column_addresses where entity = 'projects'),
conventions as (select * from core.conventions),

spoken as (
    select
        written.* exclude (project_id, period, currency),
        visible.project_id,
        visible.period,
        coalesce(written.currency, '') as currency,
        visible.precedence * 1000000000 - written.row_number::bigint as hearing
    from written inner join visible
        on visible.load_id = written.load_id
        and visible.raw_project_id = written.project_id
        and visible.period = written.period
),

amounts as (
    unpivot (select * from spoken) on
        budget_at_completion, original_budget, funding_approved, management_reserve, capital_budget,
        operating_budget, planned_value, planned_value_this_period, earned_value, earned_value_this_period,
        actual_cost, actual_cost_this_period, estimate_to_complete, manager_estimate_at_completion,
        committed_cost, contingency_approved, contingency_drawn, budget_this_year, budget_year_to_date,
        actual_this_year, forecast_this_year, contract_value, invoiced, receipts, remaining_budget,
        reported_cost_variance, reported_variance_at_completion, planned_benefits, net_present_value
    into name field value amount
),

reported as (
    select
        project_id,
        period,
        field,
        arg_max(amount, hearing) as amount,
        arg_max(currency, hearing) as currency,
        arg_max(load_id, hearing) as load_id,
        arg_max(coalesce(source_row::varchar, ''), hearing) as source_row,
        arg_max(coalesce(source_column, ''), hearing) as source_column
    from amounts
    where amount > 0
    group by project_id, period, field
),

compared as (
    select
        *,
        lag(amount) over history as amount_before,
        lag(period) over history as period_before
    from reported
    window history as (partition by project_id, field, currency order by period)
),

stepped as (
    select
        compared.*,
        jump_power(amount, amount_before, conventions.least_jump, conventions.greatest_jump,
            conventions.jump_tolerance) as power
    from compared cross join conventions
    where period_before is not null
),

jumped as (
    select
        *,
        coalesce(lag(power) over (partition by project_id, field, currency order by period) = -power, false) as is_back
    from stepped
),

budgets as (select project_id, period, power from jumped where field = 'budget_at_completion')

select
    jumped.project_id,
    jumped.period,
    jumped.field,
    jumped.amount,
    jumped.amount_before,
    jumped.period_before,
    jumped.power,
    coalesce(jumped.field <> 'budget_at_completion' and budgets.power = jumped.power, false) as is_alike,
    jumped.load_id,
    replace(replace(coalesce(addresses.address, ''), '{row}', source_row), '{column}', source_column) as cell
from jumped
left join budgets using (project_id, period)
left join addresses on addresses.load_id = jumped.load_id and addresses.field = jumped.field
where jumped.power <> 0 and not jumped.is_back
