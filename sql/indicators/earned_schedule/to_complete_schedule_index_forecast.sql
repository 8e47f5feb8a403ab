-- To-complete schedule index against the forecast: the pace that the rest of the work needs to keep the finish that
-- the manager expects.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        ratio   planned time of the work left / time left; above 1 asks for more than planned
--   numerator    months  planned time of the work left
--   denominator  months  time left to the forecast finish
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
facts as (select * from core.earned_value),
earned as (select * from core.earned_schedule),
schedule as (select * from core.schedule),
conventions as (select * from core.conventions),
until_finish as (select project_id, period, value as months, reason, flags from indicators.estimated_duration),

measured as (
    select
        facts.project_id,
        facts.period,
        earned.planned_duration_months - earned.earned_schedule_months as months_left,
        until_finish.months - schedule.actual_time_months as time_left,
        facts.early_flags || earned.flags
            || if(schedule.is_time_estimated or schedule.is_finish_estimated, ['ESTIMATED'], [])
            || coalesce(string_split(until_finish.flags, ','), [])
            || if(schedule.actual_time_months < conventions.early_months, ['EARLY'], [])
            || if(time_left < conventions.least_months_left - conventions.bound_tolerance, ['NEAR_END'], []) as known,
        coalesce(
            facts.performance_reason,
            if(facts.progress_state = 'COMPLETE' or facts.percent_complete >= 1, 'COMPLETE', null),
            schedule.duration_reason,
            earned.reason,
            schedule.actual_time_reason, until_finish.reason
        ) as missing
    from facts
    inner join earned using (project_id, period)
    inner join schedule using (project_id, period)
    inner join until_finish using (project_id, period)
    cross join conventions
),

judged as (
    select
        *,
        coalesce(
            missing, if(months_left <= 0, 'COMPLETE', null), if(time_left <= 0, 'INVALID_INPUT(forecast_finish)', null)
        ) as reason
    from measured
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(months_left, time_left), null) as value,
    months_left as numerator,
    time_left as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
