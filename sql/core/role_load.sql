-- Each role in the month reported and the twelve after it: the capacity of its people and the hours planned of them, and
-- of the role where no person is named. People whose capacity or hours are not known are left out of both; where more
-- than a fifth of the hours are theirs, the role's capacity is not known.
-- Within the plans, who is not booked has all of the capacity left.
--
-- grain:   one row per role, period, month
-- columns:
--   role             key      role; 'unmapped' for people and requests without one
--   period           date     month end reported: what was known then
--   month            date     month end spoken about
--   count_people     count    people of the role
--   capacity_hours   hours    hours that those of its people can work whose capacity and hours are known
--   firm_hours       hours    hours planned for certain of these people, and of the role without a name
--   tentative_hours  hours    the same, tentatively
--   unnamed_hours    hours    firm hours without a name
--   free_hours       hours    capacity that people of the role have left, each for himself; for hours without a name
--   gap_hours        hours    capacity less firm hours; below zero the role is short
--   coverage         percent  share of the firm hours that is in it
--   reason           text     why capacity and hours cannot be compared
--   is_estimated     flag     whether capacity or hours are an estimate
-- check: (gap_hours is null) <> (reason is null)
with
loads as (
    select
        * replace (coalesce(firm_hours, if(is_unbooked, 0, null)) as firm_hours,
            coalesce(tentative_hours, if(is_unbooked, 0, null)) as tentative_hours),
        over_hours is not null or is_unbooked and is_within_plans and capacity_hours is not null as is_known,
        coalesce(if(is_unbooked and is_within_plans, null, demand_reason), capacity_reason) as reason
    from core.person_load inner join core.plan_months using (period, month)
),
demand as (select * from core.demand where person = ''),
months as (select * from core.plan_months),
conventions as (select * from core.conventions),

of_people as (
    select
        role,
        period,
        month,
        count(*) as count_people,
        sum(capacity_hours) filter (where is_known) as capacity_hours,
        sum(firm_hours) filter (where is_known) as firm_hours,
        sum(tentative_hours) filter (where is_known) as tentative_hours,
        sum(greatest(capacity_hours - firm_hours, 0)) filter (where is_known) as free_hours,
        sum(firm_hours) filter (where not is_known) as unknown_hours,
        max(reason) as reason,
        bool_or(is_estimated) as is_estimated
    from loads
    group by role, period, month
),

unnamed as (
    select
        role,
        period,
        month,
        sum(firm_hours) as unnamed_hours,
        sum(tentative_hours) as unnamed_tentative_hours,
        max(planned_reason) as unnamed_reason,
        bool_or(is_estimated) as is_unnamed_estimated
    from demand
    group by role, period, month
),

-- a role that only requests name is one in every month
roles as (
    select role, period from of_people
    union
    select role, period from unnamed
),

added as (
    select
        roles.role,
        months.period,
        months.month,
        coalesce(count_people, 0) as count_people,
        capacity_hours,
        free_hours,
        coalesce(tentative_hours, 0) + coalesce(unnamed_tentative_hours, 0) as tentative_hours,
        coalesce(unnamed_hours, 0) as unnamed_hours,
        coalesce(firm_hours, 0) + coalesce(unnamed_hours, 0) as hours_known,
        coalesce(safe_div(hours_known, hours_known + coalesce(unknown_hours, 0)), 1) as coverage,
        of_people.reason as people_reason,
        unnamed_reason,
        months.is_planned,
        coalesce(is_estimated, false) or coalesce(is_unnamed_estimated, false) as is_estimated
    from roles
    inner join months using (period)
    left join of_people using (role, period, month)
    left join unnamed using (role, period, month)
),

judged as (
    select
        added.*,
        case
            when not is_planned then 'MISSING_INPUT(planned_hours)'
            when unnamed_reason is not null then unnamed_reason
            when capacity_hours is null then coalesce(people_reason, 'MISSING_INPUT(capacity_hours)')
            when coverage < conventions.least_coverage then coalesce(people_reason, 'MISSING_INPUT(capacity_hours)')
        end as reason
    from added cross join conventions
)

select
    role,
    period,
    month,
    count_people,
    if(reason is null, capacity_hours, null)::decimal(12, 2) as capacity_hours,
    if(is_planned, hours_known, null)::decimal(12, 2) as firm_hours,
    if(is_planned, tentative_hours, null)::decimal(12, 2) as tentative_hours,
    unnamed_hours::decimal(12, 2) as unnamed_hours,
    if(reason is null, free_hours, null)::decimal(12, 2) as free_hours,
    if(reason is null, capacity_hours - hours_known, null)::decimal(12, 2) as gap_hours,
    coverage,
    reason,
    is_estimated
from judged
