-- The milestones of each project added up: how many were due and hit, how many are overdue, how late they are together.
-- A project for which milestones were sent, but none of its own, has none; where none were sent, nothing is known.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id      key    project
--   period          date   month end
--   progress_state  text   NOT_STARTED, IN_PROGRESS, ON_HOLD, COMPLETE or CANCELLED
--   reason          text   why nothing is known of its milestones; null where something is
--   is_sent         flag   whether milestones were sent for it
--   count_all       count  milestones
--   count_due       count  approved for the last twelve months, and known to be hit or missed
--   count_hit       count  of them, reached by their approved date
--   count_dropped   count  of them, no longer reported
--   count_unknown   count  approved for these months, reached nobody says when
--   count_overdue   count  open, approved date passed
--   count_slips     count  with a slip
--   sum_slips       days   their slips added up
--   count_late      count  of them, late
--   sum_late_slips  days   the slips of these added up
--   median_slip     days   middle one of all slips
--   ninetieth_slip  days   slip that nine of ten do not exceed
--   is_estimated    flag   whether one of these slips is a floor
--   slip_reason     text   why the others have none
with
progress as (select * from core.progress),
visible as (select distinct project_id, period from core.visible where entity = 'milestones'),
dates as (select * from core.milestone_dates),
hits as (select * from core.milestone_hits where basis = 'current'),

added as (
    select
        project_id,
        period,
        count(*) as count_all,
        count(*) filter (where is_overdue) as count_overdue,
        count(slip_days) as count_slips,
        sum(slip_days)::bigint as sum_slips,
        count(*) filter (where slip_days > 0) as count_late,
        sum(slip_days) filter (where slip_days > 0)::bigint as sum_late_slips,
        median(slip_days) as median_slip,
        quantile_cont(slip_days, 0.9) as ninetieth_slip,
        bool_or(is_estimated and slip_days is not null) as is_estimated,
        max(slip_reason) as slip_reason
    from dates
    group by project_id, period
)

select
    progress.project_id,
    progress.period,
    progress.progress_state,
    case
        when progress.progress_state in ('ON_HOLD', 'CANCELLED') then progress.progress_state
        when visible.project_id is null then 'MISSING_INPUT(milestone_name)'
    end as reason,
    visible.project_id is not null as is_sent,
    coalesce(added.count_all, 0) as count_all,
    coalesce(hits.count_due, 0) as count_due,
    coalesce(hits.count_hit, 0) as count_hit,
    coalesce(hits.count_dropped, 0) as count_dropped,
    coalesce(hits.count_unknown, 0) as count_unknown,
    coalesce(added.count_overdue, 0) as count_overdue,
    coalesce(added.count_slips, 0) as count_slips,
    coalesce(added.sum_slips, 0) as sum_slips,
    coalesce(added.count_late, 0) as count_late,
    coalesce(added.sum_late_slips, 0) as sum_late_slips,
    added.median_slip,
    added.ninetieth_slip,
    coalesce(added.is_estimated, false) as is_estimated,
    added.slip_reason
from progress
left join visible using (project_id, period)
left join added using (project_id, period)
left join hits using (project_id, period)
