-- Commitment cover: share of the approved budget that is spent or ordered.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key      what one value speaks of: project
--   subject_id   key      project
--   project_id   key      project
--   period       date     month end that the figure speaks of
--   value        percent  (actual cost + open commitments) / budget at completion
--   numerator    money    actual cost and open commitments
--   denominator  money    budget at completion
--   reason       text     why there is no value; null where there is one
--   flags        text     what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
facts as (select * from core.earned_value),
reports as (select * from core.projects),
sums as (select * from core.budget_sums),
doubts as (select * from core.doubtful_amounts),
conventions as (select * from core.conventions),

gathered as (
    select
        facts.*,
        coalesce(reports.committed_cost, sums.committed) as committed,
        if(reports.committed_cost is null, [], jump_flags(doubts.fields, ['committed_cost'])) as committed_flags
    from facts
    inner join sums using (project_id, period)
    left join reports using (project_id, period)
    left join doubts using (project_id, period)
),

judged as (
    select
        *,
        try_cast(actual_cost + committed as decimal(24, 6)) as used,
        coalesce(
            if(progress_state in ('NOT_STARTED', 'COMPLETE', 'CANCELLED'), progress_state, null),
            actual_cost_reason,
            if(committed is null, 'MISSING_INPUT(committed_cost)', null),
            if(committed < 0, 'INVALID_INPUT(committed_cost)', null),
            budget_at_completion_reason
        ) as reason,
        budget_flags || actual_flags || committed_flags || if(
            safe_div(used, budget_at_completion) > conventions.high_commitment + conventions.bound_tolerance
                and percent_complete < conventions.low_progress,
            ['COMMITTED_EARLY'],
            []
        ) as known
    from gathered cross join conventions
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(used, budget_at_completion), null) as value,
    used as numerator,
    budget_at_completion as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
