-- Trend of a milestone: days by which its expected date moves in each month, by a line through the last twelve months.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: milestone
--   subject_id   key     project and milestone
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        days    days later in each month that passes
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
dates as (select * from core.milestone_dates),
conventions as (select * from core.conventions),

lined as (
    select
        *,
        count(expected_date) over year as count_months,
        regr_slope(expected_date - date '2000-01-01', status_date - date '2000-01-01') over year as moved_days
    from dates
    window year as (
        partition by project_id, row_key order by period
        range between interval 11 month preceding and current row
    )
),

judged as (
    select
        lined.*,
        lined.moved_days * conventions.days_per_month as days_a_month,
        case
            when lined.is_reached then 'COMPLETE'
            when not lined.is_open or lined.expected_date is null then lined.slip_reason
            when lined.count_months < conventions.least_history
                then 'INSUFFICIENT_HISTORY(' || lined.count_months || '<' || conventions.least_history || ')'
            when lined.moved_days is null then 'UNDEFINED_MATH'
        end as reason,
        if(lined.is_estimated, ['ESTIMATED'], []::varchar[]) as known
    from lined cross join conventions
)

select
    'milestone' as grain,
    subject_within(project_id, row_key) as subject_id,
    project_id,
    period,
    if(reason is null, days_a_month, null) as value,
    null::double as numerator,
    null::double as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
