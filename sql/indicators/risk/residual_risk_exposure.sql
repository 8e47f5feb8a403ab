-- Residual risk exposure: expected monetary value of all open risks after the response; opportunities count against
-- threats. Where nothing is stated for the time after it, the value before it stands.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        number  sum of probability x cost impact, in the project's currency
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
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
            if(
                count_valued = 0 and count_open + count_opportunities > 0,
                value_reason,
                null
            )
        ) as why,
        if(count_valued_before > 0, ['BEFORE_RESPONSE'], [])
            || if(count_valued < count_open + count_opportunities, ['PARTIAL_COVERAGE'], []) as known
    from totals
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(why is null, coalesce(current_value, 0), null) as value,
    null::double as numerator,
    null::double as denominator,
    why as reason,
    if(why is null, joined_flags(known), null) as flags
from judged
