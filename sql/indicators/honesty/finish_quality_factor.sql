-- Estimating quality factor of the forecast finish: time over time weighted by error; 10 is off by a tenth on
-- average.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        number  days known / days weighted by the error; higher is better
--   numerator    days    days from the first forecast to the finish
--   denominator  number  the same, each weighted by how far off the forecast was
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with quality as (select * from core.forecast_quality where measure = 'finish')

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(days_known, days_missed), null) as value,
    if(days_missed is null, null, days_known) as numerator,
    days_missed as denominator,
    reason,
    if(reason is null and is_restated, 'RESTATED', null) as flags
from quality
