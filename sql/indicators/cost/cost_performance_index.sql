-- Cost performance index: value of the work done for each unit of money spent. Work without any cost is a cost that
-- was not booked, so such a project has no part in a rolled-up index.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key    what one value speaks of: project
--   subject_id   key    project
--   project_id   key    project
--   period       date   month end that the figure speaks of
--   value        ratio  earned value / actual cost; above 1 is under budget
--   numerator    money  earned value
--   denominator  money  actual cost; null where none is booked
--   reason       text   why there is no value; null where there is one
--   flags        text   what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
with
facts as (select * from core.earned_value),

judged as (
    select
        *,
        coalesce(
            performance_reason,
            earned_value_reason,
            actual_cost_reason,
            if(actual_cost = 0, 'ZERO_DENOM(actual_cost)', null)
        ) as reason,
        early_flags || earned_flags || actual_flags as known
    from facts
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(earned_value, actual_cost), null) as value,
    earned_value as numerator,
    nullif(actual_cost, 0) as denominator,
    reason,
    if(reason is null, nullif(array_to_string(list_sort(list_distinct(known)), ','), ''), null) as flags
from judged
