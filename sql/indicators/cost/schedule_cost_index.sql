-- Schedule cost index, the critical ratio: cost performance x schedule performance.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        ratio   cost performance index x schedule performance index
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
cost_index as (select * from indicators.cost_performance_index),
schedule_index as (select * from indicators.schedule_performance_index),

judged as (
    select
        cost_index.project_id,
        cost_index.period,
        cost_index.value * schedule_index.value as product,
        coalesce(cost_index.reason, schedule_index.reason) as reason,
        coalesce(string_split(cost_index.flags, ','), []) || coalesce(string_split(schedule_index.flags, ','), [])
            as known
    from cost_index inner join schedule_index using (project_id, period)
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, product, null) as value,
    null::double as numerator,
    null::double as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
