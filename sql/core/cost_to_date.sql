-- Actual cost to date of each project: as its reports state it, else from the budget tables.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id       key    project
--   period           date   month end
--   actual_cost      money  cost of the work done, to date
--   month_cost       money  cost of the month alone; negative for a credit
--   reason           text   why there is no actual cost
--   is_from_budgets  flag   whether the budget tables say it
--   is_estimated     flag   whether nothing says that the first month counted is the project's first
-- check: (actual_cost is null) <> (reason is null)
with
periods as (select * from core.project_periods),
stated as (select * from core.amounts_to_date where measure = 'actual_cost'),
budgeted as (select * from core.budget_actuals),

both_sources as (
    select
        periods.project_id,
        periods.period,
        stated.amount as stated_amount,
        stated.month_amount as stated_month,
        stated.reason as stated_reason,
        stated.is_estimated as is_stated_estimated,
        budgeted.amount as budgeted_amount,
        budgeted.month_amount as budgeted_month,
        budgeted.reason as budgeted_reason,
        budgeted.is_estimated as is_budgeted_estimated,
        -- a report that contradicts itself is not mended from another source
        budgeted.amount is not null and stated.amount is null
            and coalesce(not starts_with(stated.reason, 'INVALID'), true) as is_from_budgets
    from periods left join stated using (project_id, period) left join budgeted using (project_id, period)
)

select
    project_id,
    period,
    if(is_from_budgets, budgeted_amount, stated_amount) as actual_cost,
    if(is_from_budgets, budgeted_month, stated_month) as month_cost,
    case
        when is_from_budgets or stated_amount is not null then null
        when starts_with(stated_reason, 'MISSING') or stated_reason is null
            then coalesce(budgeted_reason, 'MISSING_INPUT(actual_cost)')
        else stated_reason
    end as reason,
    is_from_budgets,
    coalesce(if(is_from_budgets, is_budgeted_estimated, is_stated_estimated), false) as is_estimated
from both_sources
