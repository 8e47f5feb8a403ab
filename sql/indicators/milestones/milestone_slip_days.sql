-- Slip of a milestone: actual or expected date less approved date; positive is late.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: milestone
--   subject_id   key     project and milestone
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        days    days late; negative is early
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
dates as (select * from core.milestone_dates),

judged as (
    select *, slip_reason as reason, if(is_estimated, ['ESTIMATED'], []::varchar[]) as known from dates
)

select
    'milestone' as grain,
    subject_within(project_id, row_key) as subject_id,
    project_id,
    period,
    if(reason is null, slip_days, null) as value,
    null::double as numerator,
    null::double as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
