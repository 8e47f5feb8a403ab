-- Actual utilisation of a person in the month reported: hours of the timesheet, else the sum of what projects report, as a
-- share of the capacity. A timesheet that is missing is not known, never nought.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: person
--   subject_id   key     person
--   project_id   key     none: a person works on several
--   period       date    month end that the figure speaks of
--   value        percent hours worked / capacity
--   numerator    hours   hours worked
--   denominator  hours   capacity; null where it is nought
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
loads as (select * from core.person_load where month = period),

judged as (
    select
        *,
        coalesce(
            if(actual_hours is null, 'MISSING_INPUT(timesheet_hours)', null),
            capacity_reason,
            if(capacity_hours = 0, 'ZERO_DENOM(capacity_hours)', null)
        ) as reason,
        if(is_estimated, ['ESTIMATED'], []::varchar[]) as known
    from loads
)

select
    'person' as grain,
    person as subject_id,
    null::varchar as project_id,
    period,
    if(reason is null, safe_div(actual_hours, capacity_hours), null) as value,
    actual_hours as numerator,
    nullif(capacity_hours, 0) as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
