-- Where rows of one project, month and key say different things of one field: all of them load, the first is shown, and
-- this names the cells.
--
-- grain:   one row per entity, project_id, period, row_key, field
-- columns:
--   entity      key   kind of rows
--   project_id  key   project; empty where the rows are of none
--   period      date  month end
--   row_key     key   what makes the rows the same
--   field       key   the field they differ in
--   load_id     key   the load whose value is shown
--   cell        text  the cell whose value is shown
--   text        text  every cell with what it says, the one shown first
with
cells as (select * from core.differing_cells)

select
    entity, project_id, period, row_key, field,
    arg_max(load_id, hearing) as load_id,
    arg_max(cell, hearing) as cell,
    string_agg(text, '; ' order by hearing desc) as text
from cells
group by entity, project_id, period, row_key, field
