-- Budget execution rate: share of the fiscal year's budget that is spent.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key      what one value speaks of: project
--   subject_id   key      project
--   project_id   key      project
--   period       date     month end that the figure speaks of
--   value        percent  actual year to date / budget of the fiscal year
--   numerator    money    actual year to date
--   denominator  money    budget of the fiscal year
--   reason       text     why there is no value; null where there is one
--   flags        text     what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
years as (select * from core.budget_year),

judged as (
    select
        *,
        coalesce(
            if(progress_state = 'CANCELLED', progress_state, null),
            budget_reason,
            actual_reason,
            if(budget_this_year = 0, 'ZERO_DENOM(budget_this_year)', null)
        ) as reason,
        budget_flags || actual_flags as known
    from years
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(actual_year_to_date, budget_this_year), null) as value,
    actual_year_to_date as numerator,
    budget_this_year as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
