-- Which person each way of naming one stands for: the personnel number where there is one; else the number that the
-- name alone belongs to; else the name. Names are compared without regard to case, width and spaces. That one name stands
-- for another, core.people and core.assignments know already.
--
-- grain:   one row per written_id, written_name
-- columns:
--   written_id    key   personnel number as written; empty where none is
--   written_name  key   name as written; empty where none is
--   person        key   the person that is meant
--   person_name   text  what the person is called; the number where nobody gives a name
with
people as (select person_id, person_name from core.people),
assignments as (select person_id, person_name from core.assignments),

written as (
    select distinct
        coalesce(person_id, '') as written_id,
        coalesce(person_name, '') as written_name,
        folded(written_name) as name
    from (select * from people union all select * from assignments)
    where written_id <> '' or written_name <> ''
),

bearers as (
    select name, any_value(written_id) as person
    from written
    where written_id <> '' and name <> ''
    group by name
    having count(distinct written_id) = 1
),

spellings as (select name, min(written_name) as person from written where written_id = '' group by name),

meant as (
    select
        written.*,
        coalesce(nullif(written_id, ''), bearers.person, spellings.person) as person
    from written left join bearers using (name) left join spellings using (name)
)

select
    written_id,
    written_name,
    person,
    coalesce(min(nullif(written_name, '')) over (partition by person), person) as person_name
from meant
