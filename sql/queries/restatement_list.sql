-- What was changed after it was reported, of the twelve months up to the month shown: the newest month first. Also of
-- months that a project in scope is no longer known in.
--
-- grain:   one row per project_id, period, field
-- columns:
--   project_id    key     project
--   period        month   month end
--   field         key     field of the projects table; empty for a late report
--   project_name  text    name of the project
--   kind          text    restated, added, withdrawn, late
--   type          text    type of the field in the dictionary
--   first_value   text    value first reported
--   now_value     text    value known now
--   difference    number  now less first, of amounts and shares; of dates in days
--   recorded_at   moment  when the change was recorded, UTC
--   recorded_by   text    by whom
--   why           text    the reason given, where what was reported was withdrawn
--   file_name     text    file of the value now; of one withdrawn, that it came from
--   sheet         text    its sheet
--   cell          text    its cell
--   first_file    text    file of the value first reported
--   first_cell    text    its cell
with
restatements as (select * from marts.restatements),
names as (select project_id, arg_max(project_name, period) as project_name from core.projects group by project_id),
seen as (select distinct project_id from scope)

select
    restatements.project_id,
    restatements.period,
    restatements.field,
    coalesce(names.project_name, restatements.project_id) as project_name,
    restatements.kind,
    restatements.type,
    restatements.first_value,
    restatements.now_value,
    restatements.difference,
    restatements.recorded_at,
    restatements.recorded_by,
    restatements.why,
    coalesce(restatements.now_file, restatements.first_file) as file_name,
    if(restatements.now_file is null, restatements.first_sheet, restatements.now_sheet) as sheet,
    if(restatements.now_file is null, restatements.first_cell, restatements.now_cell) as cell,
    restatements.first_file,
    restatements.first_cell
from restatements semi join seen using (project_id)
left join names using (project_id)
cross join chosen
where chosen.period is null
    or restatements.period <= chosen.period
    and restatements.period > last_day((chosen.period - to_months(12))::date)
order by restatements.period desc, project_name, restatements.project_id, restatements.field
