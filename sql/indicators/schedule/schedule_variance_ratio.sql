-- Schedule variance as a share of the value of the work planned; negative is behind plan.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key      what one value speaks of: project
--   subject_id   key      project
--   project_id   key      project
--   period       date     month end that the figure speaks of
--   value        percent  (earned value - planned value) / planned value
--   numerator    money    earned value - planned value
--   denominator  money    planned value
--   reason       text     why there is no value; null where there is one
--   flags        text     what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
facts as (select * from core.earned_value),
variances as (select * from indicators.schedule_variance),

judged as (
    select
        facts.project_id,
        facts.period,
        facts.planned_value,
        variances.value as variance,
        coalesce(variances.reason, if(facts.planned_value = 0, 'ZERO_DENOM(planned_value)', null)) as reason,
        facts.early_flags || coalesce(string_split(variances.flags, ','), []) as known
    from facts inner join variances using (project_id, period)
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(variance, planned_value), null) as value,
    variance as numerator,
    if(variance is null, null, planned_value) as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
