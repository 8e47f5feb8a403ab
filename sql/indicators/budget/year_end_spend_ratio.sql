-- Year-end spend ratio: share of the fiscal year's expected cost that falls into its last quarter, the 'hockey stick'.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key      what one value speaks of: project
--   subject_id   key      project
--   project_id   key      project
--   period       date     month end that the figure speaks of
--   value        percent  cost of the last quarter / cost of the year
--   numerator    money    cost of the last quarter, spent or expected
--   denominator  money    cost of the fiscal year, spent or expected
--   reason       text     why there is no value; null where there is one
--   flags        text     what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
sums as (select * from core.budget_sums),
windows as (select * from core.budget_windows),

judged as (
    select
        sums.*,
        coalesce(actual_year_to_date, if(windows.progress_state = 'NOT_STARTED', 0, null)) + forecast_to_come
            as year_cost,
        coalesce(
            if(windows.progress_state in ('COMPLETE', 'CANCELLED', 'ON_HOLD'), windows.progress_state, null),
            forecast_reason,
            if(windows.progress_state <> 'NOT_STARTED', actual_reason, null),
            if(windows.first_cost_month >= windows.last_quarter_start, 'NOT_APPLICABLE', null),
            if(year_cost = 0, 'ZERO_DENOM(full_year_forecast)', null),
            if(year_cost < 0, 'NEG_DENOM(full_year_forecast)', null)
        ) as reason,
        if(sums.is_start_unknown or sums.forecast_period is not null, ['ESTIMATED'], [])
            || if(sums.is_actual_partial, ['PARTIAL_COVERAGE'], []) as known
    from sums inner join windows using (project_id, period)
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(coalesce(last_quarter, 0), year_cost), null) as value,
    if(reason is null, coalesce(last_quarter, 0), null)::decimal(24, 6) as numerator,
    if(reason is null, year_cost, null)::decimal(24, 6) as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
