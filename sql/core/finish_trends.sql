-- Where the manager's forecasts of the finish are heading: a robust line (Theil-Sen) through the forecasts of the last
-- twelve months by the days they were made on. Where it meets the day of the report, the forecast comes true.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id      key    project
--   period          date   month end
--   count_months    count  months with a forecast
--   moved_days      days   days by which the forecast moves for each day that passes; 1 never comes nearer
--   slope_reason    text   why that is not known
--   trend_finish    date   day on which the line meets the day of the report
--   reason          text   why there is none
--   is_from_tasks   flag   whether one of the forecasts is made of the tasks
-- check: (moved_days is null) <> (slope_reason is null)
-- check: (trend_finish is null) <> (reason is null)
with
forecasts as (select * from core.finish_forecasts),
conventions as (select * from core.conventions),

made as (
    select project_id, period, status_date, manager_finish,
        status_date - date '2000-01-01' as made_on, manager_finish - date '2000-01-01' as expected_on, is_from_tasks
    from forecasts
    where manager_finish is not null and progress_state <> 'COMPLETE'
),

looked_back as (
    select now.project_id, now.period, made.made_on, made.expected_on, made.is_from_tasks
    from forecasts as now inner join made
        on made.project_id = now.project_id
        and made.period between (now.period - interval 11 month)::date and now.period
),

paired as (
    select
        earlier.project_id,
        earlier.period,
        median(safe_div(later.expected_on - earlier.expected_on, later.made_on - earlier.made_on)) as slope
    from looked_back as earlier inner join looked_back as later
        on later.project_id = earlier.project_id and later.period = earlier.period
        and later.made_on > earlier.made_on
    group by earlier.project_id, earlier.period
),

lined as (
    select
        project_id,
        period,
        count(distinct made_on) as count_months,
        bool_or(is_from_tasks) as is_from_tasks,
        any_value(paired.slope) as slope,
        median(expected_on - paired.slope * made_on) as level
    from looked_back left join paired using (project_id, period)
    group by project_id, period
),

judged as (
    select
        forecasts.project_id,
        forecasts.period,
        forecasts.status_date,
        coalesce(lined.count_months, 0) as months_known,
        coalesce(lined.is_from_tasks, false) as is_from_tasks,
        lined.slope,
        safe_div(lined.level, 1 - lined.slope) as meets_on,
        case
            when forecasts.progress_state in ('ON_HOLD', 'COMPLETE', 'CANCELLED') then forecasts.progress_state
            when forecasts.manager_finish is null then 'MISSING_INPUT(forecast_finish)'
            when months_known < conventions.least_history
                then 'INSUFFICIENT_HISTORY(' || months_known || '<' || conventions.least_history || ')'
        end as slope_reason,
        coalesce(slope_reason, case
            when slope >= 1 then 'UNDEFINED_MATH'
            when coalesce(meets_on - made.made_on not between 0 and conventions.days_per_month
                * conventions.greatest_duration, true) then 'UNDEFINED_MATH'
        end) as reason
    from forecasts
    left join lined using (project_id, period)
    left join made using (project_id, period)
    cross join conventions
)

select
    project_id,
    period,
    months_known as count_months,
    if(slope_reason is null, slope, null) as moved_days,
    slope_reason,
    date '2000-01-01' + if(reason is null, round(meets_on), null)::integer as trend_finish,
    reason,
    is_from_tasks
from judged
