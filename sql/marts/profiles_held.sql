-- Which threshold profile holds for the organisation and for each portfolio, from which month until which, as people
-- decided. Where nobody decided for the organisation, the default holds; a portfolio then has that of the organisation.
--
-- grain:   one row per portfolio, place
-- columns:
--   portfolio    key     the portfolio; empty for the whole organisation
--   place        count   place in time, the newest first
--   profile      text    the profile; null where a portfolio has that of the organisation again
--   valid_from   date    month end from which it holds; null since always
--   valid_until  date    month end from which something else holds; null where it holds on
--   is_default   flag    whether it holds because nobody decided otherwise
--   event_id     count   number of the decision; null where nobody decided
--   recorded_at  moment  when it was decided, UTC
--   recorded_by  text    by whom
--   why          text    the reason given
with
decisions as (select * from core.profile_decisions),
events as (select * from ledger.events),
otherwise as (select profile from reference.profiles where is_default),

always as (
    select '' as portfolio, min(valid_from) as valid_until
    from decisions
    where portfolio = ''
),

told as (
    select
        decisions.portfolio,
        if(decisions.portfolio = '', coalesce(decisions.profile, otherwise.profile), decisions.profile) as profile,
        decisions.valid_from,
        decisions.valid_until,
        decisions.profile is null as is_default,
        decisions.event_id
    from decisions cross join otherwise
    union all
    select always.portfolio, otherwise.profile, null, always.valid_until, true, null
    from always cross join otherwise
)

select
    told.portfolio,
    row_number() over (partition by told.portfolio order by told.valid_from desc nulls last) as place,
    told.profile,
    told.valid_from,
    told.valid_until,
    told.is_default,
    told.event_id,
    events.recorded_at,
    events.recorded_by,
    events.why
from told left join events using (event_id)
order by told.portfolio, told.valid_from desc nulls last
