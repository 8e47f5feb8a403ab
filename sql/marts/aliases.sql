-- The aliases that stand: names of projects, people and departments that people said mean another one.
--
-- grain:   one row per kind, old
-- columns:
--   kind         key     project, person or department
--   old          key     the name that means another, as it was said
--   new          text    the name it was said to mean
--   name         text    the name that is shown: the end where that one means another again; null in a circle
--   event_id     key     number of the decision
--   recorded_at  moment  when, UTC
--   recorded_by  text    by whom
--   why          text    the reason given
with
aliases as (select * from core.aliases),
events as (select * from ledger.events)

select
    aliases.kind,
    events.payload ->> 'old' as old,
    events.payload ->> 'new' as new,
    aliases.name,
    aliases.event_id,
    events.recorded_at,
    events.recorded_by,
    events.why
from aliases inner join events using (event_id)
order by aliases.event_id desc
