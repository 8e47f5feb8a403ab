-- Full-year forecast: what was spent of the fiscal year and what is expected of the rest of it.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        money   cost expected of the whole fiscal year
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
years as (select * from core.budget_year),

judged as (select *, forecast_reason as reason, forecast_flags as known from years)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    forecast_this_year as value,
    null::double as numerator,
    null::double as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
