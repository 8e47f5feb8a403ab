-- How late milestones are at the worst: nine of ten slip by less.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        days    days of slip; negative is early
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
totals as (select * from core.milestone_totals),
conventions as (select * from core.conventions),

judged as (
    select
        totals.* exclude (reason),
        coalesce(totals.reason, case
            when count_all = 0 then 'NOT_APPLICABLE'
            when count_slips = 0 then slip_reason
            when count_slips < conventions.least_percentile_count
                then 'SMALL_N(' || count_slips || '<' || conventions.least_percentile_count || ')'
        end) as reason,
        if(count_slips < count_all, ['PARTIAL_COVERAGE'], []) || if(is_estimated, ['ESTIMATED'], []) as known
    from totals cross join conventions
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, ninetieth_slip, null) as value,
    null::double as numerator,
    null::double as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
