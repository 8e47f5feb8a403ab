-- Finish slip as a share of the planned duration: 0.1 is a tenth of the duration late.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key      what one value speaks of: project
--   subject_id   key      project
--   project_id   key      project
--   period       date     month end that the figure speaks of
--   value        percent  days late / planned duration
--   numerator    days     days late
--   denominator  days     planned duration
--   reason       text     why there is no value; null where there is one
--   flags        text     what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
schedule as (select * from core.schedule),

judged as (
    select *, coalesce(finish_slip_reason, duration_reason) as reason,
        if(is_finish_estimated or is_slip_estimated or is_start_estimated, ['ESTIMATED'], []::varchar[]) as known
    from schedule
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(finish_slip_days, planned_duration_days), null) as value,
    finish_slip_days as numerator,
    planned_duration_days as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
