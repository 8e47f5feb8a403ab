-- The people of each month reported: those that the list of people names, and those that projects plan or report hours
-- of. A person's role is the one beside the month reported, else the nearest month's, else the one projects write.
--
-- grain:   one row per person, period
-- columns:
--   person         key   person
--   period         date  month end reported
--   person_name    text  what the person is called
--   role           text  role; 'unmapped' where nobody names one
--   unit           text  unit, as the list of people says
--   is_key_person  flag  whether the person holds a key position
--   is_listed      flag  whether the list of people names the person
with
people as (select * from core.people),
bookings as (select * from core.bookings where person <> ''),
identity as (select * from core.person_identity),
role_names as (select * from core.role_names),

listed as (
    select
        identity.person,
        people.period,
        arg_min(role_names.role, abs(date_diff('month', people.period, coalesce(people.month, people.period)))) as role,
        arg_min(people.unit, abs(date_diff('month', people.period, coalesce(people.month, people.period)))) as unit,
        bool_or(people.is_key_person) as is_key_person
    from people
    inner join identity
        on identity.written_id = coalesce(people.person_id, '')
        and identity.written_name = coalesce(people.person_name, '')
    left join role_names on role_names.written_role = people.role
    group by identity.person, people.period
),

booked as (select person, period, min(role) as role from bookings group by person, period),

names as (select distinct person, person_name from identity)

select
    person,
    period,
    names.person_name,
    coalesce(listed.role, booked.role, 'unmapped') as role,
    listed.unit,
    listed.is_key_person,
    listed.person is not null as is_listed
from listed full join booked using (person, period) inner join names using (person)
