-- Estimate at completion if both the cost and the schedule pressure stay: usually the high end of the range.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        number  actual cost + (budget - earned value) / (CPI x SPI), in the project's currency
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
estimates as (select * from core.estimates)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    value,
    null::double as numerator,
    null::double as denominator,
    reason,
    flags
from estimates
where variant = 'schedule_cost'
