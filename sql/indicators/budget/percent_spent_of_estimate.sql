-- Share of the expected final cost that is spent.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        percent actual cost / recommended estimate at completion
--   numerator    money   actual cost
--   denominator  money   recommended estimate at completion
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
facts as (select * from core.earned_value),
estimates as (select * from indicators.estimate_at_completion_selected),

judged as (
    select
        facts.project_id,
        facts.period,
        facts.actual_cost,
        try_cast(estimates.value as decimal(24, 6)) as estimate,
        coalesce(
            if(facts.progress_state = 'CANCELLED', 'CANCELLED', null),
            facts.actual_cost_reason,
            estimates.reason,
            if(estimates.value = 0, 'ZERO_DENOM(estimate_at_completion_selected)', null),
            if(estimates.value < 0, 'NEG_DENOM(estimate_at_completion_selected)', null)
        ) as reason,
        facts.actual_flags || coalesce(string_split(estimates.flags, ','), []) as known
    from facts inner join estimates using (project_id, period)
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(actual_cost, estimate), null) as value,
    actual_cost as numerator,
    if(actual_cost is null, null, estimate) as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
