-- Open tasks that are not critical and soon would be: a total float above zero and no more than two weeks of work.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        count   open tasks with little float
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
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
    if(reason is null, count_float_small, null) as value,
    null::double as numerator,
    null::double as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
