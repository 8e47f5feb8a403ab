-- Error of the finish first reported six months before it: forecast less actual finish, in days.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        days    forecast less actual finish; negative is too early
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with errors as (select * from core.forecast_errors where measure = 'finish' and months_before = 6)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    missed_by as value,
    null::double as numerator,
    null::double as denominator,
    missed_reason as reason,
    if(missed_reason is null, joined_flags(flags), null) as flags
from errors
