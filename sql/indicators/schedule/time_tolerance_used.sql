-- Time tolerance used: the days by which the project finishes late, as a share of the days that are tolerated. Lateness
-- that nothing is tolerated of has no such share and is red by rule.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key      what one value speaks of: project
--   subject_id   key      project
--   project_id   key      project
--   period       date     month end that the figure speaks of
--   value        percent  days late / days tolerated; above 1 is exceeded
--   numerator    days     actual or forecast finish - approved finish
--   denominator  days     time tolerance
--   reason       text     why there is no value; null where there is one
--   flags        text     what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null or flags = 'RED_BY_RULE'
with
schedule as (select * from core.schedule),
reports as (select * from core.projects),

gathered as (
    select
        schedule.project_id,
        schedule.period,
        schedule.finish_slip_days,
        schedule.finish_slip_reason,
        reports.time_tolerance_days as tolerance,
        if(is_finish_estimated or is_slip_estimated, ['ESTIMATED'], []::varchar[]) as known
    from schedule left join reports using (project_id, period)
),

judged as (
    select
        *,
        coalesce(tolerance = 0 and finish_slip_days > 0, false) as is_over_none,
        coalesce(
            if(tolerance is null, 'MISSING_INPUT(time_tolerance_days)', null),
            if(tolerance < 0, 'INVALID_INPUT(time_tolerance_days)', null),
            finish_slip_reason,
            if(tolerance = 0, 'ZERO_DENOM(time_tolerance_days)', null)
        ) as reason
    from gathered
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(finish_slip_days, tolerance), null) as value,
    finish_slip_days as numerator,
    tolerance as denominator,
    reason,
    case
        when is_over_none then 'RED_BY_RULE'
        when reason is null then joined_flags(known)
    end as flags
from judged
