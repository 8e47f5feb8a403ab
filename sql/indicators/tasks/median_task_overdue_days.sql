-- Age of overdue tasks: median of the days since the approved finish of those that are open past it.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        days    median days overdue
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
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
        coalesce(
            totals.reason,
            if(totals.progress_state = 'COMPLETE', 'COMPLETE', null),
            totals.progress_reason,
            case
                when totals.count_unapproved = totals.count_all then 'NO_BASELINE'
                when totals.count_overdue = 0 then 'NOT_APPLICABLE'
                when totals.count_overdue < conventions.least_count
                    then 'SMALL_N(' || totals.count_overdue || '<' || conventions.least_count || ')'
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
    if(reason is null, median_overdue_days, null) as value,
    null::double as numerator,
    null::double as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
