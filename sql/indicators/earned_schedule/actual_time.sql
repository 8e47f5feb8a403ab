-- Actual time: from the approved start to the status date, on hold to the last one before, once done to the finish.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        months  months since the approved start
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
schedule as (select * from core.schedule),

judged as (
    select *, actual_time_reason as reason, if(is_time_estimated, ['ESTIMATED'], []::varchar[]) as known from schedule
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, actual_time_months, null) as value,
    null::double as numerator,
    null::double as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
