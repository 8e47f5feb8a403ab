-- Critical path length index (CPLI): working days left to the finish and the least total float of an open task,
-- divided by the working days left. Working days by the calendar loaded; where there is none, Monday to Friday.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        ratio   days available / days left
--   numerator    days    working days left and the least total float
--   denominator  days    working days left to the finish
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
totals as (select * from core.task_totals),
paths as (select * from core.days_to_finish),

judged as (
    select
        totals.* exclude (reason),
        paths.working_days,
        paths.working_days + totals.least_float_days as days_available,
        coalesce(
            totals.reason,
            if(totals.progress_state = 'COMPLETE', 'COMPLETE', null),
            case
                when totals.count_open = 0 then 'NOT_APPLICABLE'
                when totals.count_float = 0 then 'MISSING_INPUT(total_float_days)'
            end,
            paths.reason,
            if(paths.working_days = 0, 'ZERO_DENOM(tasks.remaining_duration_days)', null)
        ) as reason,
        if(paths.is_estimated, ['ESTIMATED'], [])
            || if(totals.count_float < totals.count_open, ['PARTIAL_COVERAGE'], []) as known
    from totals inner join paths using (project_id, period)
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(days_available, working_days), null) as value,
    if(reason is null, days_available, null) as numerator,
    if(reason is null, working_days, null) as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
