-- Budget growth: by how much of the budget first approved the budget in force is above it; below zero it is less.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key      what one value speaks of: project
--   subject_id   key      project
--   project_id   key      project
--   period       date     month end that the figure speaks of
--   value        percent  growth / budget first approved
--   numerator    money    budget in force - budget first approved
--   denominator  money    budget first approved
--   reason       text     why there is no value; null where there is one
--   flags        text     what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
facts as (select * from core.earned_value),
originals as (select * from core.original_plans),
doubts as (select * from core.doubtful_amounts),

judged as (
    select
        facts.project_id,
        facts.period,
        coalesce(facts.budget_at_completion_reason, originals.budget_reason) as reason,
        if(reason is null, facts.budget_at_completion - originals.budget_at_completion, null)::decimal(24, 6) as growth,
        if(reason is null, originals.budget_at_completion, null) as original_budget,
        facts.budget_flags || jump_flags(doubts.fields, ['original_budget']) as known
    from facts
    inner join originals using (project_id, period)
    left join doubts using (project_id, period)
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    safe_div(growth, original_budget) as value,
    growth as numerator,
    original_budget as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
