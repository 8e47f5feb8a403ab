-- The S-curve of a project: planned value over its baseline, earned value and actual cost as reported, and the estimates.
--
-- grain:   one row per project_id, series, on_date
-- columns:
--   project_id  key    project
--   series      key    planned, earned, actual; original: the plan first approved, where another is in force; estimate, estimate_low, estimate_high at the forecast finish
--   on_date     date   the day the figure speaks of
--   value       money  cumulative, in the project's currency
with
health as (select * from marts.project_health inner join scope using (project_id, period)),
money as (select * from core.earned_value inner join scope using (project_id, period)),
curve as (select * from core.planned_value_curve inner join scope using (project_id, period)),
plans as (
    select * from core.plans inner join scope using (project_id, period) where basis = 'original'
),
points as (select * from core.plan_curves where basis = 'original'),
indicators as (select * from marts.indicators inner join scope using (project_id, period)),
latest as (select project_id, max(period) as period from health group by project_id),
newest as (select health.* from health inner join latest using (project_id, period)),
reported_days as (
    select project_id, min(coalesce(status_date, period)) as first_day, max(coalesce(status_date, period)) as last_day
    from money
    where planned_value is not null
    group by project_id
),
-- where months were reported, the planned value that counted in them; the baseline before and after
planned as (
    select project_id, 'planned' as series, coalesce(status_date, period) as on_date, planned_value as value
    from money
    union all
    select curve.project_id, 'planned', curve.on_date, curve.planned_value
    from curve inner join latest using (project_id, period) left join reported_days using (project_id)
    where reported_days.first_day is null
       or curve.on_date not between reported_days.first_day and reported_days.last_day
),
-- the first plan whole, so that it is seen where it meant to be
first_plan as (
    select plans.project_id, 'original' as series, points.on_date, points.planned_value as value
    from plans inner join latest using (project_id, period)
    inner join points on points.project_id = plans.project_id and points.period = plans.plan_period
),
reported as (
    unpivot (select project_id, coalesce(status_date, period) as on_date, earned_value as earned, actual_cost as actual from money)
    on earned, actual into name series value value
),
estimates as (
    select indicators.project_id, min(indicators.value) as low, max(indicators.value) as high
    from indicators inner join latest using (project_id, period)
    where indicators.indicator in (
        'estimate_at_completion', 'estimate_at_completion_atypical', 'estimate_at_completion_schedule_cost',
        'manager_estimate_at_completion'
    )
    group by indicators.project_id
),
finishes as (
    select project_id, greatest(coalesce(actual_finish, forecast_finish, baseline_finish), period) as on_date,
           estimate_at_completion
    from newest
),
forecast as (
    select project_id, 'estimate' as series, on_date, estimate_at_completion as value from finishes
    union all
    select project_id, 'estimate_low', on_date, low::decimal(24, 6) from finishes inner join estimates using (project_id)
    union all
    select project_id, 'estimate_high', on_date, high::decimal(24, 6) from finishes inner join estimates using (project_id)
)
select project_id, series, on_date, max(value)::decimal(24, 6) as value
from (
    select project_id, series, on_date, value from planned
    union all by name
    select project_id, series, on_date, value from first_plan
    union all by name
    select project_id, series, on_date, value from reported
    union all by name
    select project_id, series, on_date, value from forecast
)
where value is not null and on_date is not null
group by project_id, series, on_date
order by project_id, series, on_date
