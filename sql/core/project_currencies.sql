-- The currency of each project's amounts in each month: the one that is named, by the newest file that names one, as
-- core.projects hears it. An amount of another currency is converted to it.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id   key       project
--   period       date      month end
--   currency     currency  currency of its amounts; null where no file names one
--   has_amounts  flag      whether it reports an amount
with
visible as (select * from core.visible where entity = 'projects'),
written as (
    select
        load_id, project_id, period, row_number, currency,
        coalesce(
            budget_at_completion, planned_value, earned_value, actual_cost, actual_cost_this_period,
            manager_estimate_at_completion, estimate_to_complete, budget_this_year, actual_this_year,
            forecast_this_year, contract_value, funding_approved
        ) is not null as has_amount
    from staging.projects
)

select
    visible.project_id,
    visible.period,
    arg_max(written.currency, visible.precedence * 1000000000 - written.row_number::bigint) as currency,
    bool_or(written.has_amount) as has_amounts
from written inner join visible
    on visible.load_id = written.load_id
    and visible.raw_project_id = written.project_id
    and visible.written_period = written.period
group by visible.project_id, visible.period
