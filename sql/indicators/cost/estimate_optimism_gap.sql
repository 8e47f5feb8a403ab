-- Estimate optimism gap: how far the manager's estimate lies below budget / cost performance index, as a share of the
-- budget.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key      what one value speaks of: project
--   subject_id   key      project
--   project_id   key      project
--   period       date     month end that the figure speaks of
--   value        percent  (estimate at completion - manager's) / budget
--   numerator    number   estimate at completion less the manager's
--   denominator  money    budget at completion
--   reason       text     why there is no value; null where there is one
--   flags        text     what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
facts as (select * from core.earned_value),
estimates as (select * from indicators.estimate_at_completion),
managers as (select * from indicators.manager_estimate_at_completion),

judged as (
    select
        facts.project_id,
        facts.period,
        facts.budget_at_completion,
        estimates.value - managers.value as gap,
        coalesce(
            if(facts.progress_state = 'COMPLETE', 'COMPLETE', null),
            estimates.reason,
            managers.reason,
            facts.budget_at_completion_reason
        ) as reason,
        coalesce(string_split(estimates.flags, ','), []) || coalesce(string_split(managers.flags, ','), []) as known
    from facts
    inner join estimates using (project_id, period)
    inner join managers using (project_id, period)
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(gap, budget_at_completion), null) as value,
    if(reason is null, gap, null) as numerator,
    if(reason is null, budget_at_completion, null) as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
