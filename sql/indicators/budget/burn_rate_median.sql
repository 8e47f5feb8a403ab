-- Cost of the middle one of the last three months; beside the burn rate it shows what a single large booking or credit
-- does.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        money   cost of a month
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
funding as (select * from core.funding),

judged as (select *, middle_reason as reason, burn_flags as known from funding)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, middle_cost, null) as value,
    null::double as numerator,
    null::double as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
