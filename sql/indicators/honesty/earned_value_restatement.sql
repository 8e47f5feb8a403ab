-- Restatement of earned value: what is known of the month now less what was first reported of it.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        money   known now less first reported
--   numerator    money   the same
--   denominator  number  none: it is a difference
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with totals as (select * from core.restatement_totals)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    earned_value_change as value,
    earned_value_change as numerator,
    null::double as denominator,
    earned_value_change_reason as reason,
    null::varchar as flags
from totals
