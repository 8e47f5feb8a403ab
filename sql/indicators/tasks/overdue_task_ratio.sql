-- Share of the open tasks that are overdue.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        percent tasks overdue / tasks open
--   numerator    count   open tasks past their approved finish
--   denominator  count   open tasks
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
with
totals as (select * from core.task_totals),
conventions as (select * from core.conventions),

judged as (
    select
        totals.* exclude (reason),
        coalesce(
            totals.reason,
            if(totals.progress_state = 'COMPLETE', 'COMPLETE', null),
            totals.progress_reason,
            case
                when totals.count_open = 0 then 'NOT_APPLICABLE'
                when totals.count_unapproved = totals.count_all then 'NO_BASELINE'
                when totals.count_open < conventions.least_count
                    then 'SMALL_N(' || totals.count_open || '<' || conventions.least_count || ')'
            end
        ) as reason,
        if(totals.count_unapproved > 0, ['PARTIAL_COVERAGE'], []::varchar[]) as known
    from totals cross join conventions
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(count_overdue, count_open), null) as value,
    if(reason is null or starts_with(reason, 'SMALL_N'), count_overdue, null) as numerator,
    if(reason is null or starts_with(reason, 'SMALL_N'), count_open, null) as denominator,
    reason,
    if(reason is null, nullif(array_to_string(list_sort(list_distinct(known)), ','), ''), null) as flags
from judged
