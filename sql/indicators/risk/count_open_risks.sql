-- Open risks: threats of the register that are neither closed nor turned into an issue. A register without any is a
-- true zero.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        count   open threats
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
totals as (select * from core.risk_totals)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, count_open, null) as value,
    null::double as numerator,
    null::double as denominator,
    reason,
    null::varchar as flags
from totals
