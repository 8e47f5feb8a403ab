-- Earned value management of each project in the month shown, the largest forecast overrun first. Money is in the
-- portfolio's currency, at plan rates.
--
-- grain:   one row per project_id
-- columns:
--   project_id            key      project
--   project_name          text     its name
--   budget_at_completion  money    approved cost of all planned work
--   planned_value         money    approved cost of the work planned to date
--   earned_value          money    approved cost of the work done
--   actual_cost           money    what it cost
--   cost_index            ratio    earned value / actual cost
--   schedule_index        ratio    earned value / planned value
--   time_index            ratio    earned schedule / actual time
--   estimate              money    recommended estimate at completion
--   estimate_source       key      whose it is: formula, manager, actual of a complete one
--   variance              money    budget less that estimate; negative is a forecast overrun
--   to_complete_index     ratio    cost efficiency the rest needs to keep the budget
--   optimism_gap          percent  how far the manager's estimate lies below the formula's, as a share of the budget
--   is_cost_red           flag     whether the cost index is beyond its red bound
--   is_schedule_red       flag     whether the schedule index is
--   is_time_red           flag     whether SPI(t) is
--   is_variance_red       flag     whether the estimate is beyond the red bound of the variance at completion
--   is_to_complete_red    flag     whether the to-complete index is
--   is_optimism_red       flag     whether the optimism gap is
--   reason                text     why there is no cost index; null where there is one
with
facts as (select * from core.earned_value inner join scope using (project_id, period)),
health as (select * from marts.project_health inner join scope using (project_id, period)),
indicators as (select * from marts.indicators inner join scope using (project_id, period)),
rates as (select * from core.plan_rates),
lit as (
    select
        indicators.project_id,
        max(value) filter (where indicator = 'to_complete_performance_index') as to_complete_index,
        max(value) filter (where indicator = 'estimate_optimism_gap') as optimism_gap,
        max(value) filter (where indicator = 'manager_estimate_at_completion') as managers,
        max(value) filter (where indicator = 'estimate_at_completion') as by_formula,
        max(value) filter (where indicator = 'estimate_at_completion_selected') as selected,
        bool_or(indicator = 'cost_performance_index' and light = 'red') as is_cost_red,
        bool_or(indicator = 'schedule_performance_index' and light = 'red') as is_schedule_red,
        bool_or(indicator = 'schedule_performance_index_time' and light = 'red') as is_time_red,
        bool_or(indicator = 'variance_at_completion_ratio' and light = 'red') as is_variance_red,
        bool_or(indicator = 'to_complete_performance_index' and light = 'red') as is_to_complete_red,
        bool_or(indicator = 'estimate_optimism_gap' and light = 'red') as is_optimism_red,
        max(reason) filter (where indicator = 'cost_performance_index') as reason
    from indicators inner join chosen using (period)
    where indicators.grain = 'project'
    group by indicators.project_id
)
select
    facts.project_id,
    health.project_name,
    (facts.budget_at_completion * rates.rate)::decimal(24, 6) as budget_at_completion,
    (facts.planned_value * rates.rate)::decimal(24, 6) as planned_value,
    (facts.earned_value * rates.rate)::decimal(24, 6) as earned_value,
    (facts.actual_cost * rates.rate)::decimal(24, 6) as actual_cost,
    health.cost_performance_index as cost_index,
    health.schedule_performance_index as schedule_index,
    health.schedule_performance_index_time as time_index,
    (health.estimate_at_completion * rates.rate)::decimal(24, 6) as estimate,
    case
        when lit.selected is null then null
        when facts.progress_state = 'COMPLETE' then 'actual'
        when facts.is_early and lit.managers is not null or lit.by_formula is null then 'manager'
        else 'formula'
    end as estimate_source,
    ((facts.budget_at_completion - health.estimate_at_completion) * rates.rate)::decimal(24, 6) as variance,
    lit.to_complete_index,
    lit.optimism_gap,
    coalesce(lit.is_cost_red, false) as is_cost_red,
    coalesce(lit.is_schedule_red, false) as is_schedule_red,
    coalesce(lit.is_time_red, false) as is_time_red,
    coalesce(lit.is_variance_red, false) as is_variance_red,
    coalesce(lit.is_to_complete_red, false) as is_to_complete_red,
    coalesce(lit.is_optimism_red, false) as is_optimism_red,
    coalesce(lit.reason, if(rates.rate is null, 'FX_MISSING', null)) as reason
from facts inner join chosen using (period)
inner join health on health.project_id = facts.project_id and health.period = facts.period
inner join rates on rates.project_id = facts.project_id and rates.period = facts.period
left join lit on lit.project_id = facts.project_id
order by variance nulls last, facts.project_id
