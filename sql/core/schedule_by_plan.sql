-- The dates of each project and month, how long it was to take, how long it has taken, and how late it will finish: by
-- the plan in force and, where that is another, by the one first approved.
-- Months are calendar months from the approved start, parts by their share of days. Forecast finish and actual start
-- come from the tasks where the report tells none.
--
-- grain:   one row per basis, project_id, period
-- columns:
--   basis                    key     current or original: the plan in force, the plan first approved
--   project_id               key     project
--   period                   date    month end
--   status_date              date    day the figures speak of
--   progress_state           text    NOT_STARTED, IN_PROGRESS, ON_HOLD, COMPLETE or CANCELLED
--   baseline_start           date    approved start
--   baseline_finish          date    approved finish
--   forecast_start           date    start as the manager expects it
--   forecast_finish          date    finish as the manager expects it
--   actual_start             date    when it started
--   actual_finish            date    when it finished
--   planned_duration_months  months  approved start to approved finish
--   planned_duration_days    days    the same in days, both included
--   duration_reason          text    why there is no planned duration
--   actual_time_months       months  approved start to the status date, the last one before a hold, or the finish
--   actual_time_days         days    the same in days, both included
--   actual_time_reason       text    why there is no actual time
--   finish_slip_days         days    actual or forecast finish less approved finish; positive is late
--   finish_slip_reason       text    why there is none
--   is_start_estimated       flag    whether the approved start is carried on, or taken from the curve or the tasks
--   is_finish_estimated      flag    whether the approved finish is
--   is_time_estimated        flag    whether the approved start is an estimate, or the day up to which time is counted
--   is_slip_estimated        flag    whether the slip is only a floor, the forecast missing or passed, or made of the tasks
--   is_begin_estimated       flag    whether the actual start is made of the tasks
--   is_forecast_estimated    flag    whether the forecast finish is
--   is_start_of_tasks        flag    whether the approved start is
--   is_finish_of_tasks       flag    whether the approved finish is
-- check: (planned_duration_months is null) <> (duration_reason is null)
-- check: (actual_time_months is null) <> (actual_time_reason is null)
-- check: (finish_slip_days is null) <> (finish_slip_reason is null)
with
progress as (select * from core.progress),
plans as (select * from core.plans),
reports as (select * from core.projects),
worked as (select * from core.worked_until),
tasks as (select * from core.task_rollup),

dated as (
    select
        progress.* exclude (state),
        plans.* exclude (project_id, period),
        reports.forecast_start,
        coalesce(reports.forecast_finish, tasks.forecast_finish) as forecast_told,
        coalesce(reports.actual_start, tasks.actual_start) as actual_start,
        reports.actual_finish,
        worked.last_day,
        worked.is_day_estimated,
        -- of what is over no forecast tells when that was
        progress.progress_state = 'COMPLETE' as is_over,
        is_over and coalesce(reports.actual_finish > greatest(progress.status_date, progress.period), false)
            as is_over_too_soon,
        if(is_over, reports.actual_finish, forecast_told) as finish_told,
        reports.actual_start is null and tasks.actual_start is not null as is_begin_estimated,
        reports.forecast_finish is null and tasks.forecast_finish is not null as is_forecast_estimated,
        is_forecast_estimated and not is_over as is_told_by_tasks,
        -- what is not finished cannot finish before the status date: that is the least an old forecast can mean
        if(
            worked.is_unfinished and coalesce(finish_told, plans.baseline_finish) < progress.status_date,
            progress.status_date,
            finish_told
        ) as expected_finish
    from progress
    inner join plans using (project_id, period)
    inner join worked using (project_id, period)
    left join reports using (project_id, period)
    left join tasks using (project_id, period)
),

judged as (
    select
        *,
        case
            when baseline_start is null or baseline_finish is null then 'NO_BASELINE'
            when baseline_finish < baseline_start then 'INVALID_INPUT(baseline_finish)'
        end as duration_reason,
        case
            when baseline_start is null then 'NO_BASELINE'
            when last_day < baseline_start then 'NOT_STARTED'
        end as actual_time_reason,
        case
            when progress_state in ('ON_HOLD', 'CANCELLED') then progress_state
            when baseline_finish is null then 'NO_BASELINE'
            when is_over_too_soon then 'INVALID_INPUT(actual_finish)'
            when expected_finish is null
                then if(is_over, 'MISSING_INPUT(actual_finish)', 'MISSING_INPUT(forecast_finish)')
        end as finish_slip_reason
    from dated
)

select
    basis,
    project_id,
    period,
    status_date,
    progress_state,
    baseline_start,
    baseline_finish,
    forecast_start,
    forecast_told as forecast_finish,
    actual_start,
    actual_finish,
    if(duration_reason is null, month_index(baseline_start, baseline_finish), null) as planned_duration_months,
    if(duration_reason is null, baseline_finish - baseline_start + 1, null) as planned_duration_days,
    duration_reason,
    if(actual_time_reason is null, month_index(baseline_start, last_day), null) as actual_time_months,
    if(actual_time_reason is null, last_day - baseline_start + 1, null) as actual_time_days,
    actual_time_reason,
    if(finish_slip_reason is null, expected_finish - baseline_finish, null) as finish_slip_days,
    finish_slip_reason,
    is_start_estimated,
    is_finish_estimated,
    is_start_estimated or is_day_estimated as is_time_estimated,
    finish_slip_reason is null and (expected_finish is distinct from finish_told or is_told_by_tasks)
        as is_slip_estimated,
    is_begin_estimated,
    is_forecast_estimated,
    is_start_of_tasks,
    is_finish_of_tasks
from judged
