-- Variance at completion as a share of the budget: minus 0.1 is a forecast overrun of a tenth.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key      what one value speaks of: project
--   subject_id   key      project
--   project_id   key      project
--   period       date     month end that the figure speaks of
--   value        percent  variance at completion / budget
--   numerator    number   variance at completion
--   denominator  money    budget at completion
--   reason       text     why there is no value; null where there is one
--   flags        text     what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
facts as (select * from core.earned_value),
variances as (select * from indicators.variance_at_completion),

judged as (
    select
        facts.project_id,
        facts.period,
        facts.budget_at_completion,
        variances.value as variance,
        variances.reason as reason,
        string_split(variances.flags, ',') as known
    from facts inner join variances using (project_id, period)
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(variance, budget_at_completion), null) as value,
    variance as numerator,
    if(variance is null, null, budget_at_completion) as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
