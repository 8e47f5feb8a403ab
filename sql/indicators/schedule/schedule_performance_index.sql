-- Schedule performance index: value of the work done for each unit of value planned. Where no budget is known it is
-- percent complete over percent planned, which is the same ratio.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key    what one value speaks of: project
--   subject_id   key    project
--   project_id   key    project
--   period       date   month end that the figure speaks of
--   value        ratio  earned value / planned value; below 1 is behind plan
--   numerator    money  earned value
--   denominator  money  planned value
--   reason       text   why there is no value; null where there is one
--   flags        text   what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
indices as (select * from core.performance_indices)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    value,
    numerator::decimal(24, 6) as numerator,
    denominator::decimal(24, 6) as denominator,
    reason,
    joined_flags(flags) as flags
from indices
where index = 'schedule'
