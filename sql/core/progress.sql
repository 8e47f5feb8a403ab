-- How far along each project is in its life: what the report says of its state, checked against dates and amounts.
-- Where it says nothing of start and progress, its tasks tell whether work has begun.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id      key   project
--   period          date  month end
--   status_date     date  day the figures speak of
--   state           text  state as reported: proposed, active, on_hold, closed, cancelled
--   progress_state  text  NOT_STARTED, IN_PROGRESS, ON_HOLD, COMPLETE or CANCELLED
with
periods as (select * from core.project_periods),
reports as (select * from core.projects),
earned as (select * from core.amounts_to_date where measure = 'earned_value'),
costs as (select * from core.cost_to_date),
plans as (select * from core.baseline_in_force),
tasks as (select * from core.task_rollup),

judged as (
    select
        periods.project_id,
        periods.period,
        periods.status_date,
        reports.state,
        coalesce(reports.actual_finish <= greatest(periods.status_date, periods.period), false) as is_finished,
        reports.percent_complete > 0 or earned.amount > 0 or costs.actual_cost > 0 as has_begun,
        coalesce(reports.percent_complete, earned.amount::double) = 0 and costs.actual_cost = 0 as is_at_zero,
        coalesce(reports.actual_start <= periods.status_date, false) as is_started,
        coalesce(reports.forecast_start, plans.baseline_start) > periods.status_date as is_planned_later,
        if(
            coalesce(reports.percent_complete, earned.amount::double, costs.actual_cost::double) is null
                and reports.actual_start is null,
            tasks.is_begun,
            null
        ) as is_begun
    from periods
    left join reports using (project_id, period)
    left join earned using (project_id, period)
    left join costs using (project_id, period)
    left join plans using (project_id, period)
    left join tasks using (project_id, period)
)

select
    project_id,
    period,
    status_date,
    state,
    case
        when state = 'cancelled' then 'CANCELLED'
        when state = 'closed' or is_finished then 'COMPLETE'
        when state = 'on_hold' then 'ON_HOLD'
        when is_started or has_begun or is_begun then 'IN_PROGRESS'
        when state = 'proposed' or is_at_zero or is_planned_later or not is_begun then 'NOT_STARTED'
        else 'IN_PROGRESS'
    end as progress_state
from judged
