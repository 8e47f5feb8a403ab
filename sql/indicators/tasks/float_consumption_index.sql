-- Total float consumption: working days elapsed since the start, with the least float of an open task, over the days
-- elapsed. Below 1 the work uses up more time than passes: it finishes later by that share of the duration.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        ratio   days elapsed with the least float / days elapsed
--   numerator    days    working days elapsed, with the least float of an open task
--   denominator  days    working days elapsed
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
totals as (select * from core.task_totals),
schedule as (select * from core.schedule),

elapsed as (
    select
        *,
        coalesce(actual_start, baseline_start) as start_date,
        weekdays_after((start_date - 1)::date, status_date) as working_days
    from schedule
),

judged as (
    select
        totals.* exclude (reason),
        elapsed.working_days,
        elapsed.working_days + totals.least_float_days as days_left_of,
        coalesce(
            totals.reason,
            if(totals.progress_state in ('NOT_STARTED', 'COMPLETE'), totals.progress_state, null),
            case
                when totals.count_open = 0 then 'NOT_APPLICABLE'
                when totals.count_float = 0 then 'MISSING_INPUT(total_float_days)'
                when elapsed.actual_start > elapsed.status_date then 'INVALID_INPUT(actual_start)'
                when coalesce(elapsed.start_date > elapsed.status_date, true) then 'MISSING_INPUT(actual_start)'
                when elapsed.working_days = 0 then 'ZERO_DENOM(status_date)'
            end
        ) as reason,
        ['ESTIMATED'] || if(totals.count_float < totals.count_open, ['PARTIAL_COVERAGE'], []) as known
    from totals inner join elapsed using (project_id, period)
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(days_left_of, working_days), null) as value,
    if(reason is null, days_left_of, null) as numerator,
    if(reason is null, working_days, null) as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
