-- The planned value curves as steps to climb: for each amount the last point that has it, and the next higher one. A
-- planned pause is one step, so that its end is found.
--
-- grain:   one row per basis, project_id, period, planned_value
-- columns:
--   basis          key     current or original: the plan in force, the plan first approved
--   project_id     key     project
--   period         date    month since which the plan has been the same
--   planned_value  money   planned value to date
--   first_number   months  first point with that value, in months from the approved start
--   last_number    months  last point with that value
--   next_value     money   next higher planned value; null on the highest step
--   next_number    months  first point with that
--   is_falling     flag    whether the curve falls anywhere, so that it cannot be climbed
--   is_estimated   flag    whether the way to the next step is a line that nobody sent as the plan
with
points as (select * from core.plan_curves),

compared as (
    select
        *,
        planned_value < lag(planned_value) over (
            partition by basis, project_id, period order by month_number
        ) as falls
    from points
),

steps as (
    select
        basis,
        project_id,
        period,
        planned_value,
        min(month_number) as first_number,
        max(month_number) as last_number,
        bool_or(coalesce(falls, false)) as falls,
        bool_and(is_estimated) as is_estimated
    from compared
    group by basis, project_id, period, planned_value
)

select
    basis,
    project_id,
    period,
    planned_value,
    first_number,
    last_number,
    lead(planned_value) over climb as next_value,
    lead(first_number) over climb as next_number,
    bool_or(falls) over (partition by basis, project_id, period) as is_falling,
    coalesce(lead(is_estimated) over climb, is_estimated) as is_estimated
from steps
window climb as (partition by basis, project_id, period order by planned_value)
