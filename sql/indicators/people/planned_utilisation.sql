-- Planned utilisation of a person in the month reported: firm hours of all projects as a share of the capacity that leave
-- and other work have left. Tentative hours are not in it.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: person
--   subject_id   key     person
--   project_id   key     none: a person works on several
--   period       date    month end that the figure speaks of
--   value        percent firm hours / capacity; above 1 the person is overbooked
--   numerator    hours   firm hours
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
            capacity_reason, demand_reason, if(capacity_hours = 0, 'ZERO_DENOM(capacity_hours)', null)
        ) as reason,
        if(is_estimated, ['ESTIMATED'], []::varchar[]) as known
    from loads
)

select
    'person' as grain,
    person as subject_id,
    null::varchar as project_id,
    period,
    if(reason is null, safe_div(firm_hours, capacity_hours), null) as value,
    firm_hours as numerator,
    nullif(capacity_hours, 0) as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
