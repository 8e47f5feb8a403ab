-- Average slip of the milestones, reached and open: actual or expected date less approved date; positive is late.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        days    days late on average; negative is early
--   numerator    days    all days of slip together
--   denominator  count   milestones that have one
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
totals as (select * from core.milestone_totals),

judged as (
    select
        * exclude (reason),
        coalesce(reason, case
            when count_all = 0 then 'NOT_APPLICABLE'
            when count_slips = 0 then slip_reason
        end) as reason,
        if(count_slips < count_all, ['PARTIAL_COVERAGE'], []) || if(is_estimated, ['ESTIMATED'], []) as known
    from totals
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(sum_slips, count_slips), null) as value,
    if(count_slips > 0, sum_slips, null) as numerator,
    nullif(count_slips, 0) as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
