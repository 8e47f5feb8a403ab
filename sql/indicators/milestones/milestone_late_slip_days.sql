-- How late the late milestones are, on average; early ones do not make up for them.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        days    mean days of slip of those that are late
--   numerator    days    slips of the late ones added up
--   denominator  count   milestones that are late
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
totals as (select * from core.milestone_totals),

judged as (
    select
        totals.* exclude (reason),
        coalesce(totals.reason, case
            when count_all = 0 then 'NOT_APPLICABLE'
            when count_slips = 0 then slip_reason
            when count_late = 0 then 'NOT_APPLICABLE'
        end) as reason,
        if(count_slips < count_all, ['PARTIAL_COVERAGE'], []) || if(is_estimated, ['ESTIMATED'], []) as known
    from totals
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(sum_late_slips, count_late), null) as value,
    if(count_late > 0, sum_late_slips, null) as numerator,
    nullif(count_late, 0) as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
