-- The projects that need somebody's attention now: those that ask for a decision, and those that are red (declared red in
-- a month in which no light can be computed); the worst first. What is asked is in the words of the report or, without
-- them, of the register of decisions, which also says of whom and by when. Closed and cancelled projects ask for nothing.
--
-- grain:   one row per project_id
-- columns:
--   project_id          key      project
--   project_name        text     its name
--   computed            light    overall light from the figures
--   declared            light    overall light the manager declared, on its own scale
--   is_red              flag     whether it is red
--   months_red          count    months in a row that it has been red
--   reason              text     why there is no computed light
--   decision            text     the decision asked for
--   asked_by            text     who asks: named in the register, else the manager
--   asked_of            text     who is to decide, as the register says
--   due_on              date     day the decision is needed by, as the register says
--   days_overdue        days     status date less that day, where it has passed
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
decisions as (select * from core.decisions inner join scope using (project_id, period)),
shown as (select * from marts.lights_shown inner join scope using (project_id, period)),
rates as (select * from core.plan_rates),
asked as (
    select
        decisions.project_id,
        string_agg(decisions.decision_name, '; ' order by decisions.due_on nulls last, decisions.row_key) as asked_for,
        string_agg(distinct decisions.requested_by, ', ' order by decisions.requested_by) as asked_by,
        string_agg(distinct decisions.decision_maker, ', ' order by decisions.decision_maker) as asked_of,
        min(decisions.due_on) as due_on
    from decisions inner join chosen using (period)
    where decisions.decided_on is null and coalesce(decisions.status, 'pending') = 'pending'
    group by decisions.project_id
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
    red.project_id is not null as is_red,
    health.months_red,
    overall.reason,
    coalesce(health.decisions_needed, asked.asked_for) as decision,
    if(decision is null, null, coalesce(asked.asked_by, health.manager)) as asked_by,
    asked.asked_of,
    asked.due_on,
    if(asked.due_on < health.status_date, health.status_date - asked.due_on, null) as days_overdue,
    health.finish_slip_days,
    coalesce(slips.is_red, false) as is_slip_red,
    health.slip_reason,
    (health.over_budget * rates.rate)::decimal(24, 6) as over_budget,
    coalesce(health.computed_cost = 'red' and health.over_budget > 0, false) as is_over_budget_red,
    coalesce(health.over_budget_reason, if(rates.rate is null, 'FX_MISSING', null)) as over_budget_reason,
    health.attention
from health inner join chosen using (period)
left join overall using (project_id)
left join red using (project_id)
left join asked using (project_id)
left join slips using (project_id)
left join rates on rates.project_id = health.project_id and rates.period = health.period
where not is_over(health.state) and (red.project_id is not null or decision is not null)
order by health.attention desc nulls last, health.project_id
