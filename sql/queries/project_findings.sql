-- The findings in a project's data of the month shown.
--
-- grain:   one row per project_id, load_id, sheet, cell, field, expected
-- columns:
--   project_id  key   project
--   load_id     key   the load it was found in
--   file_name   text  file
--   sheet       text  sheet
--   cell        text  cell
--   field       text  field of the dictionary
--   text        text  what the cell says
--   expected    text  phrase of what was expected
--   severity    text  error, warning, note
--   action      text  phrase of what was done
with
findings as (select * from marts.findings inner join scope using (project_id, period))
select
    findings.project_id,
    findings.load_id,
    findings.file_name,
    findings.sheet,
    findings.cell,
    findings.field,
    findings.text,
    findings.expected,
    findings.severity,
    findings.action
from findings inner join chosen using (period)
where findings.is_active
order by findings.project_id, findings.severity, findings.load_id, findings.cell
