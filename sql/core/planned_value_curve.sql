-- The planned value curve in force in each month.
--
-- grain:   one row per project_id, period, version, month_number
-- columns:
--   project_id     key     project
--   period         date    month end for which the curve is in force
--   version        key     version of the plan; empty where it has no name
--   month_number   months  months from the approved start to the end of the point's day; 0 is the start
--   on_date        date    the point's day
--   planned_value  money   planned value to date
--   is_estimated   flag    whether the point lies on a line that nobody sent as the plan
with
plans as (select * from core.plans where basis = 'current'),
points as (select * from core.plan_curves where basis = 'current')

select
    plans.project_id,
    plans.period,
    points.version,
    points.month_number,
    points.on_date,
    points.planned_value,
    points.is_estimated
from plans inner join points on points.project_id = plans.project_id and points.period = plans.plan_period
