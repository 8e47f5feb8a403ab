-- Schedule performance index: value of the work done for each unit of value planned. Where no budget is known it is
-- percent complete over percent planned, which is the same ratio.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key    what one value speaks of: project
--   subject_id   key    project
--   project_id   key    project
--   period       date   month end that the figure speaks of
--   value        ratio  earned value / planned value; below 1 is behind plan
--   numerator    money  earned value
--   denominator  money  planned value
--   reason       text   why there is no value; null where there is one
--   flags        text   what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
with
facts as (select * from core.earned_value),

measured as (
    select
        *,
        budget_at_completion_reason = 'NO_BASELINE' and planned_value is null and earned_value is null
            and percent_complete is not null and percent_planned is not null as is_by_percent
    from facts
),

judged as (
    select
        *,
        case
            when performance_reason is not null then performance_reason
            when is_by_percent then if(percent_planned = 0, 'ZERO_DENOM(percent_planned)', null)
            else coalesce(
                earned_value_reason, planned_value_reason, if(planned_value = 0, 'ZERO_DENOM(planned_value)', null)
            )
        end as reason,
        if(is_by_percent, safe_div(percent_complete, percent_planned), safe_div(earned_value, planned_value)) as index,
        early_flags || earned_flags || planned_flags as known
    from measured
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, index, null) as value,
    earned_value as numerator,
    planned_value as denominator,
    reason,
    if(reason is null, nullif(array_to_string(list_sort(list_distinct(known)), ','), ''), null) as flags
from judged
