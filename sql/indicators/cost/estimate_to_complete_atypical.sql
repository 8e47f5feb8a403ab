-- Estimate to complete if the rest costs as planned: the approved cost of the work that is left.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        money   budget at completion less earned value
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
facts as (select * from core.earned_value),
estimates as (select * from indicators.estimate_at_completion_atypical),

judged as (
    select
        facts.*,
        if(facts.progress_state = 'COMPLETE', 'COMPLETE', estimates.reason) as reason,
        coalesce(string_split(estimates.flags, ','), []) as known
    from facts inner join estimates using (project_id, period)
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, (budget_at_completion - earned_value)::decimal(24, 6), null) as value,
    null::double as numerator,
    null::double as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
