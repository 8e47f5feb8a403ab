-- The recommended estimate at completion: the manager's while little is done, budget / cost performance index after
-- that; the other of the two where that one is not known.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        number  the recommended estimate, in the project's currency
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
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
        if(facts.is_early, managers.value is not null, estimates.value is null) as is_managers,
        if(is_managers, managers.value, estimates.value) as estimate,
        if(coalesce(managers.value, estimates.value) is null, estimates.reason, null) as reason,
        facts.early_flags
            || coalesce(string_split(if(is_managers, managers.flags, estimates.flags), ','), []) as known
    from facts
    inner join estimates using (project_id, period)
    inner join managers using (project_id, period)
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, estimate, null) as value,
    null::double as numerator,
    null::double as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
