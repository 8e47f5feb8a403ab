-- Risk score: class of probability x class of impact before the response, on scales of 1 to 5. It ranks and is never
-- added or averaged; what the register itself states stays a field apart.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: risk
--   subject_id   key     risk: project, then the risk inside it
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        score   probability class x impact class
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
        if(is_open, inherent_score_reason, 'NOT_APPLICABLE') as why,
        if(is_score_disputed, ['INPUTS_DIFFER'], []) as known
    from risks
)

select
    'risk' as grain,
    subject_within(project_id, row_key) as subject_id,
    project_id,
    period,
    if(why is null, inherent_score, null) as value,
    null::double as numerator,
    null::double as denominator,
    why as reason,
    if(why is null, joined_flags(known), null) as flags
from judged
