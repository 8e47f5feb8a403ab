-- The projects behind the hours of each role and person in the months ahead, as planned in the month shown. Projects
-- out of scope stand together as one without a name: their hours count, since capacity is shared.
--
-- grain:   one row per kind, subject, month, project_id
-- columns:
--   kind              key     role or person
--   subject           key     role or person
--   month             month   month end ahead
--   project_id        key     project; empty for all that are out of scope
--   project_name      text    its name
--   firm_hours        hours   hours planned for certain
--   tentative_hours   hours   hours planned tentatively
--   firm_people       number  firm hours in full-time people
--   tentative_people  number  tentative hours in full-time people
with
months as (select months.* from core.months_ahead as months inner join chosen using (period)),
demand as (select demand.* from core.demand as demand inner join chosen using (period)),
visible as (select project_id, period from scope),
names as (select project_id, period, project_name from core.projects),
of_subjects as (
    select 'role' as kind, role as subject, demand.* from demand
    union all
    select 'person', person, demand.* from demand where person <> ''
),
summed as (
    select
        of_subjects.kind,
        of_subjects.subject,
        of_subjects.month,
        coalesce(visible.project_id, '') as project_id,
        any_value(if(visible.project_id is null, null, coalesce(names.project_name, visible.project_id))) as project_name,
        sum(of_subjects.firm_hours) as firm_hours,
        sum(of_subjects.tentative_hours) as tentative_hours,
        any_value(months.full_time_hours) as full_time_hours
    from of_subjects
    inner join months using (period, month)
    left join visible using (project_id, period)
    left join names using (project_id, period)
    where of_subjects.firm_hours is not null or of_subjects.tentative_hours is not null
    group by 1, 2, 3, 4
)
select
    kind,
    subject,
    month,
    project_id,
    project_name,
    firm_hours::decimal(12, 2) as firm_hours,
    tentative_hours::decimal(12, 2) as tentative_hours,
    safe_div(firm_hours, full_time_hours) as firm_people,
    safe_div(tentative_hours, full_time_hours) as tentative_people
from summed
qualify bool_or(project_id <> '') over (partition by kind, subject)
order by kind, subject, month, project_id = '', firm_hours desc, project_id
