-- Where every row came from and what it names: the thread from a figure back to a line of a sheet.
--
-- grain:   one row per entity, load_id, row_number
-- columns:
--   entity         key    kind of row
--   load_id        key    the load that brought it
--   row_number     key    its place among the load's rows of that kind
--   source_row     count  its row in the sheet; null where a record is a column
--   source_column  text   its column in the sheet where a record is one
--   project_id     key    the project as the file writes it: its code, else its name
--   project_code   text   the project's code, as written
--   project_name   text   the project's name, as written
--   period         date   month end it was reported for
--   row_key        key    what makes the row the same in another load of the project and period
with names as (select * from core.names)

select 'projects' as entity, load_id, row_number, source_row, source_column, project_id, project_code,
    project_name, period, row_key
from staging.projects
union all
select 'baselines' as entity, load_id, row_number, source_row, source_column, project_id, project_code,
    project_name, period, row_key
from staging.baselines
union all
select 'baseline_periods' as entity, load_id, row_number, source_row, source_column, project_id, project_code,
    project_name, period, row_key
from staging.baseline_periods
union all
select 'milestones' as entity, load_id, row_number, source_row, source_column, project_id, project_code,
    project_name, period, row_key
from staging.milestones
union all
select 'tasks' as entity, load_id, row_number, source_row, source_column, project_id, project_code,
    project_name, period, row_key
from staging.tasks
union all
select 'dependencies' as entity, load_id, row_number, source_row, source_column, project_id, project_code,
    project_name, period, row_key
from staging.dependencies
union all
select 'budgets' as entity, load_id, row_number, source_row, source_column, project_id, project_code,
    project_name, period, row_key
from staging.budgets
union all
select 'people' as entity, load_id, row_number, source_row, source_column, project_id, project_code,
    project_name, period, person_key(row_key, person_id, person_name, people) as row_key
from staging.people cross join names
union all
select 'assignments' as entity, load_id, row_number, source_row, source_column, project_id, project_code,
    project_name, period, person_key(row_key, person_id, person_name, people) as row_key
from staging.assignments cross join names
union all
select 'risks' as entity, load_id, row_number, source_row, source_column, project_id, project_code,
    project_name, period, row_key
from staging.risks
union all
select 'issues' as entity, load_id, row_number, source_row, source_column, project_id, project_code,
    project_name, period, row_key
from staging.issues
union all
select 'changes' as entity, load_id, row_number, source_row, source_column, project_id, project_code,
    project_name, period, row_key
from staging.changes
union all
select 'decisions' as entity, load_id, row_number, source_row, source_column, project_id, project_code,
    project_name, period, row_key
from staging.decisions
union all
select 'actions' as entity, load_id, row_number, source_row, source_column, project_id, project_code,
    project_name, period, row_key
from staging.actions
union all
select 'benefits' as entity, load_id, row_number, source_row, source_column, project_id, project_code,
    project_name, period, row_key
from staging.benefits
union all
select 'gates' as entity, load_id, row_number, source_row, source_column, project_id, project_code,
    project_name, period, row_key
from staging.gates
union all
select 'training' as entity, load_id, row_number, source_row, source_column, project_id, project_code,
    project_name, period, person_key(row_key, person_id, person_name, people) as row_key
from staging.training cross join names
union all
select 'lessons' as entity, load_id, row_number, source_row, source_column, project_id, project_code,
    project_name, period, row_key
from staging.lessons
union all
select 'fx_rates' as entity, load_id, row_number, source_row, source_column, project_id, project_code,
    project_name, period, row_key
from staging.fx_rates
union all
select 'calendars' as entity, load_id, row_number, source_row, source_column, project_id, project_code,
    project_name, period, row_key
from staging.calendars
