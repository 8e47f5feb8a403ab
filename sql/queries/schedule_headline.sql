-- How the finishes of the month shown stand, in one row: how many projects are late and how far, and who carries the
-- days.
--
-- grain:   one row
-- columns:
--   period              month    the month shown
--   compared            month    the month it is compared with
--   status_date         date     newest status date of the month
--   count_projects      count    projects that reported in the month and are neither closed nor cancelled
--   count_over          count    projects that reported and are closed or cancelled: nothing else counts them
--   count_slips         count    of them, with a known slip of the finish
--   count_late          count    of them, late
--   count_far_late      count    of them, late beyond the red bound
--   count_far_change    count    against the compared month; null where no slip was known then
--   late_from_days      days     that red bound
--   count_no_baseline   count    projects without an approved finish
--   count_rebaselined   count    projects that were re-baselined, whose slip is known by both plans
--   finish_moved_days   days     by how much their approved finishes were moved, added up; null where there is none
--   worst_two_ratio     percent  share that the two latest have in all days by which projects are late
--   count_milestones    count    projects for which milestones were sent
--   count_tasks         count    projects with tasks of their own
with
everyone as (select * from marts.project_health inner join scope using (project_id, period)),
health as (select * from everyone where not is_over(state)),
indicators as (select * from marts.indicators semi join health using (project_id, period) where grain = 'project'),
conventions as (select * from core.conventions),
milestones as (select * from core.milestone_totals where is_sent),
tasks as (select * from core.task_totals where count_all > 0),
bounds as (
    select bounds.*
    from core.light_bounds as bounds inner join chosen using (profile, period)
    where bounds.indicator = 'finish_slip_days'
),
plans as (select * from core.original_plans where is_rebaselined),
slips as (
    select period, project_id, value as days, light = 'red' as is_far, reason,
        row_number() over (partition by period order by value desc nulls last, project_id) as place
    from indicators
    where indicator = 'finish_slip_days'
),
first_slips as (
    select period, project_id, value as days from indicators where indicator = 'finish_slip_days_original'
),
moved as (
    select slips.period, count(*) as count_rebaselined, sum(first_slips.days - slips.days) as finish_moved_days
    from slips inner join first_slips using (project_id, period) semi join plans using (project_id, period)
    where first_slips.days is not null and slips.days is not null
    group by slips.period
),
counted as (
    select
        period,
        count(days) as count_slips,
        count(*) filter (days > 0) as count_late,
        count(*) filter (is_far) as count_far_late,
        count(*) filter (reason = 'NO_BASELINE') as count_no_baseline,
        safe_div(
            sum(days) filter (days > 0 and place <= conventions.worst_named), sum(days) filter (days > 0)
        ) as worst_two_ratio
    from slips cross join conventions
    group by period
),
reported as (
    select health.period, max(health.status_date) as status_date, count(*) as count_projects,
        count(milestones.project_id) as count_milestones, count(tasks.project_id) as count_tasks
    from health
    left join milestones using (project_id, period)
    left join tasks using (project_id, period)
    group by health.period
),
over as (
    select count(*) as count_over from everyone inner join chosen using (period) where is_over(everyone.state)
)
select
    chosen.period,
    chosen.compared,
    reported.status_date,
    coalesce(reported.count_projects, 0) as count_projects,
    over.count_over,
    coalesce(now.count_slips, 0) as count_slips,
    coalesce(now.count_late, 0) as count_late,
    coalesce(now.count_far_late, 0) as count_far_late,
    if(before.count_slips > 0, now.count_far_late - before.count_far_late, null) as count_far_change,
    bounds.red as late_from_days,
    coalesce(now.count_no_baseline, 0) as count_no_baseline,
    coalesce(moved.count_rebaselined, 0) as count_rebaselined,
    moved.finish_moved_days,
    now.worst_two_ratio,
    coalesce(reported.count_milestones, 0) as count_milestones,
    coalesce(reported.count_tasks, 0) as count_tasks
from chosen
left join bounds on true
cross join over
left join reported on reported.period = chosen.period
left join counted as now on now.period = chosen.period
left join moved on moved.period = chosen.period
left join counted as before on before.period = chosen.compared
