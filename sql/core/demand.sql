-- Hours that each project plans and has worked, by month and person, or by role where no person is named. Of a share of
-- a person's time the hours are that share of the capacity; of full-time equivalents, of a full-time month. Hours for a
-- stretch of days are spread over its days.
--
-- grain:   one row per project_id, period, month, person, role
-- columns:
--   project_id       key    project
--   period           date   month end reported: what was known then
--   month            date   month end spoken about
--   person           key    person; empty where only a role is named
--   role             key    role of the person; 'unmapped' where nobody names one
--   firm_hours       hours  hours planned for certain; null where nothing is planned
--   tentative_hours  hours  hours planned tentatively; null where nothing is planned
--   planned_reason   text   why hours planned are missing from these; null where none are
--   actual_hours     hours  hours worked; null where none are reported
--   is_estimated     flag   whether they are made of shares, equivalents or a stretch of days
with
bookings as (select * from core.bookings),
months as (select * from core.plan_months),
roster as (select * from core.roster),
capacity as (select * from core.capacity),
conventions as (select * from core.conventions),

of_months as (
    select * exclude (from_day, until_day, until_month), false as is_stretch, 1::double as share_of_stretch,
        1::double as share_of_month
    from bookings
    where month is not null
    union all by name
    select
        bookings.* exclude (month, from_day, until_day, until_month, actual_hours),
        months.month,
        if(months.month = bookings.period, actual_hours, null) as actual_hours,
        true as is_stretch,
        date_diff('day', greatest(from_day, date_trunc('month', months.month)::date), least(until_day, months.month))
            + 1 as days_inside,
        safe_div(days_inside, until_day - from_day + 1) as share_of_stretch,
        safe_div(days_inside, day(months.month)) as share_of_month
    from bookings inner join months using (period)
    where bookings.month is null and bookings.from_day <= months.month and bookings.until_month >= months.month
),

measured as (
    select
        of_months.* exclude (role),
        if(of_months.person = '', coalesce(of_months.role, 'unmapped'), roster.role) as role,
        case
            when planned_hours is not null then planned_hours::double * share_of_stretch
            when allocation_share is not null then allocation_share * capacity.capacity_hours::double * share_of_month
            when full_time_equivalent is not null
                then full_time_equivalent * months.full_time_hours::double * share_of_month
        end as hours,
        case
            when hours not between 0 and conventions.greatest_hours then 'INVALID_INPUT(planned_hours)'
            when hours is not null or not is_plan then null
            when planned_hours is null and allocation_share is not null
                then coalesce(capacity.reason, 'MISSING_INPUT(capacity_hours)')
            else 'MISSING_INPUT(planned_hours)'
        end as hours_reason,
        planned_hours is null or is_stretch as is_made,
        actual_hours between 0 and conventions.greatest_hours as is_possible
    from of_months
    cross join conventions
    left join roster using (person, period)
    left join capacity using (person, period, month)
    left join months using (period, month)
),

summed as (
    select
        project_id,
        period,
        month,
        person,
        role,
        sum(hours) filter (where is_firm and hours_reason is null) as firm_hours,
        sum(hours) filter (where not is_firm and hours_reason is null) as tentative_hours,
        max(hours_reason) as planned_reason,
        sum(actual_hours) filter (where is_possible) as actual_hours,
        coalesce(bool_or(is_made) filter (where hours is not null), false) as is_estimated
    from measured
    group by all
)

select
    project_id,
    period,
    month,
    person,
    role,
    if(tentative_hours is null, firm_hours, coalesce(firm_hours, 0))::decimal(12, 2) as firm_hours,
    if(firm_hours is null, tentative_hours, coalesce(tentative_hours, 0))::decimal(12, 2) as tentative_hours,
    planned_reason,
    actual_hours::decimal(12, 2) as actual_hours,
    is_estimated
from summed
