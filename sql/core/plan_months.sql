-- The months that a plan is read for: the month reported, and the twelve after it as they were planned then.
--
-- grain:   one row per period, month
-- columns:
--   period           date   month end reported: what was known then
--   month            date   month end spoken about
--   full_time_hours  hours  hours of one full-time person in that month
--   is_planned       flag   whether any project plans hours for it or a later one; beyond, nothing is known
--   is_within_plans  flag   the same of hours with an end: one without says nothing of when the others' plans end
--   is_all_planned   flag   whether, besides, all running projects have a plan: who is not booked then has no hours
with
working_days as (select * from core.working_days),
bookings as (select * from core.bookings),

running as (select * from core.progress where progress_state = 'IN_PROGRESS'),
visible as (select distinct project_id, period from core.visible where entity = 'assignments'),

planned as (
    select
        period,
        max(until_month) as last_month,
        max(if(month is null and until_day is null, greatest(last_day(from_day), period), until_month)) as last_with_end
    from bookings
    where is_plan
    group by period
),

-- hours worked are no plan; a list that names nobody is one
plans as (select project_id, period, bool_or(is_plan) as has_plan from bookings group by project_id, period),

unplanned as (
    select distinct running.period
    from running
    left join visible using (project_id, period)
    left join plans using (project_id, period)
    where visible.project_id is null or not plans.has_plan
)

select
    working_days.period,
    last_day(working_days.day) as month,
    sum(working_days.hours)::decimal(12, 2) as full_time_hours,
    coalesce(last_day(working_days.day) <= any_value(planned.last_month), false) as is_planned,
    coalesce(last_day(working_days.day) <= any_value(planned.last_with_end), false) as is_within_plans,
    is_within_plans and working_days.period not in (select period from unplanned) as is_all_planned
from working_days left join planned using (period)
group by working_days.period, last_day(working_days.day)
