-- Cost tolerance used: the overrun that the recommended estimate forecasts, as a share of the overrun that is tolerated.
-- An overrun that nothing is tolerated of has no such share and is red by rule.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key      what one value speaks of: project
--   subject_id   key      project
--   project_id   key      project
--   period       date     month end that the figure speaks of
--   value        percent  overrun / tolerated overrun; above 1 is exceeded
--   numerator    money    estimate at completion - budget
--   denominator  money    cost tolerance x budget
--   reason       text     why there is no value; null where there is one
--   flags        text     what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null or flags = 'RED_BY_RULE'
with
facts as (select * from core.earned_value),
reports as (select * from core.projects),
estimates as (select * from indicators.estimate_at_completion_selected),

gathered as (
    select
        facts.project_id,
        facts.period,
        facts.budget_at_completion_reason,
        reports.cost_tolerance as tolerance,
        estimates.reason as estimate_reason,
        estimates.value - facts.budget_at_completion::double as overrun,
        reports.cost_tolerance * facts.budget_at_completion::double as tolerated,
        string_split(estimates.flags, ',') as known
    from facts
    inner join estimates using (project_id, period)
    left join reports using (project_id, period)
),

judged as (
    select
        *,
        coalesce(tolerance = 0 and overrun > 0, false) as is_over_none,
        coalesce(
            if(tolerance is null, 'MISSING_INPUT(cost_tolerance)', null),
            if(tolerance < 0, 'INVALID_INPUT(cost_tolerance)', null),
            budget_at_completion_reason,
            estimate_reason,
            if(tolerated = 0, 'ZERO_DENOM(cost_tolerance)', null)
        ) as reason
    from gathered
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(overrun, tolerated), null) as value,
    try_cast(overrun as decimal(24, 6)) as numerator,
    try_cast(tolerated as decimal(24, 6)) as denominator,
    reason,
    case
        when is_over_none then 'RED_BY_RULE'
        when reason is null then joined_flags(known)
    end as flags
from judged
