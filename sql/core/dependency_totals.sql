-- The dependencies of each project added up: how many are open, how many come too late, by how many days. A project for
-- which dependencies were sent, but none of its own, has none; where none were sent, nothing is known.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id        key    project
--   period            date   month end
--   reason            text   why nothing is known of them; null where something is
--   count_open        count  dependencies still to be delivered
--   count_known       count  of them, with a day needed and a day expected
--   count_late        count  of them, expected after they are needed
--   sum_exposed_days  days   days by which these come too late, added up
--   unknown_reason    text   what the others lack
--   is_estimated      flag   whether one of these days is only the earliest possible
with
progress as (select * from core.progress),
visible as (select distinct project_id, period from core.visible where entity = 'dependencies'),
dates as (select * from core.dependency_dates),

added as (
    select
        project_id,
        period,
        count(*) filter (where is_open) as count_open,
        count(exposed_days) filter (where is_open) as count_known,
        count(*) filter (where is_open and exposed_days > 0) as count_late,
        sum(exposed_days) filter (where is_open) as sum_exposed_days,
        if(
            bool_or(needed_on is null) filter (where is_open),
            'MISSING_INPUT(dependencies.needed_on)',
            'MISSING_INPUT(dependencies.forecast_on)'
        ) as unknown_reason,
        bool_or(is_estimated) filter (where exposed_days > 0) as is_estimated
    from dates
    group by project_id, period
)

select
    progress.project_id,
    progress.period,
    case
        when progress.progress_state in ('ON_HOLD', 'COMPLETE', 'CANCELLED') then progress.progress_state
        when visible.project_id is null then 'MISSING_INPUT(dependencies)'
    end as reason,
    coalesce(added.count_open, 0) as count_open,
    coalesce(added.count_known, 0) as count_known,
    coalesce(added.count_late, 0) as count_late,
    coalesce(added.sum_exposed_days, 0)::bigint as sum_exposed_days,
    added.unknown_reason,
    coalesce(added.is_estimated, false) as is_estimated
from progress
left join visible using (project_id, period)
left join added using (project_id, period)
