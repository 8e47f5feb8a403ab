-- How much of what each project reported in the twelve months up to a month was changed later, and by how much the
-- month's own earned value and actual cost were. Where a report states no earned value it is progress times budget.
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
        max(first_value) filter (where field = 'earned_value') as earned_first,
        max(now_value) filter (where field = 'earned_value') as earned_now,
        max(first_value) filter (where field = 'percent_complete') as progress_first,
        max(now_value) filter (where field = 'percent_complete') as progress_now,
        max(first_value) filter (where field = 'budget_at_completion') as budget_first,
        max(now_value) filter (where field = 'budget_at_completion') as budget_now,
        any_value(difference) filter (where field = 'actual_cost') as actual_cost_change
    from fields
    group by all
),

earned as (
    select
        * exclude (earned_first, earned_now, progress_first, progress_now, budget_first, budget_now),
        (coalesce(earned_now::double, progress_now::double * budget_now::double)
            - coalesce(earned_first::double, progress_first::double * budget_first::double))::decimal(24, 6)
            as earned_value_change
    from by_month
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
    earned.earned_value_change,
    if(earned.earned_value_change is null, 'MISSING_INPUT(projects.earned_value)', null)
        as earned_value_change_reason,
    earned.actual_cost_change::decimal(24, 6) as actual_cost_change,
    if(earned.actual_cost_change is null, 'MISSING_INPUT(projects.actual_cost)', null) as actual_cost_change_reason
from counted left join earned using (project_id, period)
