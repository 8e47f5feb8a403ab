-- The months that a page of capacity shows: the twelve after the month reported, up to the last that any project plans
-- hours for; the month reported itself where nobody plans beyond it.
--
-- grain:   one row per period, month
-- columns:
--   period           date   month end reported
--   month            date   month end shown
--   full_time_hours  hours  hours of one full-time person in that month
with
months as (select * from core.plan_months),
horizons as (select period, max(month) filter (where is_planned) as last_month from months group by period)

select period, months.month, months.full_time_hours
from months inner join horizons using (period)
where months.month <= horizons.last_month and (months.month > period or horizons.last_month = period)
