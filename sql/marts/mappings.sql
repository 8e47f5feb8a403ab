-- What people said that tables and their columns mean, which is used again for tables with the same headers.
--
-- grain:   one row per event_id, header
-- columns:
--   event_id      key     number of the decision
--   header        text    the column as it is headed; empty: the table as a whole
--   sheet         text    the sheet of the table
--   entity        text    what its rows are; empty: left out; null: as recognised
--   field         text    entity.field; empty: kept as extra; null for the table as a whole
--   file_name     text    the file that it was said of
--   recorded_at   moment  when, UTC
--   recorded_by   text    by whom
--   is_forgotten  flag    no longer used, because somebody said so
--   is_standing   flag    used: neither forgotten nor contained in a later one that was made upon it
with
events as (select * from ledger.events),
files as (select * from ledger.files),

forgotten as (
    select distinct (payload ->> 'event_id')::integer as event_id from events where kind = 'forget'
),

said as (
    select *, map_entries(from_json(payload -> 'columns', '"MAP(VARCHAR, VARCHAR)"')) as columns
    from events
    where kind = 'mapping'
),

contained as (
    select distinct (payload ->> 'upon')::integer as event_id
    from said anti join forgotten using (event_id)
    where payload ->> 'upon' is not null
),

of_columns as (
    select event_id, unnest(columns) as said_of from said
),

every_part as (
    select event_id, said_of.key as header, said_of.value as field from of_columns
    union all
    select event_id, '', null from said where payload ->> 'entity' is not null
)

select
    every_part.event_id,
    every_part.header,
    said.payload ->> 'sheet' as sheet,
    said.payload ->> 'entity' as entity,
    every_part.field,
    files.file_name,
    said.recorded_at,
    said.recorded_by,
    forgotten.event_id is not null as is_forgotten,
    forgotten.event_id is null and contained.event_id is null as is_standing
from every_part
inner join said using (event_id)
left join files on files.file_id = (said.payload ->> 'file_id')::integer
left join forgotten using (event_id)
left join contained using (event_id)
