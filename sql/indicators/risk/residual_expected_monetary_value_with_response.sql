-- Residual expected monetary value with the cost of the response: what the risk and its response cost together.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: risk
--   subject_id   key     risk: project, then the risk inside it
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        number  residual expected value + response cost, in the project's currency
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
        case
            when not is_open then 'NOT_APPLICABLE'
            when response_cost is null then coalesce(residual_value_reason, 'MISSING_INPUT(risks.response_cost)')
            else residual_value_reason
        end as why,
        if(is_carried, ['ESTIMATED'], []) as known
    from risks
)

select
    'risk' as grain,
    subject_within(project_id, row_key) as subject_id,
    project_id,
    period,
    if(why is null, residual_value::double + response_cost::double, null) as value,
    null::double as numerator,
    null::double as denominator,
    why as reason,
    if(why is null, joined_flags(known), null) as flags
from judged
