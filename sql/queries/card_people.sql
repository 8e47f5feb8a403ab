-- What the cards of capacity are made of: what each person or role brings in the months ahead, as planned
-- then, or why nothing is known. People and roles are those that projects in scope plan hours of, everybody where all
-- are in scope.
--
-- grain:   one row per card, subject_id
-- columns:
--   card          key     card, as capacity_cards calls it
--   subject_id    key     person or role
--   subject_name  text    what the person or role is called
--   project_id    key     none: people and roles work on several
--   value         hours   hours over capacity, left over, or of the worst gap
--   light         light   none: hours are counted
--   numerator     number  none: hours are no ratio
--   denominator   number  none
--   indicator     key     indicator that explains the month reported; null where none does
--   counts        flag    whether it is one of those that are counted; null elsewhere
--   is_asked      flag    always: the card speaks of all of them
--   reason        text    why nothing is known; null where it is
with
months as (select months.* from core.months_ahead as months inner join chosen using (period)),
people as (select people.* from core.person_load as people inner join months using (period, month)),
roles as (
    select roles.* from core.role_load as roles inner join months using (period, month) where roles.role <> 'unmapped'
),
roster as (select roster.* from core.roster inner join chosen using (period)),
demand as (select demand.* from core.demand inner join scope using (project_id, period) inner join chosen using (period)),
known as (select known.* from core.project_periods as known inner join chosen using (period)),
is_whole as (select count(*) = 0 as is_whole from known anti join scope using (project_id, period)),
asked as (select distinct person, role from demand inner join months using (period, month)),

of_people as (
    select
        person,
        sum(over_hours) as over_hours,
        sum(greatest(capacity_hours - firm_hours, 0)) filter (over_hours is not null) as free_hours,
        if(count(over_hours) = 0, max(coalesce(capacity_reason, demand_reason)), null) as reason
    from people cross join is_whole
    where is_whole or person in (select person from asked)
    group by person
),
of_roles as (
    select role, min(gap_hours) as gap_hours, if(count(gap_hours) = 0, max(reason), null) as reason
    from roles cross join is_whole
    where is_whole or role in (select role from asked)
    group by role
),

told as (
    select 'over_people' as card, person as subject_id, over_hours as value, 'over_allocation_hours' as indicator,
        over_hours > 0 as counts, reason
    from of_people
    union all
    select 'over_hours', person, over_hours, 'over_allocation_hours', null, reason from of_people
    union all
    select 'free_hours', person, free_hours, 'planned_utilisation', null, reason from of_people
    union all
    select 'short_roles', role, gap_hours, 'role_gap_hours', gap_hours < 0, reason from of_roles
)

select
    told.card,
    told.subject_id,
    if(told.card = 'short_roles', told.subject_id, coalesce(roster.person_name, told.subject_id)) as subject_name,
    null::varchar as project_id,
    told.value::double as value,
    null::varchar as light,
    null::double as numerator,
    null::double as denominator,
    told.indicator,
    told.counts,
    true as is_asked,
    told.reason
from told left join roster on roster.person = told.subject_id and told.card <> 'short_roles'
order by told.card, told.reason is not null, told.counts desc, abs(value) desc, subject_id
