-- Estimate to complete: what the rest will cost if cost efficiency stays as it is.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        number  estimate at completion - actual cost, in the project's currency
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
facts as (select * from core.earned_value),
estimates as (select * from indicators.estimate_at_completion),

judged as (
    select
        facts.project_id,
        facts.period,
        facts.actual_cost,
        facts.budget_at_completion,
        estimates.value as estimate,
        if(facts.progress_state = 'COMPLETE', 'COMPLETE', estimates.reason) as reason,
        string_split(estimates.flags, ',') as known
    from facts inner join estimates using (project_id, period)
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, estimate - actual_cost::double, null) as value,
    null::double as numerator,
    null::double as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
