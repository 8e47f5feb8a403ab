-- Names of people and departments that are likely one, and that nobody has said anything of yet. Two people who bear
-- different personnel numbers, or stand side by side in one list of people, are not proposed.
--
-- grain:   one row per kind, name, other
-- columns:
--   kind         key    person or department
--   name         key    the name to keep: that of which the other is the initials, else the one that more rows bear;
--                       of two the one with accents, without words in capitals, the shorter one
--   other        key    the name that would become it
--   evidence     key    same_number, spelling, department_word, word_order, both_scripts, initials
--   count_name   count  rows that bear the name to keep
--   count_other  count  rows that bear the other
with
pairs as (select * from core.names_alike),
used as (select * from core.names_used),
identity as (select * from core.person_identity),
people as (select * from core.people where person_name <> ''),
events as (select * from ledger.events where kind = 'different'),

told_apart as (
    select
        payload ->> 'kind' as kind,
        name_key(kind, payload ->> 'name') as one,
        name_key(kind, payload ->> 'other') as two
    from events
),

counted as (
    select
        pairs.*,
        mine.count_rows as count_name,
        others.count_rows as count_other,
        row(strip_accents(pairs.name) <> pairs.name, not regexp_matches(pairs.name, '\p{Lu}{2}'), -len(pairs.name))
            as looks,
        row(strip_accents(pairs.other) <> pairs.other, not regexp_matches(pairs.other, '\p{Lu}{2}'), -len(pairs.other))
            as other_looks,
        evidence <> 'initials' and (
            count_other > count_name
            or count_other = count_name and evidence <> 'both_scripts' and other_looks > looks
        ) as is_turned
    from pairs
    inner join used as mine on mine.kind = pairs.kind and mine.name = pairs.name
    inner join used as others on others.kind = pairs.kind and others.name = pairs.other
),

numbers as (
    select written_name as name, list_sort(list(distinct written_id)) as numbers
    from identity
    where written_id <> '' and written_name <> ''
    group by written_name
),

numbered_apart as (
    select counted.name, counted.other
    from counted
    inner join numbers as mine on mine.name = counted.name
    inner join numbers as others on others.name = counted.other
    where counted.kind = 'person' and not list_has_any(mine.numbers, others.numbers)
),

listed_apart as (
    select distinct counted.name, counted.other
    from counted
    inner join people as mine on mine.person_name = counted.name
    inner join people as others
        on others.person_name = counted.other and others.period = mine.period and others.load_id = mine.load_id
        and others.month is not distinct from mine.month
    where counted.kind = 'person' and counted.evidence in ('word_order', 'both_scripts', 'initials')
)

select
    counted.kind,
    if(counted.is_turned, counted.other, counted.name) as name,
    if(counted.is_turned, counted.name, counted.other) as other,
    counted.evidence,
    if(counted.is_turned, counted.count_other, counted.count_name) as count_name,
    if(counted.is_turned, counted.count_name, counted.count_other) as count_other
from counted
anti join told_apart
    on told_apart.kind = counted.kind
    and list_sort([told_apart.one, told_apart.two])
        = list_sort([name_key(counted.kind, counted.name), name_key(counted.kind, counted.other)])
anti join numbered_apart
    on counted.kind = 'person' and numbered_apart.name = counted.name and numbered_apart.other = counted.other
anti join listed_apart
    on counted.kind = 'person' and listed_apart.name = counted.name and listed_apart.other = counted.other
order by kind desc, count_other desc, name, other
