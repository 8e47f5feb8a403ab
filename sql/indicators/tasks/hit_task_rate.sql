-- Hit task rate: of the tasks approved to finish since the last status date, the share that was finished on time.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        percent tasks on time / tasks due
--   numerator    count   tasks finished by their approved finish
--   denominator  count   tasks approved to finish since the last status date
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
        coalesce(totals.progress_reason, case
            when totals.count_unapproved = totals.count_all then 'NO_BASELINE'
            when totals.count_judged_month + totals.count_unknown_month = 0 then 'NOT_APPLICABLE'
            when totals.count_judged_month = 0 then 'MISSING_INPUT(tasks.actual_finish)'
            when totals.count_judged_month < conventions.least_count
                then 'SMALL_N(' || totals.count_judged_month || '<' || conventions.least_count || ')'
        end) as reason,
        if(totals.count_unknown_month > 0, ['PARTIAL_COVERAGE'], []::varchar[]) as known
    from totals cross join conventions
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(count_hit_month, count_judged_month), null) as value,
    if(progress_reason is null and count_judged_month > 0, count_hit_month, null) as numerator,
    if(progress_reason is null, nullif(count_judged_month, 0), null) as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
