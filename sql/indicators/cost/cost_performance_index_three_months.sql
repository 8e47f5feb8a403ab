-- Cost performance index of the last three months: value of their work for each unit of money they cost.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key    what one value speaks of: project
--   subject_id   key    project
--   project_id   key    project
--   period       date   month end that the figure speaks of
--   value        ratio  earned value of three months / their actual cost
--   numerator    money  earned value of the three months
--   denominator  money  actual cost of the three months
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
where index = 'recent_cost'
