-- The range of each project's estimates at completion: every formula, the manager's, the recommended one and the budget,
-- of projects under way. In the portfolio's currency, at plan rates; the largest overrun first.
--
-- grain:   one row per project_id, estimate
-- columns:
--   project_id      key      project
--   project_name    text     its name
--   estimate        key      indicator that gives the estimate
--   value           money    the estimate
--   budget          money    budget at completion
--   ratio           percent  estimate / budget
--   recommended     money    recommended estimate
--   over_budget     money    that less the budget
--   low_ratio       percent  lowest formula / budget
--   high_ratio      percent  highest formula / budget
--   is_manager      flag     whether it is the manager's
--   is_low          flag     whether it is the manager's and clearly below every formula
--   rank            count    place of the project, largest overrun first
with
indicators as (select * from marts.indicators inner join scope using (project_id, period)),
health as (select * from marts.project_health inner join scope using (project_id, period)),
facts as (select * from core.earned_value inner join scope using (project_id, period)),
rates as (select * from core.plan_rates),
conventions as (select * from core.conventions),
now as (
    select health.project_id, health.project_name, health.budget_at_completion * rates.rate as budget,
        health.estimate_at_completion * rates.rate as recommended, rates.rate
    from health inner join chosen using (period)
    inner join facts on facts.project_id = health.project_id and facts.period = health.period
    inner join rates on rates.project_id = health.project_id and rates.period = health.period
    where facts.progress_state = 'IN_PROGRESS' and health.budget_at_completion > 0
        and health.estimate_at_completion is not null and rates.rate > 0
),
estimates as (
    select
        indicators.project_id,
        indicators.indicator as estimate,
        indicators.value,
        indicators.indicator = 'manager_estimate_at_completion' as is_manager
    from indicators inner join chosen using (period)
    where indicators.value is not null
        and (starts_with(indicators.indicator, 'estimate_at_completion') or is_manager)
        and indicators.indicator <> 'estimate_at_completion_selected'
),
ranked as (
    select *, row_number() over (order by recommended - budget desc, project_id) as rank from now
)
select
    ranked.project_id,
    ranked.project_name,
    estimates.estimate,
    (estimates.value * ranked.rate)::decimal(24, 6) as value,
    ranked.budget::decimal(24, 6) as budget,
    safe_div(estimates.value * ranked.rate, ranked.budget) as ratio,
    ranked.recommended::decimal(24, 6) as recommended,
    (ranked.recommended - ranked.budget)::decimal(24, 6) as over_budget,
    min(safe_div(estimates.value * ranked.rate, ranked.budget)) filter (where not is_manager)
        over (partition by ranked.project_id) as low_ratio,
    max(safe_div(estimates.value * ranked.rate, ranked.budget)) filter (where not is_manager)
        over (partition by ranked.project_id) as high_ratio,
    estimates.is_manager,
    coalesce(estimates.is_manager and ratio < low_ratio - conventions.least_estimate_gap, false) as is_low,
    ranked.rank
from ranked inner join estimates using (project_id) cross join conventions
order by ranked.rank, estimates.estimate
