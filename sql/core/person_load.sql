-- Each person in the month reported and the twelve after it: capacity, hours that all projects plan together, and what
-- is over. Firm hours alone count as demand; tentative ones stand beside. A surplus of one person helps no other.
--
-- grain:   one row per person, period, month
-- columns:
--   person           key    person
--   period           date   month end reported: what was known then
--   month            date   month end spoken about
--   role             text   role; 'unmapped' where nobody names one
--   capacity_hours   hours  hours the person can work
--   capacity_reason  text   why they are not known
--   firm_hours       hours  hours planned for certain; 0 where all running projects have plans and none names the person
--   tentative_hours  hours  hours planned tentatively
--   demand_reason    text   why they are not known
--   is_unbooked      flag   whether no project plans hours of the person
--   actual_hours     hours  hours worked: of the timesheet, else the sum of what projects report
--   over_hours       hours  firm hours beyond the capacity; null where one of them is not known
--   is_estimated     flag   whether capacity or hours are an estimate
-- check: (capacity_hours is null) <> (capacity_reason is null)
-- check: (firm_hours is null) <> (demand_reason is null)
with
roster as (select * from core.roster),
months as (select * from core.plan_months),
capacity as (select * from core.capacity),
demand as (select * from core.demand where person <> ''),
people as (
    select people.* from core.people as people cross join core.conventions as conventions
    where people.timesheet_hours between 0 and conventions.greatest_hours
),
identity as (select * from core.person_identity),

planned as (
    select
        person,
        period,
        month,
        sum(firm_hours) as firm_hours,
        sum(tentative_hours) as tentative_hours,
        max(planned_reason) as planned_reason,
        count(firm_hours) + count(planned_reason) > 0 as is_booked,
        sum(actual_hours) as actual_hours,
        bool_or(is_estimated) as is_estimated
    from demand
    group by person, period, month
),

timesheets as (
    select identity.person, people.period, coalesce(people.month, people.period) as month,
        max(people.timesheet_hours) as timesheet_hours
    from people
    inner join identity
        on identity.written_id = coalesce(people.person_id, '')
        and identity.written_name = coalesce(people.person_name, '')
    group by all
),

judged as (
    select
        roster.person,
        roster.period,
        months.month,
        roster.role,
        capacity.capacity_hours,
        if(capacity.capacity_hours is null, coalesce(capacity.reason, 'MISSING_INPUT(capacity_hours)'), null)
            as capacity_reason,
        not coalesce(planned.is_booked, false) as is_unbooked,
        coalesce(
            planned.planned_reason,
            if(is_unbooked and not months.is_all_planned, 'MISSING_INPUT(planned_hours)', null)
        ) as demand_reason,
        if(demand_reason is null, coalesce(planned.firm_hours, 0), null) as firm_hours,
        if(demand_reason is null, coalesce(planned.tentative_hours, 0), null) as tentative_hours,
        coalesce(timesheets.timesheet_hours, planned.actual_hours) as actual_hours,
        coalesce(capacity.is_estimated, false) or coalesce(planned.is_estimated, false) as is_estimated
    from roster
    inner join months using (period)
    left join capacity using (person, period, month)
    left join planned using (person, period, month)
    left join timesheets using (person, period, month)
)

select
    person,
    period,
    month,
    role,
    capacity_hours,
    capacity_reason,
    firm_hours::decimal(12, 2) as firm_hours,
    tentative_hours::decimal(12, 2) as tentative_hours,
    demand_reason,
    is_unbooked,
    actual_hours::decimal(12, 2) as actual_hours,
    if(
        firm_hours is null or capacity_hours is null, null, greatest(firm_hours - capacity_hours, 0)
    )::decimal(12, 2) as over_hours,
    is_estimated
from judged
