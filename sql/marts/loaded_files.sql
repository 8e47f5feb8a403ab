-- What was loaded file by file: each time that one was read, with all its tables together; the newest first.
--
-- grain:   one row per first_load_id
-- columns:
--   first_load_id   key     the first load of the file
--   load_ids        text    the loads of its tables, comma separated
--   file_name       text    file
--   sha256          key     hash of its content
--   count_tables    count   tables loaded of it
--   periods         text    months it speaks for, comma separated: 2026-03
--   rows_loaded     count   rows loaded
--   rows_set_aside  count   rows set aside
--   count_findings  count   findings in it
--   recorded_at     moment  when it was recorded, UTC
--   recorded_by     text    by whom
--   state           text    in_force; in_part: not all of its tables; replaced; withdrawn
--   replaces        text    files that it stands in the place of, for all or a part of them, comma separated
--   replaced_by     text    files in force that stand in its place, comma separated
-- check: state in ('in_force', 'in_part', 'replaced', 'withdrawn')
with
loads as (select * from ledger.loads),
told as (select * from marts.loads),
coverage as (select * from ledger.coverage),
replacements as (select * from ledger.replacements),

-- a file that is read again is another one, though its content is the same
tables as (
    select told.*, loads.file_id, min(told.load_id) over (partition by loads.file_id, told.recorded_at) as first_load_id
    from told inner join loads using (load_id)
),

months as (
    select
        first_load_id,
        string_agg(distinct strftime(period, '%Y-%m'), ', ' order by strftime(period, '%Y-%m')) as periods
    from coverage inner join tables using (load_id)
    group by first_load_id
),

pairs as (
    select distinct newer.first_load_id as newer, older.first_load_id as older, newer.file_name as newer_file,
        older.file_name as older_file, newer.is_active
    from replacements
    inner join tables as newer using (load_id)
    inner join tables as older on older.load_id = replacements.replaces_load_id
),
replaced as (
    select newer, string_agg(distinct older_file, ', ' order by older_file) as replaces from pairs group by newer
),
replacing as (
    select older, string_agg(distinct newer_file, ', ' order by newer_file) as replaced_by
    from pairs where is_active group by older
),

together as (
    select
        first_load_id,
        string_agg(load_id::varchar, ', ' order by load_id) as load_ids,
        any_value(file_name) as file_name,
        any_value(sha256) as sha256,
        count(*) as count_tables,
        sum(rows_loaded)::bigint as rows_loaded,
        sum(rows_set_aside)::bigint as rows_set_aside,
        sum(count_findings)::bigint as count_findings,
        any_value(recorded_at) as recorded_at,
        any_value(recorded_by) as recorded_by,
        case
            when bool_and(is_speaking) then 'in_force'
            when bool_or(is_speaking) then 'in_part'
            when bool_or(is_active) then 'replaced'
            else 'withdrawn'
        end as state
    from tables
    group by first_load_id
)

select
    together.first_load_id,
    together.load_ids,
    together.file_name,
    together.sha256,
    together.count_tables,
    months.periods,
    together.rows_loaded,
    together.rows_set_aside,
    together.count_findings,
    together.recorded_at,
    together.recorded_by,
    together.state,
    replaced.replaces,
    replacing.replaced_by
from together
left join months using (first_load_id)
left join replaced on replaced.newer = together.first_load_id
left join replacing on replacing.older = together.first_load_id
order by together.first_load_id desc
