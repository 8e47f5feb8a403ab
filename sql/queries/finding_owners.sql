-- Who can mend what is wrong in the files of the month shown: the manager of the project that a finding is about. The
-- most errors come first; findings of no project, and of projects without a manager, stand under nobody.
--
-- grain:   one row per manager
-- columns:
--   manager         key    who can mend it; empty where nobody is named
--   count_projects  count  projects with findings
--   count_error     count  errors
--   count_warning   count  warnings
--   count_note      count  notes
with
findings as (select * from marts.open_findings inner join chosen using (period)),
seen as (select project_id, period from scope),
known as (select project_id, period from core.project_periods inner join chosen using (period)),
is_whole as (select count(*) = 0 as is_whole from known anti join seen using (project_id, period))
select
    coalesce(findings.manager, '') as manager,
    count(distinct findings.project_id) as count_projects,
    count(*) filter (severity = 'error') as count_error,
    count(*) filter (severity = 'warning') as count_warning,
    count(*) filter (severity = 'note') as count_note
from findings cross join is_whole
where if(findings.project_id is null, is_whole, (project_id, period) in (select (project_id, period) from seen))
group by 1
order by count_error desc, count_warning desc, count_note desc, manager
