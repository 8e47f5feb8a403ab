-- The files that speak for the month shown, and what is wrong in each; the most errors first. Counted are findings of
-- projects in scope and, while all projects of the month are in scope, those of no project.
--
-- grain:   one row per sha256
-- columns:
--   sha256          key    hash of the file's content
--   file_name       text   file
--   recorded_by     text   who loaded it
--   load_id         key    its first load
--   count_projects  count  projects in scope that it speaks of
--   count_error     count  errors
--   count_warning   count  warnings
--   count_note      count  notes
with
visible as (
    select visible.* from core.visible inner join chosen using (period) where visible.period = visible.written_period
),
loads as (select * from ledger.loads),
files as (select * from ledger.files),
findings as (select * from marts.open_findings inner join chosen using (period)),
seen as (select project_id, period from scope),
known as (select project_id, period from core.project_periods inner join chosen using (period)),
is_whole as (select count(*) = 0 as is_whole from known anti join seen using (project_id, period)),
spoken as (
    select visible.load_id, seen.project_id
    from visible cross join is_whole
    left join seen on seen.project_id = visible.project_id and seen.period = visible.period
    where seen.project_id is not null or (is_whole and visible.project_id = '')
),
counted as (
    select
        sha256,
        count(*) filter (severity = 'error') as count_error,
        count(*) filter (severity = 'warning') as count_warning,
        count(*) filter (severity = 'note') as count_note
    from findings cross join is_whole
    where if(project_id is null, is_whole, (project_id, period) in (select (project_id, period) from seen))
    group by sha256
)
select
    files.sha256,
    any_value(files.file_name) as file_name,
    min_by(loads.recorded_by, loads.load_id) as recorded_by,
    min(loads.load_id) as load_id,
    count(distinct spoken.project_id) as count_projects,
    coalesce(any_value(counted.count_error), 0) as count_error,
    coalesce(any_value(counted.count_warning), 0) as count_warning,
    coalesce(any_value(counted.count_note), 0) as count_note
from spoken
inner join loads using (load_id)
inner join files using (file_id)
left join counted on counted.sha256 = files.sha256
group by files.sha256
order by count_error desc, count_warning desc, count_note desc, file_name, sha256
