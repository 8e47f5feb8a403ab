-- How late each project of the month finishes: against its approved finish, against the compared month, and against
-- what its progress leads to. Those that slip most come first; where no slip is known, it says why.
--
-- grain:   one row per project_id
-- columns:
--   project_id                  key      project
--   project_name                text     its name
--   programme                   text     its programme
--   manager                     text     its manager
--   status_date                 date     day the figures speak of
--   is_over                     flag     whether it is closed or cancelled: it is listed last and is not late any more
--   start_date                  date     when it started, else its approved start
--   baseline_start              date     approved start
--   baseline_finish             date     approved finish
--   expected_finish             date     actual or expected finish, not before the status date while work is left
--   finish_slip_days            days     that date less the approved finish
--   slip_change                 days     against the compared month
--   is_slip_red                 flag     whether the slip is beyond the red bound
--   slip_reason                 text     why there is no slip
--   slip_flags                  text     what to know about it
--   schedule_index              ratio    SPI, or SPI(t) from two thirds complete
--   is_schedule_index_time      flag     whether schedule_index is SPI(t)
--   is_schedule_index_red       flag     whether it is beyond its red bound
--   manager_finish              date     finish as the manager expects it
--   planned_finish              date     finish if the rest goes as planned
--   performance_finish          date     finish if the pace stays as it was so far
--   cost_finish                 date     finish if the pressure of cost slows it down too
--   earliest_finish             date     earliest finish by progress
--   latest_finish               date     latest finish by progress
--   independent_reason          text     why there is no finish by progress
--   optimism_days               days     finish at the pace so far less the manager's; null once it is over
--   is_early                    flag     whether too little is done for the finish by progress to be steady
--   is_promised_too_early       flag     whether the manager's finish is well before the earliest by progress
--   count_milestones_overdue    count    milestones open past their approved date
with
health as (select * from marts.project_health inner join scope using (project_id, period)),
indicators as (select * from marts.indicators where grain = 'project'),
schedule as (select * from core.schedule),
forecasts as (select * from core.finish_forecasts),
conventions as (select * from core.conventions),
now as (select health.* from health inner join chosen using (period)),
before as (
    select health.project_id, health.finish_slip_days from health inner join chosen on health.period = chosen.compared
),
measured as (
    select
        project_id,
        max(light) filter (where indicator = 'finish_slip_days') = 'red' as is_slip_red,
        max(reason) filter (where indicator = 'finish_slip_days') as slip_reason,
        max(flags) filter (where indicator = 'finish_slip_days') as slip_flags,
        max(light) filter (where indicator = 'schedule_performance_index') = 'red' as is_value_index_red,
        max(light) filter (where indicator = 'schedule_performance_index_time') = 'red' as is_time_index_red,
        max(value) filter (where indicator = 'forecast_finish_realism_days') as optimism_days,
        coalesce(bool_or(light <> 'green') filter (where starts_with(indicator, 'forecast_finish_realism')), false)
            as is_optimistic,
        coalesce(bool_or(list_contains(string_split(flags, ','), 'EARLY'))
            filter (where indicator = 'forecast_finish_realism_days'), false) as is_early,
        max(value) filter (where indicator = 'count_milestones_overdue') as count_milestones_overdue
    from indicators inner join chosen using (period)
    group by project_id
),
staged as (
    select
        now.*,
        coalesce(percent_complete >= conventions.late_progress and schedule_performance_index_time is not null, false)
            as is_late_stage
    from now cross join conventions
)
select
    staged.project_id,
    staged.project_name,
    staged.programme,
    staged.manager,
    staged.status_date,
    is_over(staged.state) as is_over,
    coalesce(schedule.actual_start, schedule.baseline_start) as start_date,
    schedule.baseline_start,
    schedule.baseline_finish,
    coalesce(
        schedule.baseline_finish + schedule.finish_slip_days::integer, forecasts.manager_finish
    ) as expected_finish,
    staged.finish_slip_days,
    staged.finish_slip_days - before.finish_slip_days as slip_change,
    coalesce(measured.is_slip_red and not is_over(staged.state), false) as is_slip_red,
    measured.slip_reason,
    measured.slip_flags,
    if(
        is_late_stage, staged.schedule_performance_index_time, staged.schedule_performance_index
    ) as schedule_index,
    is_late_stage as is_schedule_index_time,
    coalesce(if(is_late_stage, measured.is_time_index_red, measured.is_value_index_red), false)
        and not is_over(staged.state) as is_schedule_index_red,
    forecasts.manager_finish,
    forecasts.planned_finish,
    forecasts.performance_finish,
    forecasts.cost_finish,
    forecasts.earliest_finish,
    forecasts.latest_finish,
    forecasts.reason as independent_reason,
    measured.optimism_days,
    coalesce(measured.is_early, false) as is_early,
    coalesce(measured.is_optimistic and forecasts.manager_finish < forecasts.earliest_finish, false)
        as is_promised_too_early,
    measured.count_milestones_overdue::bigint as count_milestones_overdue
from staged
inner join schedule using (project_id, period)
inner join forecasts using (project_id, period)
left join before using (project_id)
left join measured using (project_id)
order by is_over(staged.state), staged.finish_slip_days desc nulls last, staged.project_id
