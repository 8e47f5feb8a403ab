-- Age of risks: median of the days that the open threats have been open on the status date.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        days    median of days open
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
totals as (select * from core.risk_totals),
conventions as (select least_count from core.conventions),

judged as (
    select
        totals.* exclude (reason),
        coalesce(
            totals.reason,
            if(count_open = 0, 'NOT_APPLICABLE', null),
            if(count_aged = 0, 'MISSING_INPUT(risks.raised_on)', null),
            if(count_aged < least_count, 'SMALL_N(' || count_aged || '<' || least_count || ')', null)
        ) as why,
        if(count_aged < count_open, ['PARTIAL_COVERAGE'], []) as known
    from totals cross join conventions
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(why is null, median_days_open, null) as value,
    null::double as numerator,
    null::double as denominator,
    why as reason,
    if(why is null, joined_flags(known), null) as flags
from judged
