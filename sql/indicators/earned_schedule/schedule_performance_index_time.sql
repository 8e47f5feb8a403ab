-- Schedule performance index in time: months of planned progress made in each month passed.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        ratio   earned schedule / actual time; below 1 is behind plan
--   numerator    months  earned schedule
--   denominator  months  actual time
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
with
facts as (select * from core.earned_value),
earned as (select * from core.earned_schedule),
schedule as (select * from core.schedule),
conventions as (select * from core.conventions),

judged as (
    select
        facts.project_id,
        facts.period,
        earned.earned_schedule_months,
        schedule.actual_time_months,
        coalesce(
            facts.performance_reason,
            earned.reason,
            schedule.actual_time_reason,
            if(schedule.actual_time_months = 0, 'ZERO_DENOM(actual_time)', null)
        ) as reason,
        facts.early_flags || earned.flags || if(schedule.is_start_estimated, ['ESTIMATED'], [])
            || if(schedule.actual_time_months < conventions.early_months, ['EARLY'], []) as known
    from facts
    inner join earned using (project_id, period)
    inner join schedule using (project_id, period)
    cross join conventions
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(earned_schedule_months, actual_time_months), null) as value,
    earned_schedule_months as numerator,
    actual_time_months as denominator,
    reason,
    if(reason is null, nullif(array_to_string(list_sort(list_distinct(known)), ','), ''), null) as flags
from judged
