-- What each person on the list can work, in the month reported and the twelve after it, as known then: the capacity as
-- stated; else the contract's hours less leave and other work; else full-time equivalents x working hours, which is an
-- estimate. A row without a month holds for all of them; full-time equivalents also hold beyond the months listed.
--
-- grain:   one row per person, period, month
-- columns:
--   person          key    person
--   period          date   month end reported
--   month           date   month end spoken about
--   capacity_hours  hours  hours after leave and holidays; 0 where the person is away or not employed
--   reason          text   why it is not known
--   is_estimated    flag   whether it is made of full-time equivalents
-- check: (capacity_hours is null) <> (reason is null)
with
people as (select * from core.people),
identity as (select * from core.person_identity),
months as (select * from core.plan_months),
settings as (
    select max(value)::double as hours_per_day from reference.settings where name = 'hours_per_day'
),
conventions as (select * from core.conventions),

listed as (
    select people.*, identity.person, people.month is null and starts_with(people.row_key, '|') as is_of_any_month
    from people inner join identity
        on identity.written_id = coalesce(people.person_id, '')
        and identity.written_name = coalesce(people.person_name, '')
),

-- each row is offered to each month: what it says of that month counts, of another one only the contract
offered as (
    select
        listed.* exclude (month, gross_hours, leave_hours, non_project_hours, working_days, capacity_hours),
        months.month,
        months.full_time_hours,
        coalesce(listed.month = months.month, false) as is_own,
        abs(date_diff('month', listed.month, months.month)) as months_apart,
        if(is_own or is_of_any_month, capacity_hours, null) as capacity_hours,
        if(is_own or is_of_any_month, gross_hours, null) as gross_hours,
        if(is_own or is_of_any_month, working_days, null) as working_days,
        if(is_own or is_of_any_month, coalesce(leave_hours, 0) + coalesce(non_project_hours, 0), 0) as hours_away,
        date_diff(
            'day',
            greatest(listed.employed_from, date_trunc('month', months.month)::date),
            least(listed.employed_until, months.month)
        ) + 1 as days_employed
    from listed inner join months using (period)
),

-- a month's own row goes before one of any month, and that before the nearest other
counted as (
    select
        offered.*,
        coalesce(capacity_hours, gross_hours - hours_away)::double as stated_hours,
        days_employed <= 0 or coalesce(
            status = 'left' or status = 'on_leave' and (is_own or month = period), false
        ) as is_away,
        coalesce(
            coalesce(full_time_equivalent, 1) * working_days * settings.hours_per_day,
            full_time_equivalent * full_time_hours::double * safe_div(days_employed, day(month))
        ) - hours_away::double as estimated_hours,
        row(case when is_own then 0 when is_of_any_month then 1 else 2 + months_apart end, row_key) as distance
    from offered cross join settings
),

told as (
    select
        person,
        period,
        month,
        arg_min(stated_hours, distance) as stated_hours,
        arg_min(is_away, distance) as is_away,
        arg_min(estimated_hours, distance) as estimated_hours
    from counted
    group by person, period, month
),

judged as (
    select
        told.*,
        case when stated_hours is not null then stated_hours when is_away then 0 else estimated_hours end as hours,
        case
            when hours is null then 'MISSING_INPUT(capacity_hours)'
            when hours not between 0 and conventions.greatest_hours then 'INVALID_INPUT(capacity_hours)'
        end as reason
    from told cross join conventions
)

select
    person,
    period,
    month,
    if(reason is null, hours, null)::decimal(12, 2) as capacity_hours,
    reason,
    reason is null and stated_hours is null and not is_away as is_estimated
from judged
