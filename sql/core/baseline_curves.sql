-- The planned value of each version of a plan by month, cumulative: as typed, else the months added up.
--
-- grain:   one row per project_id, period, version, month
-- columns:
--   project_id     key    project
--   period         date   month from which the curve holds
--   version        key    version of the plan; empty where it has no name
--   month          month  month end that the point speaks of
--   planned_value  money  planned value to date
with
months as (select * from core.baseline_periods where month is not null),

named as (select *, coalesce(version, '') as version_name from months),

summed as (
    select
        *,
        sum(planned_value_this_period) over (partition by project_id, period, version_name order by month) as months_sum,
        count(planned_value) over (partition by project_id, period, version_name) > 0 as is_typed
    from named
)

select
    project_id,
    period,
    version_name as version,
    month,
    max(if(is_typed, planned_value, months_sum))::decimal(24, 6) as planned_value
from summed
where if(is_typed, planned_value, planned_value_this_period) is not null
group by all
