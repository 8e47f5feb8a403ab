-- The months that a plan is read for: the month reported, and the twelve after it as they were planned then.
--
-- grain:   one row per period, month
-- columns:
--   period           date   month end reported: what was known then
--   month            date   month end spoken about
--   full_time_hours  hours  hours of one full-time person in that month
--   is_planned       flag   whether any project plans hours for it or a later one; beyond, nothing is known
with
working_days as (select * from core.working_days),
bookings as (select * from core.bookings),

planned as (select period, max(until_month) as last_month from bookings where is_plan group by period)

select
    working_days.period,
    last_day(working_days.day) as month,
    sum(working_days.hours)::decimal(12, 2) as full_time_hours,
    coalesce(last_day(working_days.day) <= any_value(planned.last_month), false) as is_planned
from working_days left join planned using (period)
group by working_days.period, last_day(working_days.day)
