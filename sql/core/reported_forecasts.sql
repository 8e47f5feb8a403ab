-- What each project's manager expected it to cost and when to finish, as first reported for each month: what a
-- forecast is judged by. A later correction of the month changes nothing here. Whole cost: as reported, else actual
-- cost and the estimate to complete of the same report.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id            key    project
--   period                date   month end it was reported for
--   estimate              money  whole cost as expected
--   forecast_finish       date   finish as expected
--   is_estimate_restated  flag   whether another whole cost is known of the month now
--   is_finish_restated    flag   whether another finish is
with
reported as (select * from core.projects_as_reported),
fields as (select * from core.reported_fields where first_value is not null and kind is not null),

restated as (
    select
        project_id,
        period,
        bool_or(field = 'manager_estimate_at_completion') as is_whole_restated,
        bool_or(field in ('actual_cost', 'estimate_to_complete')) as is_rest_restated,
        bool_or(field = 'forecast_finish') as is_finish_restated
    from fields
    group by project_id, period
)

select
    reported.project_id,
    reported.period,
    coalesce(
        reported.manager_estimate_at_completion, reported.actual_cost + reported.estimate_to_complete
    )::decimal(24, 6) as estimate,
    reported.forecast_finish,
    coalesce(
        if(reported.manager_estimate_at_completion is null, is_rest_restated, is_whole_restated), false
    ) as is_estimate_restated,
    coalesce(restated.is_finish_restated, false) as is_finish_restated
from reported left join restated using (project_id, period)
