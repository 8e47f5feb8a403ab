-- The planned value of each version of a plan by month, cumulative: as typed, else the months added up, else the share
-- of all work that is planned to be done.
--
-- grain:   one row per project_id, period, version, month
-- columns:
--   project_id       key      project
--   period           date     month from which the curve holds
--   version          key      version of the plan; empty where it has no name
--   month            month    month end that the point speaks of
--   planned_value    money    planned value to date; null where only the share is known
--   planned_percent  percent  share of all work planned to date; null where the value is known
with
months as (select *, coalesce(version, '') as version_name from core.baseline_periods where month is not null),

summed as (
    select
        *,
        sum(planned_value_this_period) over (
            partition by project_id, period, version_name order by month
        ) as months_sum,
        count(planned_value) over curve > 0 as has_values,
        count(planned_value_this_period) over curve > 0 as has_months
    from months
    window curve as (partition by project_id, period, version_name)
),

chosen as (
    select
        project_id,
        period,
        version_name,
        month,
        case
            when has_values then planned_value
            when planned_value_this_period is not null then try_cast(months_sum as decimal(24, 6))
        end as planned_value,
        if(has_values or has_months or planned_percent not between 0 and 1, null, planned_percent) as planned_percent
    from summed
)

select
    project_id,
    period,
    version_name as version,
    month,
    max(planned_value)::decimal(24, 6) as planned_value,
    max(planned_percent) as planned_percent
from chosen
where planned_value is not null or planned_percent is not null
group by all
