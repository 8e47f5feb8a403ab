-- Schedule variance in time: earned schedule less actual time; negative is behind plan. It stays so when a late project
-- is done, where the variance in money returns to zero.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        months  earned schedule - actual time
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
variances as (select * from core.time_variances)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    value,
    null::double as numerator,
    null::double as denominator,
    reason,
    if(reason is null, joined_flags(flags), null) as flags
from variances
where basis = 'current'
