-- Estimate at completion if four fifths of the cost efficiency and one fifth of the schedule efficiency stay.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        number  actual cost + (budget - earned value) / (0.8 CPI + 0.2 SPI), in the project's currency
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
with
facts as (select * from core.earned_value),
cost_index as (select * from indicators.cost_performance_index),
schedule_index as (select * from indicators.schedule_performance_index),

indexed as (
    select
        facts.*,
        0.8 * cost_index.value + 0.2 * schedule_index.value as efficiency,
        coalesce(cost_index.reason, schedule_index.reason) as index_reason,
        facts.early_flags || facts.budget_flags || facts.earned_flags || facts.actual_flags
            || coalesce(string_split(cost_index.flags, ','), [])
            || coalesce(string_split(schedule_index.flags, ','), []) as known
    from facts
    inner join cost_index using (project_id, period)
    inner join schedule_index using (project_id, period)
),

judged as (
    select
        *,
        case
            when progress_state = 'COMPLETE' then actual_cost_reason
            else coalesce(
                performance_reason,
                budget_at_completion_reason,
                earned_value_reason,
                actual_cost_reason,
                index_reason,
                if(efficiency <= 0, 'ZERO_DENOM(cost_performance_index)', null),
                if(earned_value > budget_at_completion, 'INVALID_INPUT(earned_value)', null)
            )
        end as reason
    from indexed
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, if(
        progress_state = 'COMPLETE',
        actual_cost::double,
        actual_cost::double + safe_div(budget_at_completion - earned_value, efficiency)
    ), null) as value,
    null::double as numerator,
    null::double as denominator,
    reason,
    if(reason is null, nullif(array_to_string(list_sort(list_distinct(known)), ','), ''), null) as flags
from judged
