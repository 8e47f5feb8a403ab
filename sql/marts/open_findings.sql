-- The findings that still wait for somebody: those of loads that speak now. What a corrected file has replaced, or what
-- was withdrawn, waits for nobody. A finding on a file as a whole stands in each month that the file reports on.
--
-- grain:   one row per finding_number, period
-- columns:
--   finding_number  key   as in marts.findings
--   period          date  month end it stands in
--   load_id         key   load it was found in
--   file_name       text  file
--   sha256          key   hash of the file's content
--   sheet           text  sheet
--   cell            text  cell; empty where it is about the whole sheet
--   entity          text  kind of row
--   field           text  field of the dictionary
--   project_id      key   project of the row; null where it is about no project
--   project_name    text  its name in the month
--   manager         text  its manager in the month: who can mend it
--   text            text  what the cell says
--   expected        text  what is wrong or was expected, as the name of a phrase
--   severity        text  error, warning, note
--   action          text  what was done, as the name of a phrase
with
findings as (select * from marts.findings where is_active),
loads as (select * from ledger.loads),
files as (select * from ledger.files),
projects as (select * from core.projects),
visible as (select * from core.visible where period = written_period),

speaking as (select distinct load_id, period from visible),

placed as (
    select findings.* replace (speaking.period as period)
    from findings inner join speaking
        on speaking.load_id = findings.load_id and speaking.period = coalesce(findings.period, speaking.period)
),

-- one that names no kind of row waits while any of them speaks; asked in one join, each would be held against each
waiting as (
    select * from placed where project_id is null
    union all by name
    select * from placed semi join visible using (load_id, project_id, period, entity)
    union all by name
    select * from (from placed where entity is null) semi join visible using (load_id, project_id, period)
)

select
    waiting.finding_number,
    waiting.period,
    waiting.load_id,
    waiting.file_name,
    files.sha256,
    waiting.sheet,
    waiting.cell,
    waiting.entity,
    waiting.field,
    waiting.project_id,
    projects.project_name,
    projects.manager,
    waiting.text,
    waiting.expected,
    waiting.severity,
    waiting.action
from waiting
inner join loads using (load_id)
inner join files using (file_id)
left join projects on projects.project_id = waiting.project_id and projects.period = waiting.period
order by waiting.period, waiting.finding_number
