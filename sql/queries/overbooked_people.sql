-- The people booked beyond their capacity in any of the months ahead, as planned in the month shown, and the projects
-- that plan their hours in those months. Only people whom projects in scope plan hours of, everybody where all projects
-- are in scope; their hours are those of all projects.
--
-- grain:   one row per person
-- columns:
--   person            key      person
--   person_name       text     what the person is called
--   role              text     role
--   unit              text     unit
--   count_months      count    months ahead in which the person is booked beyond capacity
--   peak_month        month    month with the most hours over capacity
--   peak_utilisation  percent  firm hours / capacity of that month; null where there is no capacity at all
--   is_peak_red       flag     whether that is beyond the red bound
--   over_hours        hours    hours over capacity in all months ahead
--   project_id        key      project in scope with the most of the hours; null where none is in scope
--   project_name      text     its name
--   other_projects    text     the others in scope, most hours first
with
months as (select months.* from core.months_ahead as months inner join chosen using (period)),
people as (select people.* from core.person_load as people inner join months using (period, month)),
roster as (select roster.* from core.roster as roster inner join chosen using (period)),
demand as (select demand.* from core.demand as demand inner join scope using (project_id, period)),
names as (select project_id, period, project_name from core.projects),
known as (select periods.* from core.project_periods as periods inner join chosen using (period)),
bounds as (
    select bounds.*
    from core.light_bounds as bounds
    inner join core.project_profiles as held using (profile, period)
    inner join chosen using (period)
    where held.project_id = '' and bounds.indicator = 'planned_utilisation'
),
is_whole as (select count(*) = 0 as is_whole from known anti join scope using (project_id, period)),
over as (select * from people where over_hours > 0),
asked as (
    select demand.person, demand.project_id, sum(demand.firm_hours) as firm_hours,
        any_value(coalesce(names.project_name, demand.project_id)) as project_name
    from demand inner join over using (person, period, month) left join names using (project_id, period)
    where demand.firm_hours > 0
    group by demand.person, demand.project_id
),
projects as (
    select
        person,
        list(project_id order by firm_hours desc, project_id) as ids,
        list(project_name order by firm_hours desc, project_id) as names
    from asked
    group by person
),
summed as (
    select
        person,
        count(*) as count_months,
        arg_max(month, over_hours) as peak_month,
        arg_max(coalesce(safe_div(firm_hours, capacity_hours), 'nan'::double), over_hours) as peak,
        sum(over_hours) as over_hours
    from over
    group by person
)
select
    person,
    roster.person_name,
    roster.role,
    roster.unit,
    summed.count_months,
    summed.peak_month,
    finite(summed.peak) as peak_utilisation,
    coalesce(finite(summed.peak) > bounds.amber_to, true) as is_peak_red,
    summed.over_hours::decimal(12, 2) as over_hours,
    projects.ids[1] as project_id,
    projects.names[1] as project_name,
    nullif(array_to_string(projects.names[2:], ', '), '') as other_projects
from summed inner join roster using (person) cross join is_whole cross join bounds left join projects using (person)
where is_whole or projects.person is not null
order by summed.over_hours desc, person
