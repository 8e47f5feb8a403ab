-- Every cell that could not be typed, or was read with doubt.
--
-- grain:   one row per entity, load_id, row_number, field, reason
-- columns:
--   entity      key   kind of row
--   load_id     key   the load that brought it
--   row_number  key   the row's place among the load's rows of that kind
--   field       key   field of the dictionary
--   text        text  what the cell says
--   reason      key   what is wrong or doubtful about it
--   severity    text  error, warning, note
with
rows_with_problems as (
    select 'projects' as entity, load_id, row_number, problems from staging.projects
    union all select 'baselines' as entity, load_id, row_number, problems from staging.baselines
    union all select 'baseline_periods' as entity, load_id, row_number, problems from staging.baseline_periods
    union all select 'milestones' as entity, load_id, row_number, problems from staging.milestones
    union all select 'tasks' as entity, load_id, row_number, problems from staging.tasks
    union all select 'dependencies' as entity, load_id, row_number, problems from staging.dependencies
    union all select 'budgets' as entity, load_id, row_number, problems from staging.budgets
    union all select 'people' as entity, load_id, row_number, problems from staging.people
    union all select 'assignments' as entity, load_id, row_number, problems from staging.assignments
    union all select 'risks' as entity, load_id, row_number, problems from staging.risks
    union all select 'issues' as entity, load_id, row_number, problems from staging.issues
    union all select 'changes' as entity, load_id, row_number, problems from staging.changes
    union all select 'decisions' as entity, load_id, row_number, problems from staging.decisions
    union all select 'actions' as entity, load_id, row_number, problems from staging.actions
    union all select 'benefits' as entity, load_id, row_number, problems from staging.benefits
    union all select 'gates' as entity, load_id, row_number, problems from staging.gates
    union all select 'training' as entity, load_id, row_number, problems from staging.training
    union all select 'lessons' as entity, load_id, row_number, problems from staging.lessons
    union all select 'fx_rates' as entity, load_id, row_number, problems from staging.fx_rates
    union all select 'calendars' as entity, load_id, row_number, problems from staging.calendars
),

problems as (
    select entity, load_id, row_number, unnest(problems) as problem from rows_with_problems where len(problems) > 0
)

select distinct
    entity,
    load_id,
    row_number,
    problem.field as field,
    problem.text as text,
    problem.reason as reason,
    problem.severity as severity
from problems
