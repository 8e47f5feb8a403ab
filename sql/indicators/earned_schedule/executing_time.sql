-- Time spent executing: from the actual start to the day up to which time is counted. Beside the actual time, which
-- counts from the approved start, it tells a late start from slow work.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        months  months since the actual start
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
schedule as (select * from core.schedule),
worked as (select * from core.worked_until),

judged as (
    select
        schedule.*,
        worked.last_day,
        case
            when schedule.progress_state in ('NOT_STARTED', 'CANCELLED') then schedule.progress_state
            when schedule.actual_start is null then 'MISSING_INPUT(actual_start)'
            when schedule.actual_start > worked.last_day then 'INVALID_INPUT(actual_start)'
        end as reason,
        if(schedule.is_begin_estimated or worked.is_day_estimated, ['ESTIMATED'], []::varchar[]) as known
    from schedule inner join worked using (project_id, period)
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, month_index(actual_start, last_day), null) as value,
    null::double as numerator,
    null::double as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
