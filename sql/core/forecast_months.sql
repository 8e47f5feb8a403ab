-- The months before the finish of each project that is over in which its forecasts are looked at: the reports of three,
-- six and twelve calendar months before the month it finished in.
--
-- grain:   one row per project_id, period, months_before
-- columns:
--   project_id            key    project
--   period                date   month end as of which the project is over
--   months_before         count  months before the finish: 3, 6 or 12
--   started_on            date   when it started
--   finished_on           date   when it finished
--   final_cost            money  what it cost
--   final_cost_reason     text   why that is not known
--   forecast_period       date   month end whose report is looked at; null where the project is not over
--   estimate              money  whole cost as its report expected it
--   forecast_finish       date   finish as its report expected it
--   is_estimate_restated  flag   whether another whole cost is known of that month now
--   is_finish_restated    flag   whether another finish is
--   reason                text   why there is no report of that month; null where there is one
-- check: reason is not null or forecast_period is not null
with
closings as (select * from core.closings),
forecasts as (select * from core.reported_forecasts),

first_reports as (select project_id, min(period) as first_period from forecasts group by project_id),

asked as (
    select
        closings.*,
        horizons.months_before,
        last_day((date_trunc('month', closings.finished_on) - to_months(horizons.months_before))::date)
            as forecast_period
    from closings cross join (select unnest([3, 6, 12])::integer as months_before) as horizons
)

select
    asked.project_id,
    asked.period,
    asked.months_before,
    asked.started_on,
    asked.finished_on,
    asked.final_cost,
    asked.final_cost_reason,
    asked.forecast_period,
    forecasts.estimate,
    forecasts.forecast_finish,
    coalesce(forecasts.is_estimate_restated, false) as is_estimate_restated,
    coalesce(forecasts.is_finish_restated, false) as is_finish_restated,
    case
        when asked.reason is not null then asked.reason
        when forecasts.period is not null then null
        when asked.started_on > asked.forecast_period then 'NOT_APPLICABLE'
        when first_reports.first_period < asked.forecast_period
            then 'PERIOD_GAP(' || strftime(asked.forecast_period, '%Y-%m') || ')'
        else 'INSUFFICIENT_HISTORY('
            || greatest(coalesce(date_diff('month', first_reports.first_period, asked.finished_on), 0), 0) || '<'
            || asked.months_before || ')'
    end as reason
from asked
left join forecasts
    on forecasts.project_id = asked.project_id and forecasts.period = asked.forecast_period
    and forecasts.period <= asked.period
left join first_reports on first_reports.project_id = asked.project_id
