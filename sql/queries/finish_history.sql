-- The finish of each project, report by report, up to the month shown and within the last twelve months: as approved,
-- as its manager expects it, and as its progress leads to.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id          key   project
--   period              date  month end
--   baseline_finish     date  approved finish
--   manager_finish      date  finish as the manager expects it
--   performance_finish  date  finish if the pace stays as it was so far
--   earliest_finish     date  earliest finish by progress
--   latest_finish       date  latest finish by progress
--   slip_days           days  manager's finish less approved finish
--   moved_a_month       days  days by which the manager's finish moves in each month; null with less than four months
with
forecasts as (select * from core.finish_forecasts inner join scope using (project_id, period)),
indicators as (select * from marts.indicators where indicator = 'finish_trend_days_per_month')
select
    forecasts.project_id,
    forecasts.period,
    forecasts.baseline_finish,
    forecasts.manager_finish,
    forecasts.performance_finish,
    forecasts.earliest_finish,
    forecasts.latest_finish,
    forecasts.manager_finish - forecasts.baseline_finish as slip_days,
    indicators.value as moved_a_month
from forecasts
cross join chosen
left join indicators on indicators.project_id = forecasts.project_id and indicators.period = forecasts.period
where forecasts.period between (chosen.period - interval 11 month)::date and chosen.period
  and coalesce(forecasts.manager_finish, forecasts.earliest_finish) is not null
order by forecasts.project_id, forecasts.period
