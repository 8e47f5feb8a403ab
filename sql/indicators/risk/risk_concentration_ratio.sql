-- Risk concentration: share of the expected value of open threats that the five largest make up. Of no more than five
-- it would say nothing.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        percent largest five / all
--   numerator    number  expected value of the largest five
--   denominator  number  expected value of all open threats
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
totals as (select * from core.risk_totals),
conventions as (select * from core.risk_conventions),

judged as (
    select
        totals.* exclude (reason),
        coalesce(
            totals.reason,
            if(count_open = 0, 'NOT_APPLICABLE', null),
            if(count_threats_valued = 0, value_reason, null),
            if(count_threats_valued <= count_largest, 'NOT_APPLICABLE', null),
            if(threat_value = 0, 'ZERO_DENOM(risks.cost_impact)', null)
        ) as why,
        if(count_threats_valued < count_open, ['PARTIAL_COVERAGE'], []) as known
    from totals cross join conventions
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(why is null, safe_div(largest_value, threat_value), null) as value,
    largest_value as numerator,
    threat_value as denominator,
    why as reason,
    if(why is null, joined_flags(known), null) as flags
from judged
