-- Bounds of single indicators that people set above those of every profile, from which month on. Of several words on one
-- month the last counts; each holds until the next month about which something was said.
--
-- grain:   one row per indicator, valid_from
-- columns:
--   indicator    key     indicator
--   valid_from   date    month end from which they hold
--   valid_until  date    month end from which something else holds; null where nothing is said after it
--   low_red      number  bound of red on the low side of a band
--   low_amber    number  bound of amber on the low side of a band
--   amber        number  bound of amber; null where the bounds were taken back
--   red          number  bound of red; null where the bounds were taken back
--   event_id     key     the decision that counts
with
events as (select * from ledger.events where kind = 'setting' and (payload ->> 'setting') = 'bounds'),

said as (
    select
        payload ->> 'indicator' as indicator,
        (payload ->> 'from')::date as valid_from,
        (payload ->> '$.bounds.low_red')::double as low_red,
        (payload ->> '$.bounds.low_amber')::double as low_amber,
        (payload ->> '$.bounds.amber')::double as amber,
        (payload ->> '$.bounds.red')::double as red,
        event_id
    from events
),

last_words as (
    select * from said
    qualify row_number() over (partition by indicator, valid_from order by event_id desc) = 1
)

select
    indicator,
    valid_from,
    lead(valid_from) over (partition by indicator order by valid_from) as valid_until,
    low_red,
    low_amber,
    amber,
    red,
    event_id
from last_words
