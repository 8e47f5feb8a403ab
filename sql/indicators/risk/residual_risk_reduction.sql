-- Residual risk reduction: share of the expected value of threats that their responses take away. Only threats valued
-- before and after count; below zero the response made it worse.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        percent 1 - value after / value before
--   numerator    number  value before less value after
--   denominator  number  value before the response
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
totals as (select * from core.risk_totals),

judged as (
    select
        *,
        coalesce(
            reason,
            if(count_open = 0, 'NOT_APPLICABLE', null),
            if(count_treated = 0, 'MISSING_INPUT(risks.residual_probability)', null),
            if(treated_inherent = 0, 'ZERO_DENOM(risks.cost_impact)', null)
        ) as why,
        if(count_treated < count_open, ['PARTIAL_COVERAGE'], []) as known
    from totals
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(why is null, safe_div(treated_inherent - treated_residual, treated_inherent), null) as value,
    treated_inherent - treated_residual as numerator,
    treated_inherent as denominator,
    why as reason,
    if(why is null, joined_flags(known), null) as flags
from judged
