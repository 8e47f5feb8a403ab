-- The project-periods a reader may see and has asked for: `scope`, which every query joins. The one place for rights.
--
-- $search is looked for in id, name and manager, whatever its case. A filter that is null lets everything through.
with
known as (
    select distinct project_id, period from core.visible where project_id <> ''
),
projects as (select * from core.projects)
select known.project_id, known.period
from known left join projects using (project_id, period)
where ($until is null or known.period <= $until)
  and ($portfolio is null or projects.portfolio = $portfolio)
  and ($programme is null or projects.programme = $programme)
  and ($department is null or projects.department = $department)
  and ($manager is null or projects.manager = $manager)
  and ($stage is null or projects.stage = $stage)
  and ($project is null or known.project_id = $project)
  and ($search is null or contains(
      lower(concat_ws(' ', known.project_id, projects.project_name, projects.manager)), lower($search)))
