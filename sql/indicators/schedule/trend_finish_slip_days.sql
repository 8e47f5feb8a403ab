-- Trend finish less approved finish: where the line through the manager's forecasts meets the day of the report;
-- positive is late. A finish that recedes as fast as time passes is never met.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        days    days late; negative is early
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
trends as (select * from core.finish_trends),
schedule as (select * from core.schedule),

judged as (
    select
        trends.* exclude (reason),
        trends.trend_finish - schedule.baseline_finish as slip_days,
        coalesce(if(schedule.baseline_finish is null, 'NO_BASELINE', null), trends.reason) as reason,
        if(schedule.is_finish_estimated or trends.is_from_tasks, ['ESTIMATED'], []::varchar[]) as known
    from trends inner join schedule using (project_id, period)
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, slip_days, null) as value,
    null::double as numerator,
    null::double as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
