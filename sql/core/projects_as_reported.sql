-- Projects as first reported for each month, before any later correction: what forecasts, lights and answers of managers
-- are judged by. Fields as in core.reported_fields.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id                      key      project
--   period                          date     month end
--   state                           text     state
--   percent_complete                percent  share of the work done
--   budget_at_completion            money    approved cost of all planned work
--   planned_value                   money    approved cost of the work planned to date
--   earned_value                    money    approved cost of the work done to date
--   actual_cost                     money    cost of the work done to date
--   estimate_to_complete            money    manager's estimate of the cost still to come
--   manager_estimate_at_completion  money    manager's estimate of the whole cost
--   forecast_finish                 date     finish as forecast
--   declared_overall                light    light as declared
--   declared_schedule               light    the same of the schedule
--   declared_cost                   light    the same of the cost
--   declared_scope                  light    the same of the scope
--   declared_risk                   light    the same of the risk
--   declared_resource               light    the same of the people
--   declared_benefits               light    the same of the benefits
--   declared_quality                light    the same of the quality
--   declared_stakeholders           light    the same of those affected
with
told as (select * from core.reported_fields where first_value is not null),
loads as (select distinct project_id, period from core.reported_loads where is_first),

said as (select project_id, period, map(list(field), list(first_value)) as said from told group by all)

select
    loads.project_id,
    loads.period,
    said['state'] as state,
    said['percent_complete']::double as percent_complete,
    said['budget_at_completion']::decimal(24, 6) as budget_at_completion,
    said['planned_value']::decimal(24, 6) as planned_value,
    said['earned_value']::decimal(24, 6) as earned_value,
    said['actual_cost']::decimal(24, 6) as actual_cost,
    said['estimate_to_complete']::decimal(24, 6) as estimate_to_complete,
    said['manager_estimate_at_completion']::decimal(24, 6) as manager_estimate_at_completion,
    said['forecast_finish']::date as forecast_finish,
    said['declared_overall'] as declared_overall,
    said['declared_schedule'] as declared_schedule,
    said['declared_cost'] as declared_cost,
    said['declared_scope'] as declared_scope,
    said['declared_risk'] as declared_risk,
    said['declared_resource'] as declared_resource,
    said['declared_benefits'] as declared_benefits,
    said['declared_quality'] as declared_quality,
    said['declared_stakeholders'] as declared_stakeholders
from loads left join said using (project_id, period)
