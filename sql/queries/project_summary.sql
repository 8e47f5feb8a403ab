-- One project in the month shown: who, where it stands, and against the compared month.
-- Where it did not report in that month, its last report before it.
--
-- grain:   one row per project_id
-- columns:
--   project_id               key      project
--   project_name             text     its name
--   portfolio                text     its portfolio
--   programme                text     its programme
--   department               text     its department
--   manager                  text     its manager
--   sponsor                  text     its sponsor
--   stage                    text     its stage
--   state                    text     active, on_hold, closed ...
--   state_since              month    first report of a row of them in that state; null where all before it say so
--   period                   month    the month these figures were reported in
--   is_reported              flag     whether that is the month shown
--   status_date              date     the figures' status date
--   submitted_on             date     when they were submitted
--   currency                 currency the project's currency
--   budget_at_completion     money    approved cost of all planned work
--   original_budget          money    budget as first approved
--   original_finish          date     finish as first approved
--   is_rebaselined           flag     whether budget or finish now differ from these
--   rebaselined_on           date     since when; null where it is not known
--   rebaselined_version      key      version of the plan now in force; null where it has no name, or is the first
--   estimate_at_completion   money    recommended estimate of the final cost
--   over_budget              money    estimate less budget
--   earned_value             money    approved cost of the work done
--   planned_value            money    approved cost of the work planned to date
--   actual_cost              money    cost of the work done
--   value_behind             money    planned value less earned value
--   cost_excess              percent  how much more than planned each unit of work has cost, where its CPI is known
--   percent_complete         percent  earned value / budget
--   percent_planned          percent  planned value / budget
--   cost_performance_index   ratio    earned value / actual cost
--   cost_index_change        ratio    against the compared month; null where cost or earned value began anew since
--   schedule_index           ratio    SPI, or SPI(t) from two thirds complete
--   schedule_index_change    ratio    against the compared month
--   is_schedule_index_time   flag     whether schedule_index is SPI(t)
--   finish_slip_days         days     forecast finish less baseline finish
--   baseline_start           date     approved start
--   baseline_finish          date     approved finish
--   forecast_finish          date     the manager's forecast
--   actual_finish            date     when it finished
--   computed_overall         light    overall light from the figures
--   declared_overall         light    overall light the manager declared
--   reason                   text     why there is no computed light
--   attention                score    attention score
--   months_red               count    months in a row that it has been red
--   count_findings           count    findings in its data of that month
with
health as (select * from marts.project_health inner join scope using (project_id, period)),
money as (select * from core.earned_value inner join scope using (project_id, period)),
lights as (select * from marts.lights inner join scope using (project_id, period)),
reports as (select * from core.projects inner join scope using (project_id, period)),
originals as (select * from core.original_plans inner join scope using (project_id, period)),
plans as (select * from core.baseline_in_force inner join scope using (project_id, period)),
breaks as (select * from core.plan_breaks),
conventions as (select * from core.conventions),
latest as (select project_id, max(period) as period from health group by project_id),
indexed as (
    select
        health.*,
        coalesce(percent_complete >= conventions.late_progress and schedule_performance_index_time is not null, false)
            as is_late_stage
    from health cross join conventions
),
-- before it, none that says otherwise: then nobody knows when it began
other_states as (
    select health.project_id, max(health.period) as last_other
    from health inner join latest using (project_id)
    inner join health as now on now.project_id = latest.project_id and now.period = latest.period
    where health.period < latest.period and health.state is distinct from now.state
    group by health.project_id
),
states as (
    select health.project_id, min(health.period) as state_since
    from health inner join other_states on other_states.project_id = health.project_id
        and health.period > other_states.last_other
    group by health.project_id
),
before as (select indexed.* from indexed inner join chosen on indexed.period = chosen.compared)
select
    now.project_id,
    now.project_name,
    now.portfolio,
    now.programme,
    now.department,
    now.manager,
    now.sponsor,
    now.stage,
    now.state,
    states.state_since,
    now.period,
    now.period = chosen.period as is_reported,
    now.status_date,
    reports.submitted_on,
    money.currency,
    now.budget_at_completion,
    originals.budget_at_completion as original_budget,
    originals.baseline_finish as original_finish,
    coalesce(originals.is_rebaselined, false) as is_rebaselined,
    originals.rebaselined_on,
    if(coalesce(originals.is_rebaselined, false), nullif(plans.version, ''), null) as rebaselined_version,
    now.estimate_at_completion,
    now.over_budget,
    money.earned_value,
    money.planned_value,
    money.actual_cost,
    (money.planned_value - money.earned_value)::decimal(24, 6) as value_behind,
    safe_div(1, now.cost_performance_index) - 1 as cost_excess,
    now.percent_complete,
    now.percent_planned,
    now.cost_performance_index,
    if(
        coalesce(breaks.window_start > before.period, false),
        null,
        now.cost_performance_index - before.cost_performance_index
    ) as cost_index_change,
    if(now.is_late_stage, now.schedule_performance_index_time, now.schedule_performance_index) as schedule_index,
    if(
        now.is_late_stage,
        now.schedule_performance_index_time - before.schedule_performance_index_time,
        now.schedule_performance_index - before.schedule_performance_index
    ) as schedule_index_change,
    now.is_late_stage as is_schedule_index_time,
    now.finish_slip_days,
    now.baseline_start,
    now.baseline_finish,
    now.forecast_finish,
    now.actual_finish,
    now.computed_overall,
    now.declared_overall,
    lights.reason,
    now.attention,
    now.months_red,
    now.count_findings
from indexed as now inner join latest using (project_id, period)
cross join chosen
left join before on before.project_id = now.project_id
left join money on money.project_id = now.project_id and money.period = now.period
left join reports on reports.project_id = now.project_id and reports.period = now.period
left join states on states.project_id = now.project_id
left join plans on plans.project_id = now.project_id and plans.period = now.period
left join breaks on breaks.project_id = now.project_id and breaks.period = now.period
left join originals on originals.project_id = now.project_id and originals.period = now.period
left join lights
    on lights.project_id = now.project_id and lights.period = now.period and lights.dimension = 'overall'
