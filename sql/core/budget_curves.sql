-- Planned value to date as the budgets by month add up to it, from each report in which they changed: what stands for a
-- planned value curve where none was sent. Not where a month is below zero, or a line in another currency than the
-- project's.
--
-- grain:   one row per project_id, period, month
-- columns:
--   project_id     key    project
--   period         date   month from which the budgets hold
--   month          month  month end that the point speaks of
--   planned_value  money  budgets of all months up to it
-- looks ahead: budgets are laid out for a project as soon as one of its months has no curve
with
plans as (select * from core.baseline_in_force),
budgets as (select * from core.budgets where month is not null and budget is not null),
rates as (select * from core.plan_rates),

uncurved as (select distinct project_id from plans where curve_period is null),

stated as (
    select
        budgets.project_id,
        budgets.period,
        budgets.month,
        sum(budgets.budget) as budget,
        bool_or(coalesce(budgets.currency <> rates.currency, false)) as is_foreign
    from budgets semi join uncurved using (project_id) left join rates using (project_id, period)
    group by budgets.project_id, budgets.period, budgets.month
),

changed as (
    select *
    from stated
    qualify (budget, is_foreign) is distinct from lag((budget, is_foreign)) over (
        partition by project_id, month order by period
    )
),

-- what is said of a month holds until a newer report says something else
valid as (
    select *, lead(period) over (partition by project_id, month order by period) as told_anew from changed
),

known as (
    select changes.project_id, changes.period, valid.month, valid.budget, valid.is_foreign
    from (select distinct project_id, period from changed) as changes inner join valid
        on valid.project_id = changes.project_id and valid.period <= changes.period
        and coalesce(valid.told_anew > changes.period, true)
),

added as (
    select
        project_id,
        period,
        month,
        sum(budget) over (partition by project_id, period order by month) as planned_value,
        bool_or(is_foreign or budget < 0) over (partition by project_id, period) as is_unfit
    from known
)

select project_id, period, month, try_cast(planned_value as decimal(24, 6)) as planned_value
from added
where not is_unfit and try_cast(planned_value as decimal(24, 6)) is not null
