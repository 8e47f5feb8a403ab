-- Dependencies that come too late: still open, and expected after the day they are needed.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        count   open dependencies expected after they are needed
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
totals as (select * from core.dependency_totals),

judged as (
    select
        * exclude (reason),
        coalesce(reason, if(count_open > 0 and count_known = 0, unknown_reason, null)) as reason,
        if(is_estimated, ['ESTIMATED'], []) || if(count_known < count_open, ['PARTIAL_COVERAGE'], []) as known
    from totals
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, count_late, null) as value,
    null::double as numerator,
    null::double as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
