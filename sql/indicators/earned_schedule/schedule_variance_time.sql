-- Schedule variance in time: earned schedule less actual time; negative is behind plan. It stays so when a late project
-- is done, where the variance in money returns to zero.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        months  earned schedule - actual time
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
with
facts as (select * from core.earned_value),
earned as (select * from core.earned_schedule),
schedule as (select * from core.schedule),

judged as (
    select
        facts.project_id,
        facts.period,
        earned.earned_schedule_months - schedule.actual_time_months as months_ahead,
        coalesce(
            if(facts.progress_state = 'NOT_STARTED', null, facts.performance_reason),
            earned.reason,
            schedule.actual_time_reason
        ) as reason,
        earned.flags || if(schedule.is_start_estimated, ['ESTIMATED'], []) as known
    from facts inner join earned using (project_id, period) inner join schedule using (project_id, period)
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, months_ahead, null) as value,
    null::double as numerator,
    null::double as denominator,
    reason,
    if(reason is null, nullif(array_to_string(list_sort(list_distinct(known)), ','), ''), null) as flags
from judged
