-- Share of the budget spent less share of the planned duration that has passed; below zero the money is spent slower
-- than planned time runs. Past the approved finish all of the duration has passed.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        points  percent spent - share of planned duration elapsed
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
spent as (select * from indicators.percent_spent),
schedule as (select * from core.schedule),

judged as (
    select
        spent.project_id,
        spent.period,
        spent.value as share_spent,
        least(safe_div(schedule.actual_time_months, schedule.planned_duration_months), 1) as share_elapsed,
        coalesce(
            if(schedule.progress_state in ('NOT_STARTED', 'ON_HOLD', 'COMPLETE'), schedule.progress_state, null),
            spent.reason,
            schedule.duration_reason,
            schedule.actual_time_reason
        ) as reason,
        coalesce(string_split(spent.flags, ','), []) || if(schedule.is_time_estimated or schedule.is_finish_estimated,
            ['ESTIMATED'], []) as known
    from spent inner join schedule using (project_id, period)
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, share_spent - share_elapsed, null) as value,
    null::double as numerator,
    null::double as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
