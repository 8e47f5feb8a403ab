-- Tasks overdue: open although their approved finish has passed.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        count   tasks open past their approved finish
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
totals as (select * from core.task_totals),

judged as (
    select
        * exclude (reason),
        coalesce(
            reason,
            if(progress_state = 'COMPLETE', 'COMPLETE', null),
            progress_reason,
            if(count_unapproved = count_all, 'NO_BASELINE', null)
        ) as reason,
        if(count_unapproved > 0, ['PARTIAL_COVERAGE'], []::varchar[]) as known
    from totals
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, count_overdue, null) as value,
    null::double as numerator,
    null::double as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
