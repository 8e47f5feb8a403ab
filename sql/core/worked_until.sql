-- Whether each project has work left, and the day up to which its time and its plan are read: the status date; on hold
-- the last one before the hold; once the work is done, the day it was finished.
-- Without an actual finish that is the forecast finish if it had passed when the work was first told to be done, and
-- not yet when work was last told to be left; else the status date of the first month in which it was done.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id        key   project
--   period            date  month end
--   is_unfinished     flag  whether work is to come or under way, and not known to be all done
--   heard_period      date  month whose report of the plan counts: on hold the last one before the hold
--   heard_on          date  day that report speaks of
--   last_day          date  day up to which time and plan are read
--   is_day_estimated  flag  whether the work is done and nobody told on which day
with
progress as (select * from core.progress),
reports as (select * from core.projects),
plans as (select * from core.baseline_in_force),
earned as (select * from core.earned_to_date),
tasks as (select * from core.task_rollup),

measured as (
    select
        progress.*,
        coalesce(
            earned.percent_complete >= 1, safe_div(earned.earned_value, plans.budget_at_completion) >= 1, false
        ) as is_all_done,
        progress_state in ('NOT_STARTED', 'IN_PROGRESS') and not is_all_done as is_unfinished,
        progress_state = 'COMPLETE' or progress_state = 'IN_PROGRESS' and is_all_done as is_finished,
        if(progress_state = 'COMPLETE', reports.actual_finish, null) as actual_finish,
        coalesce(reports.forecast_finish, tasks.forecast_finish) as forecast_finish
    from progress
    inner join plans using (project_id, period)
    inner join earned using (project_id, period)
    left join reports using (project_id, period)
    left join tasks using (project_id, period)
),

followed as (
    select
        *,
        count(*) filter (where not is_finished) over so_far as stretch,
        max(status_date) filter (where not is_finished) over so_far as unfinished_on
    from measured
    window so_far as (partition by project_id order by period rows between unbounded preceding and current row)
),

finished as (
    select
        *,
        min(status_date) filter (where is_finished) over (
            partition by project_id, stretch order by period rows between unbounded preceding and current row
        ) as finished_on,
        is_finished and actual_finish is null as is_day_estimated,
        case
            when not is_finished then status_date
            when actual_finish is not null then least(status_date, actual_finish)
            when forecast_finish < finished_on and forecast_finish > coalesce(unfinished_on, '-infinity')
                then forecast_finish
            else finished_on
        end as last_day
    from followed
),

counted as (
    select
        project_id,
        period,
        is_unfinished,
        {'period': period, 'status_date': status_date, 'last_day': last_day, 'is_estimated': is_day_estimated} as own,
        last_value(if(progress_state = 'ON_HOLD', null, own) ignore nulls) over (
            partition by project_id order by period rows between unbounded preceding and current row
        ) as before_hold,
        coalesce(before_hold, own) as heard
    from finished
)

select
    project_id,
    period,
    is_unfinished,
    heard.period as heard_period,
    heard.status_date as heard_on,
    heard.last_day,
    heard.is_estimated as is_day_estimated
from counted
