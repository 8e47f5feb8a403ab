-- Each project and month in one row: who, where it stands, its worst figures and its lights.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id                       key      project
--   period                           date     month end
--   project_name                     text     its name; its id where nobody gave a name
--   portfolio                        text     its portfolio
--   programme                        text     its programme
--   department                       text     its department
--   manager                          text     its manager
--   sponsor                          text     its sponsor
--   stage                            text     its stage
--   state                            text     state as reported: proposed, active, on_hold, closed, cancelled
--   status_date                      date     day the figures speak of
--   budget_at_completion             money    approved cost of all planned work
--   estimate_at_completion           money    recommended estimate of the final cost (estimate_at_completion_selected)
--   over_budget                      money    that estimate less the budget
--   over_budget_reason               text     why that is not known; null where it is
--   percent_complete                 percent  earned value / budget
--   percent_planned                  percent  planned value / budget
--   percent_spent                    percent  actual cost / budget
--   cost_performance_index           ratio    earned value / actual cost
--   schedule_performance_index       ratio    earned value / planned value
--   schedule_performance_index_time  ratio    earned schedule / actual time
--   finish_slip_days                 days     actual or forecast finish less approved finish
--   slip_reason                      text     why that is not known; null where it is
--   baseline_start                   date     approved start
--   baseline_finish                  date     approved finish
--   forecast_finish                  date     finish as the manager expects it
--   actual_finish                    date     when it finished
--   computed_overall                 light    overall light from the figures
--   declared_overall                 light    overall light as declared, on its own scale
--   computed_schedule                light    schedule light from the figures
--   computed_cost                    light    cost light from the figures
--   attention                        score    attention score, 0-100; null where nothing is known
--   months_red                       count    months in a row that the overall light has been red, this one included
--   count_findings                   count    findings in its data of the month
--   decisions_needed                 text     what the manager asks others to decide
--   narrative                        text     the report's comment
--   highlights                       text     what was achieved
--   next_steps                       text     what comes next
--   load_id                          key      newest load that speaks of it
with
facts as (select * from core.earned_value),
schedule as (select * from core.schedule),
reports as (select * from core.projects),
indicators as (select * from marts.indicators where grain = 'project'),
lights as (select * from marts.lights),
attention as (select * from marts.attention),
findings as (select * from marts.open_findings),
red_runs as (select * from marts.red_runs),

measured as (
    select
        project_id,
        period,
        max(value) filter (where indicator = 'estimate_at_completion_selected') as estimate,
        max(value) filter (where indicator = 'percent_complete') as percent_complete,
        max(value) filter (where indicator = 'percent_planned') as percent_planned,
        max(value) filter (where indicator = 'percent_spent') as percent_spent,
        max(value) filter (where indicator = 'cost_performance_index') as cost_performance_index,
        max(value) filter (where indicator = 'schedule_performance_index') as schedule_performance_index,
        max(value) filter (where indicator = 'schedule_performance_index_time') as schedule_performance_index_time,
        max(value) filter (where indicator = 'finish_slip_days') as finish_slip_days,
        max(reason) filter (where indicator = 'finish_slip_days') as slip_reason,
        max(reason) filter (where indicator = 'estimate_at_completion_selected') as estimate_reason
    from indicators
    group by project_id, period
),

lit as (
    select
        project_id,
        period,
        max(computed) filter (where dimension = 'overall') as computed_overall,
        max(declared) filter (where dimension = 'overall') as declared_overall,
        max(computed) filter (where dimension = 'schedule') as computed_schedule,
        max(computed) filter (where dimension = 'cost') as computed_cost
    from lights
    group by project_id, period
),

found as (
    select project_id, period, count(*) as count_findings
    from findings
    where project_id is not null and period is not null
    group by project_id, period
)

select
    facts.project_id,
    facts.period,
    coalesce(reports.project_name, facts.project_id) as project_name,
    reports.portfolio,
    reports.programme,
    reports.department,
    reports.manager,
    reports.sponsor,
    reports.stage,
    facts.state,
    facts.status_date,
    facts.budget_at_completion,
    try_cast(measured.estimate as decimal(24, 6)) as estimate_at_completion,
    try_cast(measured.estimate - facts.budget_at_completion::double as decimal(24, 6)) as over_budget,
    case when over_budget is not null then null
         when facts.budget_at_completion is null then 'MISSING_INPUT(budget_at_completion)'
         else coalesce(measured.estimate_reason, 'MISSING_INPUT') end as over_budget_reason,
    measured.percent_complete,
    measured.percent_planned,
    measured.percent_spent,
    measured.cost_performance_index,
    measured.schedule_performance_index,
    measured.schedule_performance_index_time,
    measured.finish_slip_days,
    measured.slip_reason,
    schedule.baseline_start,
    schedule.baseline_finish,
    schedule.forecast_finish,
    schedule.actual_finish,
    lit.computed_overall,
    lit.declared_overall,
    lit.computed_schedule,
    lit.computed_cost,
    attention.attention,
    coalesce(red_runs.months_red, 0) as months_red,
    coalesce(found.count_findings, 0) as count_findings,
    reports.decisions_needed,
    reports.narrative,
    reports.highlights,
    reports.next_steps,
    reports.load_id
from facts
inner join schedule using (project_id, period)
left join reports using (project_id, period)
left join measured using (project_id, period)
left join lit using (project_id, period)
left join attention using (project_id, period)
left join red_runs using (project_id, period)
left join found using (project_id, period)
order by facts.project_id, facts.period
