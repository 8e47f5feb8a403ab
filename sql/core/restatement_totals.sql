-- How much of what each project reported in the twelve months up to a month was changed later, and by how much the
-- month's own earned value and actual cost were.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id                   key    project
--   period                       date   month end
--   count_reported               count  values first reported in the twelve months
--   count_restated               count  of them, those that are another now or no longer reported
--   earned_value_change          money  earned value of the month known now less that first reported
--   earned_value_change_reason   text   why there is none
--   actual_cost_change           money  the same of actual cost
--   actual_cost_change_reason    text   why there is none
-- check: (earned_value_change is null) <> (earned_value_change_reason is null)
-- check: (actual_cost_change is null) <> (actual_cost_change_reason is null)
with
periods as (select project_id, period from core.project_periods),
fields as (select * from core.reported_fields),

by_month as (
    select
        project_id, period,
        count(first_value) as count_reported,
        count(*) filter (where kind in ('restated', 'withdrawn')) as count_restated,
        any_value(difference) filter (where field = 'earned_value') as earned_value_change,
        any_value(difference) filter (where field = 'actual_cost') as actual_cost_change
    from fields
    group by all
),

counted as (
    select
        periods.project_id,
        periods.period,
        coalesce(sum(by_month.count_reported), 0)::bigint as count_reported,
        coalesce(sum(by_month.count_restated), 0)::bigint as count_restated
    from periods left join by_month
        on by_month.project_id = periods.project_id
        and by_month.period <= periods.period and by_month.period > last_day((periods.period - to_months(12))::date)
    group by all
)

select
    counted.project_id,
    counted.period,
    counted.count_reported,
    counted.count_restated,
    by_month.earned_value_change::decimal(24, 6) as earned_value_change,
    if(by_month.earned_value_change is null, 'MISSING_INPUT(projects.earned_value)', null)
        as earned_value_change_reason,
    by_month.actual_cost_change::decimal(24, 6) as actual_cost_change,
    if(by_month.actual_cost_change is null, 'MISSING_INPUT(projects.actual_cost)', null) as actual_cost_change_reason
from counted left join by_month using (project_id, period)
