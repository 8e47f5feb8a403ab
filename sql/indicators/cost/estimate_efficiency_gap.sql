-- Whether the manager's estimate is credible: the cost efficiency that the rest of the work needs to end there, less
-- the one reached so far. Far above zero it is too low, far below too high.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        ratio   to-complete index of the manager's estimate less cost index
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
needed as (select * from indicators.to_complete_performance_index_manager),
reached as (select * from indicators.cost_performance_index),

judged as (
    select
        needed.project_id,
        needed.period,
        needed.value as needed_index,
        reached.value as reached_index,
        coalesce(needed.reason, reached.reason) as reason,
        coalesce(string_split(needed.flags, ','), []) || coalesce(string_split(reached.flags, ','), []) as known
    from needed inner join reached using (project_id, period)
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, needed_index - reached_index, null) as value,
    null::double as numerator,
    null::double as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
