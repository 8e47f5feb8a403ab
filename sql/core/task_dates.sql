-- Each task against its approved dates as of the status date: whether it counts as work, whether and when it was
-- finished, when it is expected. What was finished after the status date was open on it.
--
-- grain:   one row per project_id, period, row_key
-- columns:
--   project_id        key      project
--   period            date     month end it was reported for
--   row_key           key      what makes it that task inside project and month
--   task_name         text     its name; its code where it has none
--   owner             text     who does it
--   status_date       date     day the figures speak of
--   is_in_plan        flag     whether its dates count: not inactive, not cancelled, no level of effort
--   is_summary        flag     whether it only sums up others
--   is_milestone      flag     whether it is a milestone rather than work
--   is_work           flag     whether it is counted as a task: in plan, neither summary nor milestone
--   baseline_start    date     approved start
--   baseline_finish   date     approved finish
--   forecast_start    date     start now expected
--   forecast_finish   date     finish now expected, as reported
--   actual_start      date     when it was begun
--   finished_on       date     when it was finished; null while it is not, or where nobody says when
--   is_told           flag     whether anything says how far it is
--   is_begun          flag     whether it was begun by the status date
--   is_finished       flag     whether it was finished by then
--   is_open           flag     whether it is counted as a task and not finished
--   is_due            flag     whether its approved finish lies on or before the status date
--   is_on_time        flag     whether it was finished by its approved finish; null where nobody says when
--   is_overdue        flag     whether it is open and its approved finish has passed
--   expected_finish   date     when it was finished; while it is not, when it is expected, not before the status date
--   share_complete    percent  part that is done; none of it where it is unfinished and nobody says how far
--   is_share_invalid  flag     whether the percentage reported lies outside 0-1
--   planned_cost      money    approved cost
--   planned_hours     hours    planned work
--   duration_days     days     planned length
--   span_days         days     approved start to approved finish, else as expected, both included
--   total_float_days  days     working days it may slip
--   is_critical       flag     whether it is on the critical path, as reported or by its float; null where unknown
with
periods as (select * from core.project_periods),
tasks as (select * from core.tasks),
summaries as (select * from core.task_summaries),

told as (
    select
        tasks.*,
        periods.status_date,
        greatest(periods.status_date, tasks.period) as reported_until,
        summaries.row_key is not null as is_sum,
        coalesce(tasks.is_active, true) and tasks.status is distinct from 'cancelled'
            and not coalesce(tasks.is_level_of_effort, false) as is_in_plan,
        coalesce(tasks.is_milestone, tasks.duration_days = 0, false) as is_event,
        tasks.actual_finish is null and coalesce(tasks.status = 'done' or tasks.percent_complete >= 1, false)
            as is_done_undated
    from tasks
    inner join periods using (project_id, period)
    left join summaries using (project_id, period, row_key)
),

dated as (
    select
        *,
        is_in_plan and not is_sum and not is_event as is_work,
        case
            when is_done_undated and forecast_finish <= reported_until then forecast_finish
            when actual_finish <= reported_until then actual_finish
        end as finished_on,
        is_done_undated or finished_on is not null as is_finished,
        coalesce(finished_on, actual_finish, if(
            is_done_undated or forecast_finish >= status_date, forecast_finish,
            if(coalesce(forecast_finish, baseline_finish) < status_date, status_date, null)
        )) as expected_finish
    from told
)

select
    project_id,
    period,
    row_key,
    coalesce(task_name, task_id, row_key) as task_name,
    owner,
    status_date,
    is_in_plan,
    is_sum as is_summary,
    is_event as is_milestone,
    is_work,
    baseline_start,
    baseline_finish,
    forecast_start,
    forecast_finish,
    actual_start,
    finished_on,
    coalesce(status is not null or percent_complete is not null or actual_finish is not null, false) as is_told,
    is_finished or coalesce(
        actual_start <= reported_until or percent_complete > 0 or status = 'in_progress', false
    ) as is_begun,
    is_finished,
    is_work and not is_finished as is_open,
    coalesce(baseline_finish <= status_date, false) as is_due,
    case
        when baseline_finish is null or is_finished and finished_on is null then null
        else is_finished and finished_on <= baseline_finish
    end as is_on_time,
    is_work and not is_finished and coalesce(baseline_finish < status_date, false) as is_overdue,
    expected_finish,
    case
        when is_finished then 1
        when percent_complete between 0 and 1 then percent_complete
        else 0
    end::double as share_complete,
    coalesce(percent_complete not between 0 and 1, false) as is_share_invalid,
    planned_cost,
    planned_hours,
    duration_days,
    coalesce(
        if(baseline_finish >= baseline_start, baseline_finish - baseline_start + 1, null),
        if(forecast_finish >= forecast_start, forecast_finish - forecast_start + 1, null)
    ) as span_days,
    total_float_days,
    coalesce(is_critical, total_float_days <= 0) as is_critical
from dated
