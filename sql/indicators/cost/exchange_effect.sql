-- Exchange effect: what average exchange rates make of the cost, less what plan rates make of it.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        number  actual cost x (average rate / plan rate - 1), in the project's currency at the plan rate
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
facts as (select * from core.earned_value),
rates as (select * from core.plan_rates),
averages as (select * from core.average_rates),

judged as (
    select
        facts.project_id,
        facts.period,
        facts.actual_cost,
        facts.actual_flags,
        rates.rate as plan_rate,
        averages.rate as average_rate,
        averages.is_partial,
        case
            when not rates.is_converted then 'NOT_APPLICABLE'
            when facts.actual_cost is null then facts.actual_cost_reason
            when rates.rate is null or averages.rate is null then 'FX_MISSING'
        end as reason
    from facts
    inner join rates using (project_id, period)
    left join averages on averages.period = facts.period and averages.currency = rates.currency
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, actual_cost::double * (safe_div(average_rate, plan_rate) - 1), null) as value,
    null::double as numerator,
    null::double as denominator,
    reason,
    if(reason is null, joined_flags(list_concat(actual_flags, if(is_partial, ['ESTIMATED'], []))), null) as flags
from judged
