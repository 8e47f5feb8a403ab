-- The projects whose milestones were reported in several months, those that drift most first: by how far the expected
-- date of their worst milestone has moved within the last twelve months. Closed and cancelled projects are left out.
--
-- grain:   one row per project_id
-- columns:
--   project_id    key    project
--   project_name  text   its name
--   count_months  count  months with expected dates
--   moved_days    days   how far the worst milestone has moved since it was first reported; positive is later
--   slip_days     days   the greatest slip of its milestones now
with
dates as (select * from core.milestone_dates inner join scope using (project_id, period)),
health as (
    select * from marts.project_health inner join scope using (project_id, period) inner join chosen using (period)
    where not is_over(state)
),
recent as (
    select dates.*
    from dates cross join chosen
    where dates.period between (chosen.period - interval 11 month)::date and chosen.period
      and dates.expected_date is not null
),
moved as (
    select
        project_id,
        row_key,
        arg_max(expected_date, period) - arg_min(expected_date, period) as days,
        arg_max(slip_days, period) as slip_days
    from recent
    group by project_id, row_key
),
months as (select project_id, count(distinct period) as count_months from recent group by project_id)
select
    health.project_id,
    health.project_name,
    months.count_months,
    max(moved.days) as moved_days,
    max(moved.slip_days) as slip_days
from health inner join moved using (project_id) inner join months using (project_id)
where months.count_months > 1
group by all
order by moved_days desc, slip_days desc nulls last, health.project_id
