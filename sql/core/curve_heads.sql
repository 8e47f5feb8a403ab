-- The first month, the month the total is reached, and the total of each planned value curve of two months or more.
--
-- grain:   one row per project_id, period, version
-- columns:
--   project_id     key    project
--   period         date   month from which the curve holds
--   version        key    version of the plan; empty where it has no name
--   curve_start    date   first day of its first month
--   curve_finish   date   first month end by which it reaches its total
--   planned_total  money  its last planned value; null where it is a curve of shares
with
curves as (select * from core.baseline_curves)

select
    project_id,
    period,
    version,
    (date_trunc('month', min(month)))::date as curve_start,
    arg_min(month, (-coalesce(planned_value::double, planned_percent), month)) as curve_finish,
    arg_max(planned_value, month) as planned_total
from curves
group by project_id, period, version
having count(*) >= 2
