-- Independent finish less approved finish if the pace stays and the pressure of cost slows it down too, by earned
-- schedule; positive is late.
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
durations as (select * from core.independent_durations where basis = 'earned_schedule'),
schedule as (select * from core.schedule),

judged as (
    select
        durations.*,
        durations.finish_date - schedule.baseline_finish as slip_days,
        durations.flags as known
    from durations inner join schedule using (project_id, period)
    where durations.pressure = 'cost'
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, slip_days, null) as value,
    null::double as numerator,
    null::double as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
