-- How long each standing load holds for a project: until a later one brings one of its rows anew. A later load with
-- other rows (next year's calendar, a second version of the plan) adds to it and ends nothing.
--
-- grain:   one row per entity, load_id, raw_project_id, written_period
-- columns:
--   entity          key   kind of rows
--   load_id         key   the load
--   raw_project_id  key   the project as the file writes it
--   written_period  date  month from which it holds
--   ends_before     date  month that a later load takes over; null where it still holds
with
coverage as (select * from ledger.coverage where is_standing),
loads as (select * from ledger.loads where is_active),
identity as (select * from core.project_identity),

written as (
    select 'projects' as entity, load_id, project_id, period, row_key from staging.projects
    union all select 'baselines' as entity, load_id, project_id, period, row_key from staging.baselines
    union all select 'baseline_periods' as entity, load_id, project_id, period, row_key from staging.baseline_periods
    union all select 'milestones' as entity, load_id, project_id, period, row_key from staging.milestones
    union all select 'tasks' as entity, load_id, project_id, period, row_key from staging.tasks
    union all select 'dependencies' as entity, load_id, project_id, period, row_key from staging.dependencies
    union all select 'budgets' as entity, load_id, project_id, period, row_key from staging.budgets
    union all select 'people' as entity, load_id, project_id, period, row_key from staging.people
    union all select 'assignments' as entity, load_id, project_id, period, row_key from staging.assignments
    union all select 'risks' as entity, load_id, project_id, period, row_key from staging.risks
    union all select 'issues' as entity, load_id, project_id, period, row_key from staging.issues
    union all select 'changes' as entity, load_id, project_id, period, row_key from staging.changes
    union all select 'decisions' as entity, load_id, project_id, period, row_key from staging.decisions
    union all select 'actions' as entity, load_id, project_id, period, row_key from staging.actions
    union all select 'benefits' as entity, load_id, project_id, period, row_key from staging.benefits
    union all select 'gates' as entity, load_id, project_id, period, row_key from staging.gates
    union all select 'training' as entity, load_id, project_id, period, row_key from staging.training
    union all select 'lessons' as entity, load_id, project_id, period, row_key from staging.lessons
    union all select 'fx_rates' as entity, load_id, project_id, period, row_key from staging.fx_rates
    union all select 'calendars' as entity, load_id, project_id, period, row_key from staging.calendars
),

standing as (
    select coverage.entity, coverage.load_id, coverage.project_id as raw_project_id, identity.project_id,
        coverage.period as written_period
    from coverage semi join loads using (load_id)
    inner join identity on identity.raw_project_id = coverage.project_id
),

keys as (
    select standing.*, written.row_key
    from standing inner join written
        on written.entity = standing.entity and written.load_id = standing.load_id
        and written.project_id = standing.raw_project_id and written.period = standing.written_period
),

renewed as (
    select *, min(written_period) over later as renewed_on
    from keys
    window later as (
        partition by entity, project_id, row_key order by written_period
        range between interval 1 day following and unbounded following
    )
)

select standing.entity, standing.load_id, standing.raw_project_id, standing.written_period,
    min(renewed.renewed_on) as ends_before
from standing left join renewed using (entity, load_id, raw_project_id, written_period)
group by all
