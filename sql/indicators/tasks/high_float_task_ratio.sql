-- Share of open tasks with more total float than two months of work: links between them are probably missing.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        percent share of open tasks with a float
--   numerator    count   open tasks with a high float
--   denominator  count   open tasks with a float
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
totals as (select * from core.task_totals),
conventions as (select * from core.conventions),

judged as (
    select
        totals.* exclude (reason),
        coalesce(
            totals.reason,
            if(totals.progress_state = 'COMPLETE', 'COMPLETE', null),
            case
                when totals.count_open = 0 then 'NOT_APPLICABLE'
                when totals.count_float = 0 then 'MISSING_INPUT(total_float_days)'
                when totals.count_float < conventions.least_count
                    then 'SMALL_N(' || totals.count_float || '<' || conventions.least_count || ')'
            end
        ) as reason,
        case
            when totals.count_float = totals.count_open then []::varchar[]
            when safe_div(totals.count_float, totals.count_open) < conventions.least_coverage then ['FEW_KNOWN']
            else ['PARTIAL_COVERAGE']
        end as known
    from totals cross join conventions
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(count_float_high, count_float), null) as value,
    if(reason is null or starts_with(reason, 'SMALL_N'), count_float_high, null) as numerator,
    if(reason is null or starts_with(reason, 'SMALL_N'), count_float, null) as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
