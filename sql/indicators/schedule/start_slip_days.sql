-- Start slip: actual start less approved start; positive is late. A project that should have started and has not is at
-- least as late as it is overdue.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        days    days late; negative is early
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
schedule as (select * from core.schedule),

judged as (
    select
        *,
        if(progress_state = 'NOT_STARTED' and actual_start is null, status_date, actual_start) as start_date,
        case
            when progress_state = 'CANCELLED' then 'CANCELLED'
            when baseline_start is null then 'NO_BASELINE'
            when actual_start > greatest(status_date, period) then 'INVALID_INPUT(actual_start)'
            when actual_start is not null then null
            when progress_state = 'ON_HOLD' then 'ON_HOLD'
            when progress_state <> 'NOT_STARTED' then 'MISSING_INPUT(actual_start)'
            when status_date <= baseline_start then 'NOT_APPLICABLE'
        end as reason,
        if(is_start_estimated or is_begin_estimated or actual_start is null, ['ESTIMATED'], []::varchar[]) as known
    from schedule
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, start_date - baseline_start, null) as value,
    null::double as numerator,
    null::double as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
