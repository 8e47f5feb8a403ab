-- Every name of a person and of a department that stands in the tables now: aliases have been followed.
--
-- grain:   one row per kind, name
-- columns:
--   kind         key    person or department
--   name         key    the name
--   count_rows   count  rows that bear it, over all months
--   last_period  date   last month end in which it stands
with
used as (
    select 'person' as kind, owner as name, period from core.actions
    union all select 'person' as kind, raised_by as name, period from core.actions
    union all select 'person' as kind, person_name as name, period from core.assignments
    union all select 'person' as kind, approved_by as name, period from core.baselines
    union all select 'person' as kind, owner as name, period from core.benefits
    union all select 'person' as kind, requested_by as name, period from core.changes
    union all select 'person' as kind, owner as name, period from core.changes
    union all select 'person' as kind, decided_by as name, period from core.changes
    union all select 'person' as kind, requested_by as name, period from core.decisions
    union all select 'person' as kind, decision_maker as name, period from core.decisions
    union all select 'person' as kind, owner as name, period from core.dependencies
    union all select 'person' as kind, decided_by as name, period from core.gates
    union all select 'person' as kind, owner as name, period from core.gates
    union all select 'person' as kind, owner as name, period from core.issues
    union all select 'person' as kind, raised_by as name, period from core.issues
    union all select 'person' as kind, captured_by as name, period from core.lessons
    union all select 'person' as kind, owner as name, period from core.lessons
    union all select 'person' as kind, owner as name, period from core.milestones
    union all select 'person' as kind, person_name as name, period from core.people
    union all select 'person' as kind, manager as name, period from core.people
    union all select 'person' as kind, sponsor as name, period from core.projects
    union all select 'person' as kind, manager as name, period from core.projects
    union all select 'person' as kind, technical_lead as name, period from core.projects
    union all select 'person' as kind, pmo_contact as name, period from core.projects
    union all select 'person' as kind, reporter as name, period from core.projects
    union all select 'person' as kind, owner as name, period from core.risks
    union all select 'person' as kind, action_owner as name, period from core.risks
    union all select 'person' as kind, raised_by as name, period from core.risks
    union all select 'person' as kind, owner as name, period from core.tasks
    union all select 'person' as kind, reporter as name, period from core.tasks
    union all select 'person' as kind, person_name as name, period from core.training
    union all select 'department' as kind, department as name, period from core.actions
    union all select 'department' as kind, unit as name, period from core.assignments
    union all select 'department' as kind, department as name, period from core.budgets
    union all select 'department' as kind, department as name, period from core.issues
    union all select 'department' as kind, department as name, period from core.milestones
    union all select 'department' as kind, unit as name, period from core.people
    union all select 'department' as kind, department as name, period from core.projects
    union all select 'department' as kind, department as name, period from core.tasks
    union all select 'department' as kind, unit as name, period from core.training
)

select kind, name, count(*) as count_rows, max(period) as last_period
from used
where name is not null
group by kind, name
