-- Restatement rate: share of the values reported in the last twelve months that were changed or taken back later.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        percent values restated / values reported
--   numerator    count   values restated
--   denominator  count   values reported
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
totals as (select * from core.restatement_totals),
conventions as (select least_count from core.conventions),

judged as (
    select
        totals.*,
        case
            when count_reported = 0 then 'NOT_APPLICABLE'
            when count_reported < least_count then 'SMALL_N(' || count_reported || '<' || least_count || ')'
        end as reason
    from totals cross join conventions
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(count_restated, count_reported), null) as value,
    count_restated as numerator,
    nullif(count_reported, 0) as denominator,
    reason,
    null::varchar as flags
from judged
