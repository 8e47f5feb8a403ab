-- Capacity and planned hours of each role and each person in the months ahead, as planned in the month shown, and of all
-- roles together whose capacity is known. People and roles are those that projects in scope plan hours of, everybody
-- where all projects are in scope; the hours are those of all projects, since capacity is shared. The most hours over
-- capacity come first.
--
-- grain:   one row per kind, subject, month
-- columns:
--   kind              key      whole, role or person
--   subject           key      role or person; empty for the whole
--   subject_name      text     what the role or person is called
--   role              text     role of a person
--   month             month    month end ahead
--   full_time_hours   hours    hours of one full-time person
--   capacity_hours    hours    hours that can be worked
--   firm_hours        hours    hours planned for certain
--   tentative_hours   hours    hours planned tentatively
--   over_hours        hours    firm hours beyond the capacity; of a role: of its people together; none of the whole
--   short_people      number   the same in full-time people
--   capacity_people   number   capacity in full-time people
--   firm_people       number   firm hours in full-time people
--   tentative_people  number   tentative hours in full-time people
--   utilisation       percent  firm hours / capacity
--   light             light    by the bounds of the utilisation
--   amber             percent  bound of amber
--   red               percent  bound of red
--   reason            text     why there is no utilisation
--   total_over_hours  number   hours over capacity in all months ahead; null where none are known
with
months as (select months.* from core.months_ahead as months inner join chosen using (period)),
people as (select people.* from core.person_load as people inner join chosen using (period)),
roles as (select roles.* from core.role_load as roles inner join chosen using (period)),
roster as (select roster.* from core.roster as roster inner join chosen using (period)),
demand as (select demand.* from core.demand as demand inner join scope using (project_id, period)),
known as (select periods.* from core.project_periods as periods inner join chosen using (period)),
bounds as (
    select bounds.*
    from core.light_bounds as bounds
    inner join core.project_profiles as held using (profile, period)
    inner join chosen using (period)
    where held.project_id = ''
),
is_whole as (select count(*) = 0 as is_whole from known anti join scope using (project_id, period)),
asked as (
    select distinct demand.person, demand.role
    from demand inner join months using (period, month)
    where demand.firm_hours is not null or demand.tentative_hours is not null or demand.planned_reason is not null
),
of_people as (
    select 'person' as kind, 'planned_utilisation' as indicator, person as subject, roster.person_name as subject_name,
        people.role, month, capacity_hours, firm_hours, tentative_hours, over_hours,
        coalesce(capacity_reason, demand_reason, if(capacity_hours = 0, 'ZERO_DENOM(capacity_hours)', null)) as reason
    from people inner join roster using (person, period) cross join is_whole
    where is_whole or person in (select person from asked)
),
of_roles as (
    select 'role' as kind, 'role_utilisation' as indicator, role as subject, role as subject_name, role, month,
        capacity_hours, firm_hours, tentative_hours, if(gap_hours is null, null, greatest(-gap_hours, 0)) as over_hours,
        coalesce(reason, if(capacity_hours = 0, 'ZERO_DENOM(capacity_hours)', null)) as reason
    from roles cross join is_whole
    where is_whole or role in (select role from asked)
),
of_all as (
    select 'whole' as kind, 'role_utilisation' as indicator, '' as subject, '' as subject_name, null as role, month,
        sum(capacity_hours) as capacity_hours, sum(firm_hours) as firm_hours, sum(tentative_hours) as tentative_hours,
        null as over_hours,
        if(sum(capacity_hours) = 0, 'ZERO_DENOM(capacity_hours)', null) as reason
    from of_roles
    where over_hours is not null
    group by month
),
together as (select * from of_people union all select * from of_roles union all select * from of_all),
shown as (
    select
        together.*,
        months.full_time_hours,
        if(reason is null, safe_div(firm_hours, capacity_hours), null) as utilisation,
        sum(over_hours) over (partition by kind, subject) as total_over_hours,
        max(utilisation) over (partition by kind, subject) as peak
    from together inner join months using (month)
)
select
    shown.kind,
    shown.subject,
    shown.subject_name,
    shown.role,
    shown.month,
    shown.full_time_hours,
    shown.capacity_hours::decimal(12, 2) as capacity_hours,
    shown.firm_hours::decimal(12, 2) as firm_hours,
    shown.tentative_hours::decimal(12, 2) as tentative_hours,
    shown.over_hours::decimal(12, 2) as over_hours,
    safe_div(shown.over_hours, shown.full_time_hours) as short_people,
    safe_div(shown.capacity_hours, shown.full_time_hours) as capacity_people,
    safe_div(shown.firm_hours, shown.full_time_hours) as firm_people,
    safe_div(shown.tentative_hours, shown.full_time_hours) as tentative_people,
    shown.utilisation,
    case
        when shown.utilisation is null and coalesce(shown.over_hours = 0, true) then null
        when shown.utilisation <= bounds.green_to then 'green'
        when shown.utilisation <= bounds.amber_to then 'amber'
        else 'red'
    end as light,
    bounds.amber,
    bounds.red,
    shown.reason,
    shown.total_over_hours::double as total_over_hours
from shown left join bounds using (indicator)
order by kind, total_over_hours desc nulls last, peak desc nulls last, subject, month
