-- The planned value to date at each point of every plan: the curve that was sent, else the budgets by month added up,
-- else a straight line from approved start to approved finish. A curve that stops short of budget and finish is drawn
-- on to them. Written once per plan, not per month.
--
-- grain:   one row per basis, project_id, period, version, month_number
-- columns:
--   basis          key     current or original: the plan in force, the plan first approved
--   project_id     key     project
--   period         date    month since which the plan has been the same (core.plans, plan_period)
--   version        key     version of the plan; empty where it has no name
--   month_number   months  months from the approved start to the end of the point's day; 0 is the start
--   on_date        date    the point's day
--   planned_value  money   planned value to date
--   is_estimated   flag    whether the point lies on a line that nobody sent as the plan
with
plans as (select * from core.plans where baseline_start is not null and period = plan_period),
curves as (select * from core.baseline_curves),
budgets as (select * from core.budget_curves),
conventions as (select * from core.conventions),

sent as (
    select
        plans.basis,
        plans.project_id,
        plans.period,
        plans.version,
        month_index(plans.baseline_start, curves.month) as month_number,
        curves.month as on_date,
        coalesce(
            curves.planned_value, (plans.budget_at_completion::double * curves.planned_percent)::decimal(24, 6)
        ) as planned_value,
        false as is_estimated
    from plans inner join curves
        on curves.project_id = plans.project_id and curves.period = plans.curve_period
        and curves.version = plans.curve_version
    where curves.planned_value is not null or plans.budget_at_completion is not null
    union all
    select
        plans.basis, plans.project_id, plans.period, plans.version, month_index(plans.baseline_start, budgets.month),
        budgets.month, budgets.planned_value, true
    from plans inner join budgets
        on budgets.project_id = plans.project_id and budgets.period = plans.budgets_period
),

ends as (
    select basis, project_id, period, max(month_number) as month_number, max(planned_value) as planned_value
    from sent
    group by basis, project_id, period
),

drawn_on as (
    select
        plans.basis,
        plans.project_id,
        plans.period,
        plans.version,
        month_index(plans.baseline_start, plans.baseline_finish) as month_number,
        plans.baseline_finish as on_date,
        plans.budget_at_completion as planned_value,
        true as is_estimated
    from plans left join ends using (basis, project_id, period) cross join conventions
    where plans.baseline_finish >= plans.baseline_start
        and plans.budget_at_completion
            > coalesce(ends.planned_value * (1 + conventions.reconciliation_tolerance), 0)
        and month_index(plans.baseline_start, plans.baseline_finish) > coalesce(ends.month_number, 0)
),

starts as (
    select distinct basis, project_id, period, version from sent
    union
    select basis, project_id, period, version from drawn_on
)

select * from sent where month_number <> 0
union all
select * from drawn_on
union all
select
    starts.basis, starts.project_id, starts.period, starts.version, 0, plans.baseline_start, 0,
    plans.curve_period is null
from starts inner join plans using (basis, project_id, period)
