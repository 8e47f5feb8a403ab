-- Cost performance index: value of the work done for each unit of money spent. Work without any cost is a cost that
-- was not booked, so such a project has no part in a rolled-up index.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key    what one value speaks of: project
--   subject_id   key    project
--   project_id   key    project
--   period       date   month end that the figure speaks of
--   value        ratio  earned value / actual cost; above 1 is under budget
--   numerator    money  earned value
--   denominator  money  actual cost; null where none is booked
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
where index = 'cost'
