-- The finish of each project, report by report, up to the month shown and within the last twelve months: as approved,
-- as its manager expects it, and as its progress leads to.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id          key   project
--   period              date  month end
--   baseline_finish     date  approved finish
--   manager_finish      date  finish as the manager expects it
--   performance_finish  date  finish if the pace stays as it was so far; none while too little is done to tell
--   earliest_finish     date  earliest finish by progress; as above
--   latest_finish       date  latest finish by progress; as above
--   slip_days           days  manager's finish less approved finish
with
forecasts as (select * from core.finish_forecasts inner join scope using (project_id, period)),
indicators as (
    select project_id, period,
        coalesce(bool_or(list_contains(string_split(flags, ','), 'EARLY')), false) as is_early
    from marts.indicators
    where indicator = 'independent_finish_slip_days_performance'
    group by project_id, period
)
select
    forecasts.project_id,
    forecasts.period,
    forecasts.baseline_finish,
    forecasts.manager_finish,
    if(indicators.is_early, null, forecasts.performance_finish) as performance_finish,
    if(indicators.is_early, null, forecasts.earliest_finish) as earliest_finish,
    if(indicators.is_early, null, forecasts.latest_finish) as latest_finish,
    forecasts.manager_finish - forecasts.baseline_finish as slip_days
from forecasts
cross join chosen
left join indicators on indicators.project_id = forecasts.project_id and indicators.period = forecasts.period
where forecasts.period between (chosen.period - interval 11 month)::date and chosen.period
  and coalesce(forecasts.manager_finish, forecasts.earliest_finish) is not null
order by forecasts.project_id, forecasts.period
