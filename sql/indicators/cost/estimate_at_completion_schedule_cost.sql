-- Estimate at completion if both the cost and the schedule pressure stay: usually the high end of the range.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        number  actual cost + (budget - earned value) / (CPI x SPI), in the project's currency
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
with
facts as (select * from core.earned_value),
cost_index as (select * from indicators.cost_performance_index),
schedule_index as (select * from indicators.schedule_performance_index),

judged as (
    select
        facts.*,
        cost_index.value as cost_index_value,
        schedule_index.value as schedule_index_value,
        case
            when facts.progress_state = 'COMPLETE' then facts.actual_cost_reason
            else coalesce(
                facts.performance_reason,
                facts.budget_at_completion_reason,
                cost_index.reason,
                schedule_index.reason,
                if(cost_index.value = 0, 'ZERO_DENOM(cost_performance_index)', null),
                if(facts.earned_value > facts.budget_at_completion, 'INVALID_INPUT(earned_value)', null)
            )
        end as reason,
        facts.early_flags || facts.budget_flags || facts.planned_flags || facts.earned_flags
            || facts.actual_flags as known
    from facts
    inner join cost_index using (project_id, period)
    inner join schedule_index using (project_id, period)
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, if(
        progress_state = 'COMPLETE',
        actual_cost::double,
        actual_cost::double + safe_div(budget_at_completion - earned_value, cost_index_value * schedule_index_value)
    ), null) as value,
    null::double as numerator,
    null::double as denominator,
    reason,
    if(reason is null, nullif(array_to_string(list_sort(list_distinct(known)), ','), ''), null) as flags
from judged
