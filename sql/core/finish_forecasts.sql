-- When each project will finish: as its manager says, and as its progress says by earned schedule: with the rest as
-- planned, at the pace so far, and at that pace under the pressure of cost too. The last three are the range.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id          key   project
--   period              date  month end
--   status_date         date  day the figures speak of
--   progress_state      text  NOT_STARTED, IN_PROGRESS, ON_HOLD, COMPLETE or CANCELLED
--   baseline_start      date  approved start
--   baseline_finish     date  approved finish
--   manager_finish      date  finish as the manager expects it; once it is over, when it was, if anybody says
--   planned_finish      date  finish if the rest goes as planned
--   performance_finish  date  finish if the pace stays as it was so far
--   cost_finish         date  finish if the pressure of cost slows it down too
--   earliest_finish     date  earliest of these three
--   latest_finish       date  latest of these three
--   reason              text  why there is none of the three
--   is_from_tasks       flag  whether the manager's finish is made of the tasks
-- check: (earliest_finish is null) <> (reason is null)
with
schedule as (select * from core.schedule),
durations as (select * from core.independent_durations where basis = 'earned_schedule'),

estimates as (
    select
        project_id,
        period,
        max(finish_date) filter (where pressure = 'planned') as planned_finish,
        max(finish_date) filter (where pressure = 'performance') as performance_finish,
        max(finish_date) filter (where pressure = 'cost') as cost_finish,
        max(reason) filter (where pressure = 'planned') as reason
    from durations
    group by project_id, period
)

select
    schedule.project_id,
    schedule.period,
    schedule.status_date,
    schedule.progress_state,
    schedule.baseline_start,
    schedule.baseline_finish,
    if(
        schedule.progress_state = 'COMPLETE',
        if(schedule.actual_finish <= greatest(schedule.status_date, schedule.period), schedule.actual_finish, null),
        schedule.forecast_finish
    ) as manager_finish,
    estimates.planned_finish,
    estimates.performance_finish,
    estimates.cost_finish,
    least(estimates.planned_finish, estimates.performance_finish, estimates.cost_finish) as earliest_finish,
    greatest(estimates.planned_finish, estimates.performance_finish, estimates.cost_finish) as latest_finish,
    if(earliest_finish is null, estimates.reason, null) as reason,
    schedule.is_forecast_estimated and schedule.progress_state <> 'COMPLETE' as is_from_tasks
from schedule inner join estimates using (project_id, period)
