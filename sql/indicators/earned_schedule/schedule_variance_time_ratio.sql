-- Schedule variance in time as a share of the planned duration: -0.1 is a tenth of the duration behind.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        percent earned schedule less actual time / planned duration
--   numerator    months  earned schedule less actual time
--   denominator  months  planned duration
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
variances as (select * from core.time_variances where basis = 'current'),
earned as (select * from core.earned_schedule),
schedule as (select * from core.schedule),

judged as (
    select
        variances.project_id,
        variances.period,
        variances.value as months_ahead,
        earned.planned_duration_months,
        coalesce(
            variances.reason,
            if(earned.planned_duration_months is null, schedule.duration_reason, null),
            if(earned.planned_duration_months = 0, 'ZERO_DENOM(planned_duration)', null)
        ) as reason,
        variances.flags || if(schedule.is_finish_estimated, ['ESTIMATED'], []) as known
    from variances
    inner join earned using (project_id, period)
    inner join schedule using (project_id, period)
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(months_ahead, planned_duration_months), null) as value,
    months_ahead as numerator,
    if(months_ahead is null, null, planned_duration_months) as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
