-- Contingency cover: what is left of the contingency for each unit of residual risk exposure. Where too few open risks
-- have an expected value, the exposure would be told too small, so there is none.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        ratio   contingency left / residual exposure
--   numerator    number  contingency approved less drawn
--   denominator  number  residual risk exposure
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
totals as (select * from core.risk_totals),
exposures as (select * from indicators.residual_risk_exposure),
reports as (select * from core.projects),
doubts as (select * from core.doubtful_amounts),
conventions as (select * from core.conventions),

judged as (
    select
        totals.project_id,
        totals.period,
        exposures.value as exposure,
        (reports.contingency_approved - reports.contingency_drawn)::double as contingency_left,
        coalesce(
            totals.reason,
            exposures.reason,
            if(
                safe_div(count_valued, count_open + count_opportunities) < conventions.least_coverage,
                totals.value_reason,
                null
            ),
            if(exposures.value <= 0, 'NOT_APPLICABLE', null),
            if(contingency_approved is null, 'MISSING_INPUT(contingency_approved)', null),
            if(contingency_drawn is null, 'MISSING_INPUT(contingency_drawn)', null)
        ) as why,
        coalesce(string_split(exposures.flags, ','), [])
            || jump_flags(doubts.fields, ['contingency_approved', 'contingency_drawn']) as known
    from totals
    inner join exposures using (project_id, period)
    left join reports using (project_id, period)
    left join doubts using (project_id, period)
    cross join conventions
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(why is null, safe_div(contingency_left, exposure), null) as value,
    if(exposure > 0, contingency_left, null) as numerator,
    if(contingency_left is null, null, exposure) as denominator,
    why as reason,
    if(why is null, joined_flags(known), null) as flags
from judged
