-- Baseline execution index (BEI): tasks finished to date against those approved to be finished by now, to which all
-- tasks without an approved finish are added. Finishing ahead of the plan can carry it above 1.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        ratio   tasks finished / tasks that should be
--   numerator    count   tasks finished to date
--   denominator  count   tasks approved to be finished, and those without an approved finish
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
totals as (select * from core.task_totals),
conventions as (select * from core.conventions),

judged as (
    select
        totals.* exclude (reason),
        totals.count_due + totals.count_unapproved as count_asked,
        coalesce(totals.progress_reason, case
            when totals.count_unapproved = totals.count_all then 'NO_BASELINE'
            when count_asked = 0 then 'NOT_APPLICABLE'
            when count_asked < conventions.least_count
                then 'SMALL_N(' || count_asked || '<' || conventions.least_count || ')'
        end) as reason,
        if(totals.count_unapproved > 0, ['UNAPPROVED_TASKS'], []::varchar[]) as known
    from totals cross join conventions
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(count_finished, count_asked), null) as value,
    if(progress_reason is null and count_asked > 0, count_finished, null) as numerator,
    if(progress_reason is null, nullif(count_asked, 0), null) as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
