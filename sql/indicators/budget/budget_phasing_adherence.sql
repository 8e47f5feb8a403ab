-- Budget phasing adherence: how closely the months that have passed kept to their budgets, each month by itself. What
-- is over in one month does not make good what is under in another; below zero is possible.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key      what one value speaks of: project
--   subject_id   key      project
--   project_id   key      project
--   period       date     month end that the figure speaks of
--   value        percent  1 - differences / budget year to date
--   numerator    money    budget to date less the differences of its months, each without its sign
--   denominator  money    budget year to date
--   reason       text     why there is no value; null where there is one
--   flags        text     what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
sums as (select * from core.budget_sums),
progress as (select * from core.progress),

judged as (
    select
        sums.*,
        budget_year_to_date - deviation as kept,
        coalesce(
            if(
                progress.progress_state = 'CANCELLED'
                    or progress.progress_state <> 'IN_PROGRESS' and actual_year_to_date is null,
                progress.progress_state,
                null
            ),
            budget_to_date_reason,
            actual_reason,
            if(budget_year_to_date = 0, 'ZERO_DENOM(budget_year_to_date)', null),
            if(budget_year_to_date < 0, 'NEG_DENOM(budget_year_to_date)', null)
        ) as reason,
        if(is_start_unknown, ['ESTIMATED'], []) || if(is_actual_partial, ['PARTIAL_COVERAGE'], []) as known
    from sums inner join progress using (project_id, period)
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(kept, budget_year_to_date), null) as value,
    try_cast(kept as decimal(24, 6)) as numerator,
    budget_year_to_date as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
