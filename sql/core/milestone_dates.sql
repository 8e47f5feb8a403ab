-- Each milestone against its approved date: whether and when it was reached, when it is expected, how late that is. One
-- that is overdue and has no forecast ahead is at least as late as it is overdue.
--
-- grain:   one row per project_id, period, row_key
-- columns:
--   project_id       key   project
--   period           date  month end it was reported for
--   row_key          key   what makes it that milestone inside project and month
--   milestone_name   text  its name; its code where it has none
--   owner            text  who answers for it
--   is_critical      flag  whether the report calls it critical
--   status_date      date  day the figures speak of
--   baseline_date    date  approved date
--   forecast_date    date  expected date, as reported
--   reached_date     date  when it was reached; null while it is not, or where nobody says when
--   is_reached       flag  whether it was reached by the status date
--   is_open          flag  whether it is still to be reached: not reached, not cancelled, and its project goes on
--   is_overdue       flag  whether it is open and its approved date has passed
--   expected_date    date  when it was reached; while it is open, when it is expected, not before the status date
--   slip_days        days  that date less the approved one; positive is late
--   slip_reason      text  why there is none
--   is_estimated     flag  whether that date is only a floor, or a forecast that stands for the day it was reached
-- check: (slip_days is null) <> (slip_reason is null)
with
progress as (select * from core.progress),
milestones as (select * from core.milestones),

told as (
    select
        milestones.*,
        progress.status_date,
        progress.progress_state,
        greatest(progress.status_date, milestones.period) as reported_until,
        coalesce(milestones.status = 'cancelled', false) as is_cancelled,
        coalesce(milestones.actual_date > reported_until, false) as is_reached_too_soon,
        milestones.actual_date is null and coalesce(milestones.status = 'done', false) as is_done_undated
    from milestones inner join progress using (project_id, period)
),

dated as (
    select
        *,
        case
            when is_done_undated and forecast_date <= reported_until then forecast_date
            when not is_reached_too_soon then actual_date
        end as reached_date,
        is_done_undated or reached_date is not null as is_reached,
        not is_reached and not is_cancelled and not is_reached_too_soon
            and progress_state not in ('ON_HOLD', 'COMPLETE', 'CANCELLED') as is_open,
        case
            when is_reached then reached_date
            when not is_open then null
            when forecast_date >= status_date then forecast_date
            when coalesce(forecast_date, baseline_date) < status_date then status_date
        end as expected_date
    from told
),

judged as (
    select
        *,
        case
            when is_cancelled then 'CANCELLED'
            when baseline_date is null then 'NO_BASELINE'
            when is_reached_too_soon then 'INVALID_INPUT(actual_date)'
            when is_reached and reached_date is null then 'MISSING_INPUT(actual_date)'
            when not is_reached and not is_open then progress_state
            when expected_date is null then 'MISSING_INPUT(forecast_date)'
        end as slip_reason
    from dated
)

select
    project_id,
    period,
    row_key,
    coalesce(milestone_name, milestone_id, row_key) as milestone_name,
    owner,
    is_critical,
    status_date,
    baseline_date,
    forecast_date,
    reached_date,
    is_reached,
    is_open,
    is_open and coalesce(baseline_date < status_date, false) as is_overdue,
    expected_date,
    if(slip_reason is null, expected_date - baseline_date, null) as slip_days,
    slip_reason,
    is_done_undated or is_open and expected_date is distinct from forecast_date as is_estimated
from judged
