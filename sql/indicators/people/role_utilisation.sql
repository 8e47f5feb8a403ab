-- Utilisation of a role in the month reported: firm hours of its people and of requests for the role without a name, as a
-- share of the capacity of its people.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: role
--   subject_id   key     role; 'unmapped' where none is named
--   project_id   key     none: a role works on several
--   period       date    month end that the figure speaks of
--   value        percent firm hours / capacity; above 1 the role is short
--   numerator    hours   firm hours
--   denominator  hours   capacity; null where it is nought
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
loads as (select * from core.role_load where month = period),
conventions as (select * from core.conventions),

judged as (
    select
        loads.* exclude (reason),
        coalesce(loads.reason, if(capacity_hours = 0, 'ZERO_DENOM(capacity_hours)', null)) as reason,
        if(coverage < conventions.plain_coverage, ['PARTIAL_COVERAGE'], [])
            || if(is_estimated, ['ESTIMATED'], []::varchar[]) as known
    from loads cross join conventions
)

select
    'role' as grain,
    role as subject_id,
    null::varchar as project_id,
    period,
    if(reason is null, safe_div(firm_hours, capacity_hours), null) as value,
    firm_hours as numerator,
    nullif(capacity_hours, 0) as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
