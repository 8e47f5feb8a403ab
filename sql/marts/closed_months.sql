-- The months that are closed and not reopened since.
--
-- grain:   one row per period
-- columns:
--   period     date    month end
--   closed_at  moment  when it was closed, UTC
--   closed_by  text    by whom
with
events as (select * from ledger.events where kind in ('close', 'reopen'))
select
    (payload ->> 'period')::date as period,
    max(recorded_at) as closed_at,
    arg_max(recorded_by, event_id) as closed_by
from events
group by all
having arg_max(kind, event_id) = 'close'
