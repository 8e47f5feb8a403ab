-- Estimates at completion that take what is spent and let the rest cost what an efficiency says: actual cost + (budget -
-- earned value) / efficiency. They differ in that efficiency only. A complete project cost what it cost.
--
-- grain:   one row per variant, project_id, period
-- columns:
--   variant     key     the efficiency that goes on: see the indicators estimate_at_completion_<variant>
--   project_id  key     project
--   period      date    month end
--   value       number  the estimate, in the project's currency
--   reason      text    why there is no value; null where there is one
--   flags       text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
with
facts as (select * from core.earned_value),
indices as (select * from core.performance_indices),
cost as (select * from indices where index = 'cost'),
recent_cost as (select * from indices where index = 'recent_cost'),
schedule as (select * from indices where index = 'schedule'),
schedule_time as (select * from indices where index = 'schedule_time'),

-- one index goes on
alone as (
    select 'schedule' as variant, 'schedule_performance_index' as divisor, project_id, period,
        value as efficiency, reason as index_reason, flags as index_flags
    from schedule
    union all
    select 'earned_schedule', 'schedule_performance_index_time', project_id, period, value, reason, flags
    from schedule_time
    union all
    select 'three_months', 'cost_performance_index_three_months', project_id, period, value, reason, flags
    from recent_cost
),

-- the cost index and one of schedule both go on: as a product, or four fifths of one and one fifth of the other
paired as (
    select 'schedule_cost' as product, 'weighted' as mean, project_id, period, cost.value as cost_index,
        schedule.value as schedule_index, coalesce(cost.reason, schedule.reason) as index_reason,
        cost.flags || schedule.flags as index_flags
    from cost inner join schedule using (project_id, period)
    union all
    select 'earned_schedule_cost', 'weighted_earned_schedule', project_id, period, cost.value, schedule_time.value,
        coalesce(cost.reason, schedule_time.reason), cost.flags || schedule_time.flags
    from cost inner join schedule_time using (project_id, period)
),

efficiencies as (
    select * from alone
    union all
    select product, 'cost_performance_index', project_id, period, cost_index * schedule_index, index_reason,
        index_flags
    from paired
    union all
    select mean, 'cost_performance_index', project_id, period, 0.8 * cost_index + 0.2 * schedule_index, index_reason,
        index_flags
    from paired
),

judged as (
    select
        facts.*,
        efficiencies.variant,
        efficiencies.efficiency,
        case
            when facts.progress_state = 'COMPLETE' then facts.actual_cost_reason
            else coalesce(
                facts.performance_reason,
                facts.budget_at_completion_reason,
                facts.earned_value_reason,
                facts.actual_cost_reason,
                efficiencies.index_reason,
                if(efficiencies.efficiency <= 0, 'ZERO_DENOM(' || efficiencies.divisor || ')', null),
                if(facts.earned_value > facts.budget_at_completion, 'INVALID_INPUT(earned_value)', null)
            )
        end as reason,
        facts.early_flags || facts.budget_flags || facts.earned_flags || facts.actual_flags
            || efficiencies.index_flags as known
    from facts inner join efficiencies using (project_id, period)
)

select
    variant,
    project_id,
    period,
    if(reason is null, if(
        progress_state = 'COMPLETE',
        actual_cost::double,
        actual_cost::double + safe_div(budget_at_completion - earned_value, efficiency)
    ), null) as value,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
