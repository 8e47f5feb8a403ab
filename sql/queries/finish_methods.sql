-- When a project that is under way will finish by its progress, by each of nine methods: three bases, each with the rest
-- as planned, at the pace so far, and under the pressure of cost too; or why a method tells nothing. Beside them the
-- approved finish and the manager's. No rows for a project of which no finish is expected any more, or not yet.
--
-- grain:   one row per project_id, basis, pressure
-- columns:
--   project_id       key     project
--   place            count   order in which they are shown
--   basis            key     earned_schedule, planned_value or earned_duration
--   pressure         key     planned, performance or cost
--   duration_months  months  months from the approved start to the finish
--   finish_date      date    the day on which they are over
--   slip_days        days    that day less the approved finish
--   reason           text    why the method tells nothing
--   flags            text    what to know about it, comma separated
--   is_early         flag    whether too little is done for it to be steady
--   is_past_plan     flag    whether it says little, the planned duration being over
--   baseline_finish  date    approved finish
--   manager_finish   date    finish as the manager expects it
with
durations as (select * from core.independent_durations inner join scope using (project_id, period)),
forecasts as (select * from core.finish_forecasts),
listed as (
    select * from (values
        (1, 'earned_schedule', 'planned'), (2, 'earned_schedule', 'performance'), (3, 'earned_schedule', 'cost'),
        (4, 'planned_value', 'planned'), (5, 'planned_value', 'performance'), (6, 'planned_value', 'cost'),
        (7, 'earned_duration', 'planned'), (8, 'earned_duration', 'performance'), (9, 'earned_duration', 'cost')
    ) as methods(place, basis, pressure)
)
select
    durations.project_id,
    listed.place,
    listed.basis,
    listed.pressure,
    durations.duration_months,
    durations.finish_date,
    durations.finish_date - forecasts.baseline_finish as slip_days,
    durations.reason,
    if(durations.reason is null, joined_flags(durations.flags), null) as flags,
    list_contains(durations.flags, 'EARLY') as is_early,
    list_contains(durations.flags, 'PAST_PLAN') as is_past_plan,
    forecasts.baseline_finish,
    forecasts.manager_finish
from durations
inner join chosen using (period)
inner join listed using (basis, pressure)
inner join forecasts using (project_id, period)
where applies_to(durations.reason)
order by durations.project_id, listed.place
