-- Days from the approved finish to the day on which the approved funding is used up at the present burn rate; below
-- zero the money ends before the work was to end. Where no funding is stated, the approved budget is the money.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        days    run-out date - approved finish
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
funding as (select * from core.funding),

judged as (
    select
        *,
        coalesce(runout_reason, if(runout_days is null, 'NO_BASELINE', null)) as reason,
        if(is_funding_budget, ['FUNDING_IS_BUDGET'], []) || burn_flags || funding_flags as known
    from funding
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, runout_days, null) as value,
    null::double as numerator,
    null::double as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
