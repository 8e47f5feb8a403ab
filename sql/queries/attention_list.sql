-- The projects that need somebody's decision now: those that ask for one, and those that are red (declared red in a month
-- in which no light can be computed); those that ask first, and the worst first among them and among the others.
--
-- grain:   one row per project_id
-- columns:
--   project_id          key      project
--   project_name        text     its name
--   computed            light    overall light from the figures
--   declared            light    overall light the manager declared, on its own scale
--   decision            text     the decision asked for, in the manager's words
--   drivers             text     indicators that gave the overall light, comma separated
--   reason              text     why there is no computed light
--   finish_slip_days    days     forecast finish less baseline finish
--   is_slip_red         flag     whether that is beyond the red bound
--   slip_reason         text     why the slip is not known
--   over_budget         money    estimate less budget, in the portfolio's currency
--   is_over_budget_red  flag     whether the cost light is red
--   over_budget_reason  text     why that amount is not known
--   attention           score    attention score
with
health as (select * from marts.project_health inner join scope using (project_id, period)),
lights as (select * from marts.lights inner join scope using (project_id, period)),
indicators as (select * from marts.indicators inner join scope using (project_id, period)),
shown as (select * from marts.lights_shown inner join scope using (project_id, period)),
rates as (select * from core.plan_rates),
drivers as (
    select lights.project_id, string_agg(distinct lights.drivers, ',') as drivers
    from lights inner join chosen using (period)
    where lights.computed = 'red' and lights.drivers <> '' and lights.dimension <> 'overall'
    group by lights.project_id
),
overall as (select lights.* from lights inner join chosen using (period) where lights.dimension = 'overall'),
red as (
    select shown.project_id from shown inner join chosen using (period)
    where shown.dimension = 'overall' and shown.light = 'red'
),
slips as (
    select indicators.project_id, indicators.light = 'red' as is_red
    from indicators inner join chosen using (period)
    where indicators.indicator = 'finish_slip_days'
)
select
    health.project_id,
    health.project_name,
    health.computed_overall as computed,
    health.declared_overall as declared,
    health.decisions_needed as decision,
    drivers.drivers,
    overall.reason,
    health.finish_slip_days,
    coalesce(slips.is_red, false) as is_slip_red,
    health.slip_reason,
    (health.over_budget * rates.rate)::decimal(24, 6) as over_budget,
    coalesce(health.computed_cost = 'red' and health.over_budget > 0, false) as is_over_budget_red,
    coalesce(health.over_budget_reason, if(rates.rate is null, 'FX_MISSING', null)) as over_budget_reason,
    health.attention
from health inner join chosen using (period)
left join overall using (project_id)
left join drivers using (project_id)
left join slips using (project_id)
left join rates on rates.project_id = health.project_id and rates.period = health.period
where health.decisions_needed is not null or health.project_id in (select project_id from red)
order by health.decisions_needed is null, health.attention desc nulls last, health.project_id
