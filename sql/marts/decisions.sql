-- Everything people decided, newest first: loads, withdrawals, aliases, corrected columns, closings, thresholds.
--
-- grain:   one row per event_id
-- columns:
--   event_id     key   number of the event
--   kind         text  what was decided
--   recorded_at  moment  when, UTC
--   recorded_by  text  by whom
--   why          text  the reason given
--   about        text  the load, project, month, profile or indicator it is about
with
events as (select * from ledger.events),
loads as (select * from ledger.loads),
files as (select * from ledger.files)
select
    events.event_id,
    events.kind,
    events.recorded_at,
    events.recorded_by,
    events.why,
    coalesce(
        files.file_name,
        case events.kind
            when 'alias' then concat(events.payload ->> 'old', ' = ', events.payload ->> 'new')
            when 'unalias' then events.payload ->> 'old'
            when 'different' then concat(events.payload ->> 'name', ' ≠ ', events.payload ->> 'other')
            when 'close' then left(events.payload ->> 'period', 7)
            when 'reopen' then left(events.payload ->> 'period', 7)
            when 'setting' then concat_ws(
                ' ',
                coalesce(events.payload ->> 'indicator', events.payload ->> 'portfolio'),
                coalesce(
                    events.payload ->> 'profile',
                    nullif(concat_ws(
                        '; ', events.payload ->> '$.bounds.low_red', events.payload ->> '$.bounds.low_amber',
                        events.payload ->> '$.bounds.amber', events.payload ->> '$.bounds.red'
                    ), ''),
                    '–'
                ),
                concat('≥ ', left(events.payload ->> 'from', 7))
            )
            when 'forget' then concat('#', events.payload ->> 'event_id')
        end
    ) as about
from events
left join loads on loads.load_id = (events.payload ->> 'load_id')::integer
left join files on files.file_id = coalesce(loads.file_id, (events.payload ->> 'file_id')::integer)
