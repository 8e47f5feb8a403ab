-- Schedule performance index in time: months of planned progress made in each month passed.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        ratio   earned schedule / actual time; below 1 is behind plan
--   numerator    months  earned schedule
--   denominator  months  actual time
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
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
    numerator,
    denominator,
    reason,
    joined_flags(flags) as flags
from indices
where index = 'schedule_time'
