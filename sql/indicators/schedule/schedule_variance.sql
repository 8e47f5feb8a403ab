-- Schedule variance: value of the work done less value of the work planned; negative is behind plan. A project that
-- has not started has one once its approved start has passed.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        money   earned value - planned value
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
facts as (select * from core.earned_value),
plans as (select project_id, period, baseline_start from core.schedule),

judged as (
    select
        facts.*,
        coalesce(
            if(progress_state = 'NOT_STARTED' and status_date > baseline_start, null, performance_reason),
            earned_value_reason,
            planned_value_reason
        ) as reason,
        late_flags || earned_flags || planned_flags as known
    from facts inner join plans using (project_id, period)
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, (earned_value - planned_value)::decimal(24, 6), null) as value,
    null::double as numerator,
    null::double as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
