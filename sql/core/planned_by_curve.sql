-- What the plan says should be done by each status date, the plan in force and, where that is another, the one first
-- approved: between two points of the curve by the share of days. On hold and once the work is done it stands at the
-- day up to which time is counted.
--
-- grain:   one row per basis, project_id, period
-- columns:
--   basis          key     current or original: the plan in force, the plan first approved
--   project_id     key    project
--   period         date   month end
--   planned_value  money  planned value at that day; zero before the approved start
--   is_estimated   flag   whether it lies on a line that nobody sent as the plan, or its start or day is an estimate
--   is_sent        flag   whether the curve there was sent as the plan
--   is_falling     flag   whether the curve falls anywhere, so that it is no plan
-- looks back: core.plan_curves, core.curve_steps
with
worked as (select * from core.worked_until),
plans as (select * from core.plans),
points as (select * from core.plan_curves),
steps as (select distinct basis, project_id, period, is_falling from core.curve_steps),

asked as (
    select
        plans.basis,
        worked.project_id,
        worked.period,
        plans.plan_period,
        plans.is_start_estimated or worked.is_day_estimated as is_estimated,
        greatest(month_index(plans.baseline_start, worked.last_day), 0) as day_number
    from worked inner join plans using (project_id, period)
    where plans.baseline_start is not null
),

stretches as (
    select
        *,
        lead(month_number) over curve as next_number,
        lead(planned_value) over curve as next_value,
        lead(is_estimated) over curve as is_next_estimated
    from points inner join steps using (basis, project_id, period)
    semi join asked
        on asked.basis = points.basis and asked.project_id = points.project_id and asked.plan_period = points.period
    window curve as (partition by basis, project_id, period order by month_number)
)

select
    asked.basis,
    asked.project_id,
    asked.period,
    try_cast(stretches.planned_value + coalesce(
        (stretches.next_value - stretches.planned_value)::double * safe_div(
            asked.day_number - stretches.month_number, stretches.next_number - stretches.month_number
        ),
        0
    ) as decimal(24, 6)) as planned_value,
    asked.is_estimated or coalesce(stretches.is_next_estimated, stretches.is_estimated) as is_estimated,
    not coalesce(stretches.is_next_estimated, stretches.is_estimated) as is_sent,
    stretches.is_falling
from asked asof join stretches
    on stretches.basis = asked.basis and stretches.project_id = asked.project_id
    and stretches.period = asked.plan_period and stretches.month_number <= asked.day_number
