-- Planned value, earned value and actual cost of the month shown, added up over the projects under way or complete that
-- have all three; the estimate at completion bottom-up and, as a cross-check, top-down from the same projects' sums.
-- Money is in the portfolio's currency, at plan rates.
--
-- grain:   one row
-- columns:
--   period                    month     the month shown
--   status_date               date      newest status date of the month
--   currency                  currency  the portfolio's currency
--   count_projects            count     projects that reported in the month
--   count_asked               count     of them, under way or complete
--   count_known               count     of those, with all three amounts and a rate
--   planned_value             money     their planned value
--   earned_value              money     their earned value
--   actual_cost               money     their actual cost
--   value_behind              money     planned value less earned value
--   cost_excess               percent   how much more than planned each unit of work has cost
--   count_estimates           count     projects with a recommended estimate, budget, earned value and actual cost
--   estimate_bottom_up        money     sum of their recommended estimates
--   estimate_top_down         money     sum of their budgets / the cost index of their sums
--   cross_check_gap           percent   top-down less bottom-up, as a share of bottom-up
--   is_cross_check_far        flag      whether the two differ by more than the method allows without a note
--   count_rebaselined         count     projects under way or complete that were re-baselined
--   schedule_index            ratio     schedule index of those whose value is known by both plans, by those in force
--   original_schedule_index   ratio     the same by the plans first approved
--   late_budget_ratio         percent   share of the budget, where SPI(t) is known, with SPI(t) below its red bound
--   count_converted           count     of the projects whose amounts are added up, those in another currency
--   count_exchange_known      count     of these, with an average rate
--   exchange_effect           money     their cost at average rates less that at plan rates, which is in no sum
with
facts as (select * from core.earned_value inner join scope using (project_id, period)),
health as (select * from marts.project_health inner join scope using (project_id, period)),
indicators as (select * from marts.indicators inner join scope using (project_id, period)),
rates as (select * from core.plan_rates),
currency as (select * from core.portfolio_currency),
plans as (select * from core.original_plans),
conventions as (select * from core.conventions),
now as (
    select
        facts.project_id,
        facts.period,
        facts.status_date,
        rates.rate,
        facts.performance_reason is null as is_asked,
        facts.performance_reason is null and facts.planned_value is not null and facts.earned_value is not null
            and facts.actual_cost is not null and rates.rate is not null as is_known,
        facts.planned_value * rates.rate as planned_value,
        facts.earned_value * rates.rate as earned_value,
        facts.actual_cost * rates.rate as actual_cost,
        facts.budget_at_completion * rates.rate as budget,
        health.estimate_at_completion * rates.rate as estimate,
        is_asked and estimate is not null and budget is not null and facts.earned_value is not null
            and facts.actual_cost is not null as has_estimate
    from facts inner join chosen using (period)
    inner join health on health.project_id = facts.project_id and health.period = facts.period
    inner join rates on rates.project_id = facts.project_id and rates.period = facts.period
),
added as (
    select
        max(status_date) as status_date,
        count(*) as count_projects,
        count(*) filter (where is_asked) as count_asked,
        count(*) filter (where is_known) as count_known,
        sum(planned_value) filter (where is_known) as planned_value,
        sum(earned_value) filter (where is_known) as earned_value,
        sum(actual_cost) filter (where is_known) as actual_cost,
        count(*) filter (where has_estimate) as count_estimates,
        sum(estimate) filter (where has_estimate) as estimate_bottom_up,
        safe_div(
            sum(budget) filter (where has_estimate) * sum(actual_cost) filter (where has_estimate),
            sum(earned_value) filter (where has_estimate)
        ) as estimate_top_down
    from now
),
by_both as (
    select
        plans.is_rebaselined and now.is_asked as is_rebaselined,
        now.is_known and indicators.numerator is not null and indicators.denominator is not null as is_compared,
        now.earned_value,
        now.planned_value,
        indicators.numerator * now.rate as original_earned_value,
        indicators.denominator * now.rate as original_planned_value
    from now
    inner join plans on plans.project_id = now.project_id and plans.period = now.period
    inner join indicators on indicators.project_id = now.project_id and indicators.period = now.period
    where indicators.indicator = 'schedule_performance_index_original'
),
original as (
    select
        count(*) filter (where is_rebaselined) as count_rebaselined,
        safe_div(
            sum(earned_value) filter (where is_compared), sum(planned_value) filter (where is_compared)
        ) as schedule_index,
        safe_div(
            sum(original_earned_value) filter (where is_compared), sum(original_planned_value) filter (where is_compared)
        ) as original_schedule_index
    from by_both
),
timed as (
    select safe_div(coalesce(sum(now.budget) filter (where indicators.light = 'red'), 0), sum(now.budget)) as late_ratio
    from indicators inner join chosen using (period) inner join now on now.project_id = indicators.project_id
    where indicators.indicator = 'schedule_performance_index_time' and indicators.value is not null
),
-- what the sums at plan rates leave out
exchange as (
    select
        count(*) filter (where indicators.reason is distinct from 'NOT_APPLICABLE') as count_converted,
        count(indicators.value) as count_known,
        sum(indicators.value * now.rate) as effect
    from indicators inner join now
        on now.project_id = indicators.project_id and now.period = indicators.period and now.is_known
    where indicators.indicator = 'exchange_effect'
)
select
    chosen.period,
    added.status_date,
    currency.currency,
    added.count_projects,
    added.count_asked,
    added.count_known,
    added.planned_value::decimal(24, 6) as planned_value,
    added.earned_value::decimal(24, 6) as earned_value,
    added.actual_cost::decimal(24, 6) as actual_cost,
    (added.planned_value - added.earned_value)::decimal(24, 6) as value_behind,
    safe_div(added.actual_cost - added.earned_value, added.earned_value) as cost_excess,
    added.count_estimates,
    added.estimate_bottom_up::decimal(24, 6) as estimate_bottom_up,
    added.estimate_top_down::decimal(24, 6) as estimate_top_down,
    safe_div(added.estimate_top_down - added.estimate_bottom_up, added.estimate_bottom_up) as cross_check_gap,
    coalesce(
        abs(safe_div(added.estimate_top_down - added.estimate_bottom_up, added.estimate_bottom_up))
            > conventions.cross_check_tolerance,
        false
    ) as is_cross_check_far,
    original.count_rebaselined,
    original.schedule_index,
    original.original_schedule_index,
    timed.late_ratio as late_budget_ratio,
    exchange.count_converted,
    exchange.count_known as count_exchange_known,
    exchange.effect::decimal(24, 6) as exchange_effect
from chosen cross join original cross join added cross join timed cross join exchange cross join currency
cross join conventions
