-- Expected monetary value: probability x cost impact before the response; below zero for an opportunity. The chance is
-- as stated in percent, never derived from a class.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: risk
--   subject_id   key     risk: project, then the risk inside it
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        money   probability x cost impact, in the project's currency
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
risks as (select * from core.risk_states),

judged as (
    select
        *,
        if(is_open, inherent_value_reason, 'NOT_APPLICABLE') as why,
        if(is_value_disputed, ['INPUTS_DIFFER'], []) || if(is_certain, ['CERTAIN'], []) as known
    from risks
)

select
    'risk' as grain,
    subject_within(project_id, row_key) as subject_id,
    project_id,
    period,
    if(why is null, inherent_value, null) as value,
    null::double as numerator,
    null::double as denominator,
    why as reason,
    if(why is null, joined_flags(known), null) as flags
from judged
