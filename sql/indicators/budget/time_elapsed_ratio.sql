-- Time elapsed: share of the fiscal year that has passed, in months, where a project has a budget for it.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key      what one value speaks of: project
--   subject_id   key      project
--   project_id   key      project
--   period       date     month end that the figure speaks of
--   value        percent  months elapsed / 12
--   numerator    count    months of the fiscal year that have passed
--   denominator  count    months of a year
--   reason       text     why there is no value; null where there is one
--   flags        text     what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
years as (select * from core.budget_year),

judged as (select *, budget_reason as reason, []::varchar[] as known from years)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(months_elapsed, 12), null) as value,
    months_elapsed as numerator,
    12 as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
