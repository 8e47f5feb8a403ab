-- What was loaded when, by whom, from where, and what it replaced; the newest first.
--
-- grain:   one row per load_id
-- columns:
--   load_id         key     the load
--   file_name       text    file
--   sha256          key     hash of its content
--   sheet           text    sheet
--   table_number    count   which table of the sheet
--   entities        text    kinds of rows it brought, comma separated
--   format          text    known format it was read as; null where it was read by its headers
--   periods         text    months it speaks for, comma separated: 2026-03
--   rows_in_table   count   rows below the header that are not blank
--   rows_loaded     count   rows loaded
--   rows_set_aside  count   rows set aside
--   count_findings  count   findings in it
--   recorded_at     moment  when it was recorded, UTC
--   recorded_by     text    by whom
--   is_active       flag    whether it counts; false once withdrawn
--   replaces        text    loads it stands in the place of, comma separated
--   replaced_by     text    loads in force that stand in its place, for all or a part of it, comma separated
--   is_speaking     flag    whether it counts and not all of it is replaced
--   why             text    why, where somebody said so
with
loads as (select * from ledger.loads),
files as (select * from ledger.files),
load_entities as (select * from ledger.load_entities),
coverage as (select * from ledger.coverage),
replacements as (select * from ledger.replacements),
findings as (select * from marts.findings),

entities as (select load_id, string_agg(entity, ', ' order by entity) as entities from load_entities group by load_id),
periods as (
    select load_id, string_agg(distinct strftime(period, '%Y-%m'), ', ' order by strftime(period, '%Y-%m')) as periods
    from coverage
    group by load_id
),
replaced as (
    select load_id, string_agg(distinct replaces_load_id::varchar, ', ' order by replaces_load_id::varchar) as replaces
    from replacements
    group by load_id
),
replacing as (
    select
        replacements.replaces_load_id as load_id,
        string_agg(distinct replacements.load_id::varchar, ', ' order by replacements.load_id::varchar) as replaced_by
    from replacements inner join loads using (load_id)
    where loads.is_active
    group by replacements.replaces_load_id
),
speaking as (select distinct load_id, true as is_speaking from core.visible),
counted as (select load_id, count(*) as count_findings from findings group by load_id)

select
    loads.load_id,
    files.file_name,
    files.sha256,
    loads.sheet,
    loads.table_number,
    entities.entities,
    loads.format,
    periods.periods,
    loads.rows_in_table,
    loads.rows_loaded,
    loads.rows_set_aside,
    coalesce(counted.count_findings, 0) as count_findings,
    loads.recorded_at,
    loads.recorded_by,
    loads.is_active,
    replaced.replaces,
    replacing.replaced_by,
    coalesce(speaking.is_speaking, false) as is_speaking,
    loads.why
from loads
inner join files using (file_id)
left join entities using (load_id)
left join periods using (load_id)
left join replaced using (load_id)
left join replacing using (load_id)
left join speaking using (load_id)
left join counted using (load_id)
order by loads.load_id desc
