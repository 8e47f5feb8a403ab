-- Which threshold profile people said holds, for the whole organisation or for one portfolio, from which month on. Of
-- several words on one month the last counts; each holds until the next month about which something was said.
--
-- grain:   one row per portfolio, valid_from
-- columns:
--   portfolio    key   the portfolio; empty for the whole organisation
--   valid_from   date  month end from which it holds
--   valid_until  date  month end from which something else holds; null where nothing is said after it
--   profile      text  the profile; null where one was taken back
--   event_id     key   the decision that counts
with
events as (select * from ledger.events where kind = 'setting' and (payload ->> 'setting') = 'profile'),

said as (
    select
        coalesce(payload ->> 'portfolio', '') as portfolio,
        (payload ->> 'from')::date as valid_from,
        payload ->> 'profile' as profile,
        event_id
    from events
),

last_words as (
    select * from said
    qualify row_number() over (partition by portfolio, valid_from order by event_id desc) = 1
)

select
    portfolio,
    valid_from,
    lead(valid_from) over (partition by portfolio order by valid_from) as valid_until,
    profile,
    event_id
from last_words
