-- Stale risks: share of the open threats with a date of review that have not been reviewed for too long.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        percent not reviewed for too long / with a date of review
--   numerator    count   not reviewed for too long
--   denominator  count   with a date of review
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
totals as (select * from core.risk_totals),
conventions as (select least_count from core.conventions),

judged as (
    select
        totals.* exclude (reason),
        coalesce(
            totals.reason,
            if(count_open = 0, 'NOT_APPLICABLE', null),
            if(count_reviewed = 0, 'MISSING_INPUT(risks.reviewed_on)', null),
            if(count_reviewed < least_count, 'SMALL_N(' || count_reviewed || '<' || least_count || ')', null)
        ) as why,
        if(count_reviewed < count_open, ['PARTIAL_COVERAGE'], []) as known
    from totals cross join conventions
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(why is null, safe_div(count_stale, count_reviewed), null) as value,
    count_stale as numerator,
    nullif(count_reviewed, 0) as denominator,
    why as reason,
    if(why is null, joined_flags(known), null) as flags
from judged
