-- How long before or after the expected finish the money is used up: months from the forecast finish to the day on
-- which the approved funding is gone; below zero it is gone before the work is done.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        months  months from the forecast finish to the run-out of the funding
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
funding as (select * from core.funding),
schedule as (select * from core.schedule),

judged as (
    select
        funding.*,
        -- what is not finished cannot finish before the status date
        greatest(schedule.forecast_finish, schedule.status_date) as expected_finish,
        coalesce(
            funding.runout_reason,
            if(schedule.forecast_finish is null, 'MISSING_INPUT(forecast_finish)', null)
        ) as reason,
        if(funding.is_funding_budget, ['FUNDING_IS_BUDGET'], []) || funding.burn_flags || funding.funding_flags
            || if(schedule.is_forecast_estimated or schedule.forecast_finish < schedule.status_date, ['ESTIMATED'], [])
            as known
    from funding inner join schedule using (project_id, period)
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, month_index((expected_finish + 1)::date, runout_date), null) as value,
    null::double as numerator,
    null::double as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
