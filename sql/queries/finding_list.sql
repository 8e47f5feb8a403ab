-- What is wrong in the files of the month shown: errors before warnings before notes, each file's cells together. What
-- is about no project shows while all projects of the month are in scope.
--
-- grain:   one row per finding_number
-- columns:
--   finding_number  key   its place in the snapshot
--   load_id         key   load it was found in
--   file_name       text  file
--   sha256          key   hash of the file's content
--   sheet           text  sheet
--   cell            text  cell; empty where it is about the whole sheet
--   entity          text  kind of row
--   field           text  field of the dictionary
--   project_id      key   project of the row; null where it is about no project
--   project_name    text  its name
--   manager         text  who can mend it; null where nobody is named
--   text            text  what the cell says
--   expected        text  phrase of what was expected
--   severity        text  error, warning, note
--   action          text  phrase of what was done
with
findings as (select * from marts.open_findings inner join chosen using (period)),
visible as (select project_id, period from scope),
known as (select project_id, period from core.project_periods inner join chosen using (period)),
is_whole as (select count(*) = 0 as is_whole from known anti join visible using (project_id, period))
select
    findings.finding_number,
    findings.load_id,
    findings.file_name,
    findings.sha256,
    findings.sheet,
    findings.cell,
    findings.entity,
    findings.field,
    findings.project_id,
    coalesce(findings.project_name, findings.project_id) as project_name,
    findings.manager,
    findings.text,
    findings.expected,
    findings.severity,
    findings.action
from findings cross join is_whole
where if(findings.project_id is null, is_whole,
         exists (select 1 from visible where visible.project_id = findings.project_id
                 and visible.period = findings.period))
order by list_position(['error', 'warning', 'note'], severity), file_name, sheet,
    try_cast(regexp_extract(cell, '[0-9]+') as integer), cell, finding_number
