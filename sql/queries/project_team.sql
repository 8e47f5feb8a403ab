-- Who works on a project in the month shown and the two after it, with the hours planned here and how far the person is
-- booked by all projects together; requests for a role without a name are lines of their own.
--
-- grain:   one row per project_id, person, role
-- columns:
--   project_id       key      project
--   person           key      person; empty where only a role is named
--   person_name      text     what the person is called
--   role             text     role
--   this_month       hours    hours planned in the month shown, firm and tentative
--   next_month       hours    in the month after it
--   third_month      hours    in the one after that
--   actual_hours     hours    hours worked in the month shown
--   peak_month       month    month of the three in which the person is booked most, by all projects
--   utilisation      percent  firm hours of all projects / capacity in that month; of a role: of its people together
--   is_overbooked    flag     whether that is beyond the amber bound
--   reason           text     why there is no utilisation
with
demand as (
    select demand.*, date_diff('month', demand.period, demand.month) as place
    from core.demand as demand inner join scope using (project_id, period) inner join chosen using (period)
    where demand.month between demand.period and last_day((demand.period + interval 2 month)::date)
),
people as (select people.* from core.person_load as people inner join chosen using (period)),
roles as (select roles.* from core.role_load as roles inner join chosen using (period)),
roster as (select roster.* from core.roster as roster inner join chosen using (period)),
bounds as (
    select bounds.*
    from core.light_bounds as bounds
    inner join core.project_profiles as held using (profile, period)
    inner join chosen using (period)
    where held.project_id = '' and bounds.indicator = 'planned_utilisation'
),
loads as (
    select person, '' as role, month, firm_hours, capacity_hours, coalesce(capacity_reason, demand_reason) as reason
    from people
    union all
    select '', role, month, firm_hours, capacity_hours, reason from roles
),
measured as (
    select
        person,
        role,
        month,
        if(reason is null, safe_div(firm_hours, capacity_hours), null) as utilisation,
        coalesce(reason, if(capacity_hours = 0, 'ZERO_DENOM(capacity_hours)', null)) as reason,
        firm_hours > 0 and capacity_hours = 0 as is_away
    from loads
),
summed as (
    select
        demand.project_id,
        demand.person,
        demand.role,
        sum(demand.firm_hours + demand.tentative_hours) filter (where place = 0) as this_month,
        sum(demand.firm_hours + demand.tentative_hours) filter (where place = 1) as next_month,
        sum(demand.firm_hours + demand.tentative_hours) filter (where place = 2) as third_month,
        sum(demand.actual_hours) filter (where place = 0) as actual_hours,
        arg_max(measured.month, measured.utilisation) as peak_month,
        max(measured.utilisation) as utilisation,
        max(measured.reason) as reason,
        bool_or(measured.is_away) as is_away
    from demand left join measured
        on measured.person = demand.person and measured.role = if(demand.person = '', demand.role, '')
        and measured.month = demand.month
    group by demand.project_id, demand.person, demand.role
)
select
    summed.project_id,
    summed.person,
    roster.person_name,
    summed.role,
    summed.this_month::decimal(12, 2) as this_month,
    summed.next_month::decimal(12, 2) as next_month,
    summed.third_month::decimal(12, 2) as third_month,
    summed.actual_hours::decimal(12, 2) as actual_hours,
    summed.peak_month,
    summed.utilisation,
    coalesce(summed.utilisation > bounds.green_to, false) or coalesce(summed.is_away, false) as is_overbooked,
    if(summed.utilisation is null, summed.reason, null) as reason
from summed cross join bounds left join roster using (person)
order by summed.utilisation desc nulls last, summed.this_month desc nulls last, summed.person, summed.role
