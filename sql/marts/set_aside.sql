-- The rows that were not loaded, each with the reason: totals, parts of another row, headings, repeats, no project.
--
-- grain:   one row per row_number
-- columns:
--   load_id        key    the load
--   file_name      text   file
--   sheet          text   sheet
--   source_row     count  row of the sheet
--   source_column  text   column of the sheet, where a record is one
--   reason         text   why it was set aside: total, part, heading, repeat, example, no_project ...
--   text           text   what it says
--   row_number     key    its place in this snapshot
with
loads as (select * from ledger.loads),
files as (select * from ledger.files),
set_aside as (select * from ledger.set_aside)

select
    set_aside.load_id,
    files.file_name,
    loads.sheet,
    set_aside.source_row,
    set_aside.source_column,
    set_aside.reason,
    set_aside.text,
    row_number() over (
        order by set_aside.load_id desc, set_aside.source_row, set_aside.source_column, set_aside.reason, set_aside.text
    ) as row_number
from set_aside inner join loads using (load_id) inner join files using (file_id)
order by row_number
