-- Who answers for the open threats of the month shown, and whose responses are overdue: the most overdue first.
--
-- grain:   one row per owner
-- columns:
--   owner             key    who answers for them; empty where nobody is named
--   count_open        count  open threats
--   count_severe      count  of them, high or extreme by their score
--   count_overdue     count  of them, those whose response is overdue
--   most_days_overdue days   days of the one that is most overdue; null where none is
--   overdue_exposure  money  exposure of those overdue, in the portfolio's currency
--   current_exposure  money  exposure of all
with
risks as (select * from marts.assessed_risks inner join scope using (project_id, period)),
threats as (
    select risks.* from risks inner join chosen using (period) where is_open and kind = 'threat'
)
select
    coalesce(owner, '') as owner,
    count(*) as count_open,
    count(*) filter (band in ('red', 'amber')) as count_severe,
    count(*) filter (days_overdue > 0) as count_overdue,
    max(days_overdue) filter (days_overdue > 0) as most_days_overdue,
    sum(current_exposure) filter (days_overdue > 0)::decimal(24, 6) as overdue_exposure,
    sum(current_exposure)::decimal(24, 6) as current_exposure
from threats
group by all
order by count_overdue desc, overdue_exposure desc nulls last, count_open desc, owner
