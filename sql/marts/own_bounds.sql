-- The bounds of single indicators that people set above those of every profile, from which month until which, the newest
-- first.
--
-- grain:   one row per indicator, valid_from
-- columns:
--   indicator    key     indicator
--   valid_from   date    month end from which they hold
--   valid_until  date    month end from which something else holds; null where they hold on
--   low_red      number  bound of red on the low side of a band
--   low_amber    number  bound of amber on the low side of a band
--   amber        number  bound of amber; null where the profile's bounds hold again
--   red          number  bound of red; null where the profile's bounds hold again
--   event_id     count   number of the decision
--   recorded_at  moment  when it was decided, UTC
--   recorded_by  text    by whom
--   why          text    the reason given
with
decisions as (select * from core.bound_decisions),
events as (select * from ledger.events)

select
    decisions.indicator,
    decisions.valid_from,
    decisions.valid_until,
    decisions.low_red,
    decisions.low_amber,
    decisions.amber,
    decisions.red,
    decisions.event_id,
    events.recorded_at,
    events.recorded_by,
    events.why
from decisions inner join events using (event_id)
order by decisions.indicator, decisions.valid_from desc
