-- Schedule variance in time: earned schedule less actual time, by the plan in force and by the one first approved.
--
-- grain:   one row per basis, project_id, period
-- columns:
--   basis       key     current or original: the plan in force, the plan first approved
--   project_id  key     project
--   period      date    month end
--   value       months  earned schedule - actual time; negative is behind plan
--   reason      text    why there is none
--   flags       list    what to know about it
-- check: (value is null) <> (reason is null)
with
facts as (select * from core.earned_value),
earned as (select * from core.earned_schedule_by_plan),
schedule as (select * from core.schedule_by_plan),

judged as (
    select
        earned.basis,
        earned.project_id,
        earned.period,
        earned.earned_schedule_months - schedule.actual_time_months as months_ahead,
        coalesce(
            if(facts.progress_state = 'NOT_STARTED', null, facts.performance_reason),
            earned.reason,
            schedule.actual_time_reason
        ) as reason,
        earned.flags || if(schedule.is_time_estimated, ['ESTIMATED'], []) as flags
    from earned inner join schedule using (basis, project_id, period) inner join facts using (project_id, period)
)

select basis, project_id, period, if(reason is null, months_ahead, null) as value, reason, flags
from judged
