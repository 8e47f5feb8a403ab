-- Hours that a person is booked beyond the capacity in the month reported; 0 where the person has time left. Never netted
-- between people: one's spare time does not help another.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: person
--   subject_id   key     person
--   project_id   key     none: a person works on several
--   period       date    month end that the figure speaks of
--   value        hours   firm hours less capacity, where that is above 0
--   numerator    hours   none: the figure is no ratio
--   denominator  hours   none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
loads as (select * from core.person_load where month = period),

judged as (
    select
        *,
        coalesce(capacity_reason, demand_reason) as reason,
        if(is_estimated, ['ESTIMATED'], []::varchar[]) as known
    from loads
)

select
    'person' as grain,
    person as subject_id,
    null::varchar as project_id,
    period,
    if(reason is null, over_hours, null) as value,
    null::decimal(12, 2) as numerator,
    null::decimal(12, 2) as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
