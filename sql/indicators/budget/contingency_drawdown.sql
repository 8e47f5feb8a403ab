-- Contingency drawdown: share of the contingency that is drawn for each share of the work that is done. Contingency
-- drawn before any work is done has no such figure and is red by rule.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key    what one value speaks of: project
--   subject_id   key    project
--   project_id   key    project
--   period       date   month end that the figure speaks of
--   value        ratio  (drawn / approved contingency) / percent complete
--   numerator    ratio  share of the contingency that is drawn
--   denominator  ratio  share of the work that is done
--   reason       text   why there is no value; null where there is one
--   flags        text   what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null or flags = 'RED_BY_RULE'
with
facts as (select * from core.earned_value),
reports as (select * from core.projects),
doubts as (select * from core.doubtful_amounts),

gathered as (
    select
        facts.*,
        reports.contingency_drawn as drawn,
        reports.contingency_approved as approved,
        facts.progress_state in ('NOT_STARTED', 'IN_PROGRESS') and facts.earned_value = 0
            and reports.contingency_approved > 0 and reports.contingency_drawn > 0 as is_drawn_for_nothing,
        jump_flags(doubts.fields, ['contingency_approved', 'contingency_drawn']) as contingency_flags
    from facts
    left join reports using (project_id, period)
    left join doubts using (project_id, period)
),

judged as (
    select
        *,
        coalesce(
            if(is_drawn_for_nothing, 'UNDEFINED_MATH', null),
            performance_reason,
            if(progress_state = 'COMPLETE', 'COMPLETE', null),
            if(approved is null, 'MISSING_INPUT(contingency_approved)', null),
            if(drawn is null, 'MISSING_INPUT(contingency_drawn)', null),
            if(approved < 0, 'INVALID_INPUT(contingency_approved)', null),
            if(drawn < 0, 'INVALID_INPUT(contingency_drawn)', null),
            if(approved = 0, 'ZERO_DENOM(contingency_approved)', null),
            budget_at_completion_reason,
            earned_value_reason,
            if(earned_value = 0, 'ZERO_DENOM(earned_value)', null)
        ) as reason,
        safe_div(drawn, approved) as share_drawn,
        safe_div(earned_value, budget_at_completion) as share_done,
        early_flags || budget_flags || earned_flags || contingency_flags as known
    from gathered
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(share_drawn, share_done), null) as value,
    share_drawn as numerator,
    share_done as denominator,
    reason,
    case
        when reason is null then joined_flags(known)
        when is_drawn_for_nothing then 'RED_BY_RULE'
    end as flags
from judged
