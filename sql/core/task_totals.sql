-- The tasks of each project added up: how many were due, finished, late and overdue, and what their float says.
-- Summaries, levels of effort, milestones, inactive and cancelled tasks are not counted. A project for which tasks were
-- sent, but none of its own, has none; where none were sent, nothing is known.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id            key    project
--   period                date   month end
--   progress_state        text   NOT_STARTED, IN_PROGRESS, ON_HOLD, COMPLETE or CANCELLED
--   reason                text   why nothing is known of its tasks; null where something is
--   progress_reason       text   why it is not known which are finished
--   is_sent               flag   whether tasks were sent for it
--   count_all             count  tasks
--   count_open            count  of them, not finished by the status date
--   count_open_approved   count  of these, with an approved finish
--   count_finished        count  tasks finished by then
--   count_due             count  approved to finish by then
--   count_unapproved      count  without an approved finish
--   count_judged          count  due, and known to be on time or not
--   count_missed          count  of them, finished late or not at all
--   count_judged_month    count  approved to finish since the last status date, and known to be on time or not
--   count_hit_month       count  of them, on time
--   count_unknown_month   count  approved for these days, finished nobody says when
--   count_overdue         count  open, approved finish passed
--   median_overdue_days   days   median of the days since the approved finish of those
--   count_float           count  open, with a total float
--   count_float_negative  count  of them, with a negative one
--   count_float_small     count  of them, with one above zero that makes a task near-critical, and not told to be critical
--   count_float_high      count  of them, with one so high that links are probably missing
--   least_float_days      days   least total float of an open task
--   count_path            count  open, and known to be on the critical path or not
--   count_critical        count  of them, on it
with
progress as (select * from core.progress),
periods as (select * from core.project_periods),
visible as (select distinct project_id, period from core.visible where entity = 'tasks'),
dates as (select * from core.task_dates where is_work),
conventions as (select * from core.conventions),

since as (
    select
        now.project_id,
        now.period,
        coalesce(before.status_date, last_day((now.period - interval 1 month)::date)) as last_status_date
    from periods as now left join periods as before
        on before.project_id = now.project_id
        and before.period = last_day((now.period - interval 1 month)::date)
),

placed as (
    select dates.*, is_due and baseline_finish > since.last_status_date as is_due_this_month
    from dates inner join since using (project_id, period)
),

added as (
    select
        project_id,
        period,
        bool_or(is_told) as is_told,
        count(*) as count_all,
        count(*) filter (where is_open) as count_open,
        count(baseline_finish) filter (where is_open) as count_open_approved,
        count(*) filter (where is_finished) as count_finished,
        count(*) filter (where is_due) as count_due,
        count(*) filter (where baseline_finish is null) as count_unapproved,
        count(is_on_time) filter (where is_due) as count_judged,
        count(*) filter (where is_due and not is_on_time) as count_missed,
        count(is_on_time) filter (where is_due_this_month) as count_judged_month,
        count(*) filter (where is_due_this_month and is_on_time) as count_hit_month,
        count(*) filter (where is_due_this_month and is_on_time is null) as count_unknown_month,
        count(*) filter (where is_overdue) as count_overdue,
        median(status_date - baseline_finish) filter (where is_overdue) as median_overdue_days,
        count(total_float_days) filter (where is_open) as count_float,
        count(*) filter (where is_open and total_float_days < 0) as count_float_negative,
        count(*) filter (
            where is_open and total_float_days > 0 and total_float_days <= conventions.near_critical_days
                and is_critical is distinct from true
        ) as count_float_small,
        count(*) filter (where is_open and total_float_days > conventions.high_float_days) as count_float_high,
        min(total_float_days) filter (where is_open) as least_float_days,
        count(is_critical) filter (where is_open) as count_path,
        count(*) filter (where is_open and is_critical) as count_critical
    from placed cross join conventions
    group by project_id, period
)

select
    progress.project_id,
    progress.period,
    progress.progress_state,
    case
        when progress.progress_state in ('ON_HOLD', 'CANCELLED') then progress.progress_state
        when visible.project_id is null then 'MISSING_INPUT(task_name)'
    end as reason,
    coalesce(reason, case
        when added.project_id is null then 'NOT_APPLICABLE'
        when not added.is_told then 'MISSING_INPUT(tasks.actual_finish)'
    end) as progress_reason,
    visible.project_id is not null as is_sent,
    coalesce(added.count_all, 0) as count_all,
    coalesce(added.count_open, 0) as count_open,
    coalesce(added.count_open_approved, 0) as count_open_approved,
    coalesce(added.count_finished, 0) as count_finished,
    coalesce(added.count_due, 0) as count_due,
    coalesce(added.count_unapproved, 0) as count_unapproved,
    coalesce(added.count_judged, 0) as count_judged,
    coalesce(added.count_missed, 0) as count_missed,
    coalesce(added.count_judged_month, 0) as count_judged_month,
    coalesce(added.count_hit_month, 0) as count_hit_month,
    coalesce(added.count_unknown_month, 0) as count_unknown_month,
    coalesce(added.count_overdue, 0) as count_overdue,
    added.median_overdue_days,
    coalesce(added.count_float, 0) as count_float,
    coalesce(added.count_float_negative, 0) as count_float_negative,
    coalesce(added.count_float_small, 0) as count_float_small,
    coalesce(added.count_float_high, 0) as count_float_high,
    added.least_float_days,
    coalesce(added.count_path, 0) as count_path,
    coalesce(added.count_critical, 0) as count_critical
from progress
left join visible using (project_id, period)
left join added using (project_id, period)
