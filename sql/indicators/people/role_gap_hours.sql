-- Gap of a role in the month reported: capacity of its people less the hours planned of them and of the role without a
-- name. Within a role one person can take another's work, so here people do net.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: role
--   subject_id   key     role; 'unmapped' where none is named
--   project_id   key     none: a role works on several
--   period       date    month end that the figure speaks of
--   value        hours   capacity less firm hours; below zero the role is short
--   numerator    hours   none: the figure is no ratio
--   denominator  hours   none
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
        loads.reason as reason,
        if(coverage < conventions.plain_coverage, ['PARTIAL_COVERAGE'], [])
            || if(is_estimated, ['ESTIMATED'], []::varchar[]) as known
    from loads cross join conventions
)

select
    'role' as grain,
    role as subject_id,
    null::varchar as project_id,
    period,
    if(reason is null, gap_hours, null) as value,
    null::decimal(12, 2) as numerator,
    null::decimal(12, 2) as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
