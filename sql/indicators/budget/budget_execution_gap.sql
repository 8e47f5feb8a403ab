-- Budget execution gap: budget execution rate less the share of the fiscal year that has passed; below zero the money
-- is spent slower than the calendar runs.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        points  budget execution rate - time elapsed
--   numerator    number  actual year to date less the budget of the time that has passed
--   denominator  money   budget of the fiscal year
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
rates as (select * from indicators.budget_execution_rate),
elapsed as (select * from indicators.time_elapsed_ratio),

-- as a part of the budget, so that the gap of a group is the ratio of two sums
judged as (
    select
        rates.project_id,
        rates.period,
        rates.denominator as budget,
        (rates.numerator::double - rates.denominator::double * elapsed.value) as ahead,
        rates.reason,
        coalesce(string_split(rates.flags, ','), []) as known
    from rates inner join elapsed using (project_id, period)
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(ahead, budget), null) as value,
    ahead as numerator,
    budget as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
