-- Earned value against the plan first approved, of each month in which another is in force. What was earned is the
-- share of the work that is done times the budget first approved: the share as measured by the plan in force, because
-- nobody reports two. What was planned is what the original plan says. Once earned value began anew under a later
-- plan, its share of the first one is not known.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id                   key      project
--   period                       date     month end
--   progress_state               text     NOT_STARTED, IN_PROGRESS, ON_HOLD, COMPLETE or CANCELLED
--   performance_reason           text     why indices make no sense in that state; null where they do
--   budget_at_completion         money    budget as first approved
--   planned_value                money    value of that plan that was to be done to date
--   earned_value                 money    value of that plan that is done to date
--   percent_planned              percent  planned value / budget
--   percent_complete             percent  earned value / budget in force; as reported where there is none
--   budget_at_completion_reason  text     why there is no budget
--   planned_value_reason         text     why there is no planned value
--   earned_value_reason          text     why there is no earned value
--   early_flags                  list     EARLY, where indices are not steady yet
--   late_flags                   list     LATE_STAGE, where value against plan tends to plan whatever is late
--   planned_flags                list     what to know about planned value
--   earned_flags                 list     what to know about earned value
-- check: (budget_at_completion is null) <> (budget_at_completion_reason is null)
-- check: (planned_value is null) <> (planned_value_reason is null)
-- check: (earned_value is null) <> (earned_value_reason is null)
with
facts as (select * from core.earned_value),
plans as (select * from core.plans where basis = 'original'),
curve as (select * from core.planned_by_curve where basis = 'original'),
breaks as (select * from core.plan_breaks),
doubts as (select * from core.doubtful_amounts),

measured as (
    select
        facts.project_id,
        facts.period,
        facts.progress_state,
        facts.performance_reason,
        plans.budget_at_completion,
        if(curve.is_falling, null, curve.planned_value) as planned_value,
        curve.is_falling,
        curve.is_estimated as is_planned_estimated,
        breaks.earned_anew_on is not null as is_earned_anew,
        if(is_earned_anew, null, facts.percent_complete) as percent_complete,
        -- the same budget leaves the earned value as it was stated, to the last digit
        if(
            is_earned_anew,
            null,
            coalesce(
                facts.earned_value::double
                    * safe_div(plans.budget_at_completion, facts.budget_at_completion),
                facts.percent_complete * plans.budget_at_completion::double
            )
        ) as earned,
        plans.budget_reason,
        coalesce(
            if(is_earned_anew, 'BASELINE_CHANGED', null),
            if(facts.percent_complete is null, coalesce(facts.earned_value_reason, facts.budget_at_completion_reason),
                null),
            plans.budget_reason
        ) as earned_reason,
        facts.early_flags,
        facts.late_flags,
        -- against the same budget the earned value is as good as it was stated
        if(
            plans.budget_at_completion = facts.budget_at_completion,
            [],
            jump_flags(doubts.fields, ['budget_at_completion', 'original_budget'])
        ) as budget_jumps,
        jump_flags(doubts.fields, ['original_budget']) as original_jumps,
        facts.earned_flags || budget_jumps as earned_flags
    from plans
    inner join facts using (project_id, period)
    left join curve using (project_id, period)
    left join breaks using (project_id, period)
    left join doubts using (project_id, period)
)

select
    project_id,
    period,
    progress_state,
    performance_reason,
    budget_at_completion,
    planned_value,
    if(earned_reason is null, try_cast(earned as decimal(24, 6)), null) as earned_value,
    safe_div(planned_value, budget_at_completion) as percent_planned,
    percent_complete,
    budget_reason as budget_at_completion_reason,
    case
        when is_falling then 'INVALID_INPUT(planned_value)'
        when planned_value is null then coalesce(budget_reason, 'NO_BASELINE')
    end as planned_value_reason,
    earned_reason as earned_value_reason,
    early_flags,
    late_flags,
    if(is_planned_estimated, ['ESTIMATED'], []) || original_jumps as planned_flags,
    earned_flags
from measured
