-- Budget year to date less what was spent, as a share of that budget; negative is overspent.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        percent variance / budget year to date
--   numerator    money   budget year to date less actual
--   denominator  money   budget year to date
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
years as (select * from core.budget_year),

judged as (
    select
        *,
        (budget_year_to_date - actual_year_to_date)::decimal(24, 6) as variance,
        coalesce(
            budget_to_date_reason,
            actual_reason,
            if(budget_year_to_date = 0, 'ZERO_DENOM(budget_year_to_date)', null),
            if(budget_year_to_date < 0, 'NEG_DENOM(budget_year_to_date)', null)
        ) as reason,
        budget_to_date_flags || actual_flags as known
    from years
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(variance, budget_year_to_date), null) as value,
    variance as numerator,
    if(variance is null, null, budget_year_to_date) as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
