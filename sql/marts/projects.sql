-- Every project as reported for each month: all that was loaded of it, typed, and where it came from.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id     key    project
--   period         date   month end it was reported for
--   project_name   text   its name
--   *              staging.projects  the fields of data/fields/projects.toml
--   extra          json   columns of the newest file that are no field: header -> text
--   load_id        key    newest load that speaks of it
--   file_name      text   that load's file
--   sheet          text   that load's sheet
--   source_row     count  its row in that sheet
--   source_column  text   its column, where the table lies on its side
with
projects as (select * from core.projects),
loads as (select * from ledger.loads),
files as (select * from ledger.files)

select
    projects.* exclude (unconverted, load_id, source_row, source_column),
    projects.load_id,
    files.file_name,
    loads.sheet,
    projects.source_row,
    projects.source_column
from projects
left join loads on loads.load_id = projects.load_id
left join files on files.file_id = loads.file_id
order by projects.project_id, projects.period
