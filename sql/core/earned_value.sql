-- Earned value management of each project and month: the four amounts, how far plan and work are, what is not known and
-- why, and what to know about the rest.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id                   key       project
--   period                       date      month end
--   status_date                  date      day the figures speak of
--   state                        text      state as reported: proposed, active, on_hold, closed, cancelled
--   progress_state               text      NOT_STARTED, IN_PROGRESS, ON_HOLD, COMPLETE or CANCELLED
--   performance_reason           text      why indices make no sense in that state; null where they do
--   currency                     currency  currency of the amounts, as reported
--   budget_at_completion         money     approved cost of all planned work
--   planned_value                money     approved cost of the work planned to date
--   earned_value                 money     approved cost of the work done to date
--   actual_cost                  money     cost of the work done to date
--   percent_planned              percent   planned value / budget; as reported where there is no budget
--   percent_complete             percent   earned value / budget; as reported where there is no budget
--   budget_at_completion_reason  text      why there is no budget
--   planned_value_reason         text      why there is no planned value
--   earned_value_reason          text      why there is no earned value
--   actual_cost_reason           text      why there is no actual cost
--   is_early                     flag      whether too little is done for indices to be steady
--   early_flags                  list      EARLY, where indices are not steady yet
--   late_flags                   list      LATE_STAGE, where value against plan tends to plan whatever is late
--   budget_flags                 list      what to know about the budget
--   planned_flags                list      what to know about planned value
--   earned_flags                 list      what to know about earned value
--   actual_flags                 list      what to know about actual cost
--   flags                        text      all of it, comma separated; null if nothing
-- check: (budget_at_completion is null) <> (budget_at_completion_reason is null)
-- check: (planned_value is null) <> (planned_value_reason is null)
-- check: (earned_value is null) <> (earned_value_reason is null)
-- check: (actual_cost is null) <> (actual_cost_reason is null)
with
progress as (select * from core.progress),
reports as (select * from core.projects),
amounts as (select * from core.amounts),
planned as (select * from core.planned_to_date),
earned as (select * from core.earned_to_date),
curve as (select * from core.planned_by_curve where basis = 'current' and is_sent),
doubts as (select * from core.doubtful_amounts),
changes as (select * from core.plan_changes),
conventions as (select * from core.conventions),

measured as (
    select
        progress.*,
        if(progress.progress_state in ('NOT_STARTED', 'ON_HOLD', 'CANCELLED'), progress.progress_state, null)
            as performance_reason,
        reports.currency,
        amounts.* exclude (project_id, period),
        coalesce(safe_div(amounts.planned_value, amounts.budget_at_completion), planned.percent_planned)
            as percent_planned,
        coalesce(safe_div(amounts.earned_value, amounts.budget_at_completion), earned.percent_complete)
            as percent_complete,
        earned.weighed_by,
        conventions.early_progress,
        conventions.late_progress,
        -- as core.plan_breaks tells it, which stands on this
        changes.period is not null and amounts.actual_cost
            < amounts.actual_cost_before * (1 - conventions.reconciliation_tolerance) as is_cost_anew,
        -- what is not stated is made of the amounts of the months, or of the budget
        jump_flags(doubts.fields, ['budget_at_completion']) as budget_jumps,
        jump_flags(doubts.fields, case
            when reports.planned_value is not null then ['planned_value']
            when reports.planned_value_this_period is not null then ['planned_value', 'planned_value_this_period']
            when curve.project_id is null then ['budget_at_completion']
        end) as planned_jumps,
        jump_flags(doubts.fields, case
            when reports.earned_value is not null then ['earned_value']
            when earned.percent_complete is null or reports.earned_value_this_period is not null
                then ['earned_value', 'earned_value_this_period']
            else ['budget_at_completion']
        end) as earned_jumps,
        jump_flags(doubts.fields, if(
            reports.actual_cost is not null, ['actual_cost'], ['actual_cost', 'actual_cost_this_period']
        )) as actual_jumps
    from progress
    inner join amounts using (project_id, period)
    inner join planned using (project_id, period)
    inner join earned using (project_id, period)
    left join reports using (project_id, period)
    left join curve using (project_id, period)
    left join doubts using (project_id, period)
    left join changes on changes.project_id = progress.project_id and changes.period = progress.period
    cross join conventions
),

flagged as (
    select
        *,
        coalesce(percent_complete < early_progress, false) and progress_state <> 'COMPLETE' as is_early,
        if(is_budget_estimated, ['ESTIMATED'], []) || budget_jumps as budget_flags,
        if(is_planned_estimated, ['ESTIMATED'], []) || if(is_planned_disputed, ['INPUTS_DIFFER'], [])
            || planned_jumps as planned_flags,
        if(is_earned_estimated, ['ESTIMATED'], [])
            || if(weighed_by is not null, ['ESTIMATED', 'TASKS_BY_' || upper(weighed_by)], []) || if(is_earned_disputed, ['INPUTS_DIFFER'], [])
            || if(coalesce(earned_value > budget_at_completion, false), ['EV_GT_BAC'], [])
            || if(coalesce(earned_value < earned_value_before, false), ['EV_REGRESSION'], [])
            || earned_jumps as earned_flags,
        if(is_cost_estimated, ['ESTIMATED'], []) || if(coalesce(month_cost < 0 and not is_cost_anew, false), ['NEG_AC'], [])
            || if(coalesce(actual_cost = 0 and earned_value > 0, false), ['ACCRUAL_MISSING'], []) || actual_jumps as actual_flags
    from measured
)

select
    project_id,
    period,
    status_date,
    state,
    progress_state,
    performance_reason,
    currency,
    budget_at_completion,
    planned_value,
    earned_value,
    actual_cost,
    percent_planned,
    percent_complete,
    budget_reason as budget_at_completion_reason,
    planned_reason as planned_value_reason,
    earned_reason as earned_value_reason,
    cost_reason as actual_cost_reason,
    is_early,
    if(is_early, ['EARLY'], []::varchar[]) as early_flags,
    if(percent_complete >= late_progress, ['LATE_STAGE'], []::varchar[]) as late_flags,
    budget_flags,
    planned_flags,
    earned_flags,
    actual_flags,
    joined_flags(budget_flags || planned_flags || earned_flags || actual_flags) as flags
from flagged
