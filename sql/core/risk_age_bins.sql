-- The stretches of days open that ageing is counted in.
--
-- grain:   one row per place
-- columns:
--   place      count  1 is the youngest
--   from_days  days   first day of it
--   to_days    days   last day of it; null for the oldest
select place, from_days, to_days
from (values (1, 0, 30), (2, 31, 60), (3, 61, 90), (4, 91, 180), (5, 181, null)) as bins(place, from_days, to_days)
