-- Independent estimate of the duration if the rest takes as long as planned, by the earned duration method.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        months  months from the approved start to the finish
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
durations as (select * from core.independent_durations where basis = 'earned_duration'),

judged as (
    select *, flags as known from durations where pressure = 'planned'
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, duration_months, null) as value,
    null::double as numerator,
    null::double as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
