-- Error of the finish first reported six months before it: days from forecast to actual finish, as a share of the
-- duration.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        percent days missed by / duration; negative is too early
--   numerator    number  forecast less actual finish, in days
--   denominator  number  actual duration in days
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
    if(reason is null, safe_div(missed_by, final), null) as value,
    missed_by as numerator,
    final as denominator,
    reason,
    if(reason is null, joined_flags(flags), null) as flags
from errors
