-- How long open threats have been open on the status date, and how many of each stretch are high or extreme.
--
-- grain:   one row per place
-- columns:
--   place         count  1 is the youngest
--   from_days     days   first day of the stretch
--   to_days       days   last day of it; null for the oldest
--   count_risks   count  open threats of that age
--   count_severe  count  of them, high or extreme by their score
--   count_open    count  open threats of the month
--   count_aged    count  of them, those of which is known when they were raised
with
risks as (select * from marts.assessed_risks inner join scope using (project_id, period)),
bins as (select * from core.risk_age_bins),
threats as (
    select risks.* from risks inner join chosen using (period) where is_open and kind = 'threat'
),
counted as (select count(*) as count_open, count(days_open) as count_aged from threats)
select
    bins.place,
    bins.from_days,
    bins.to_days,
    count(threats.project_id) as count_risks,
    count(*) filter (threats.band in ('red', 'amber')) as count_severe,
    counted.count_open,
    counted.count_aged
from bins
cross join counted
left join threats on threats.days_open between bins.from_days and coalesce(bins.to_days, threats.days_open)
group by bins.place, bins.from_days, bins.to_days, counted.count_open, counted.count_aged
order by bins.place
