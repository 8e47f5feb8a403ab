-- Estimate at completion by the project's manager: as reported, else actual cost and the manager's estimate to
-- complete.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        number  the manager's estimate, in the project's currency
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
facts as (select * from core.earned_value),
reports as (select * from core.projects),
doubts as (select * from core.doubtful_amounts),

judged as (
    select
        facts.project_id,
        facts.period,
        coalesce(
            reports.manager_estimate_at_completion, facts.actual_cost + reports.estimate_to_complete
        ) as estimate,
        case
            when facts.progress_state = 'CANCELLED' then 'CANCELLED'
            when reports.manager_estimate_at_completion < greatest(facts.actual_cost, 0)
                then 'INVALID_INPUT(manager_estimate_at_completion)'
            when reports.manager_estimate_at_completion is not null then null
            when reports.estimate_to_complete < 0 then 'INVALID_INPUT(estimate_to_complete)'
            when reports.estimate_to_complete is not null then facts.actual_cost_reason
            when facts.progress_state = 'COMPLETE' then 'COMPLETE'
            else 'MISSING_INPUT(manager_estimate_at_completion)'
        end as reason,
        if(
            reports.manager_estimate_at_completion is null,
            facts.actual_flags || jump_flags(doubts.fields, ['estimate_to_complete']),
            jump_flags(doubts.fields, ['manager_estimate_at_completion'])
        ) as known
    from facts
    left join reports using (project_id, period)
    left join doubts using (project_id, period)
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, estimate::double, null) as value,
    null::double as numerator,
    null::double as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
