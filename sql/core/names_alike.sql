-- Pairs of names that are likely one: two spellings, two orders of words, initials, two scripts, or two names under one
-- personnel number. What fits more than one other name is no evidence.
--
-- grain:   one row per kind, name, other
-- columns:
--   kind      key  person or department
--   name      key  one name; of initials and abbreviations the full one
--   other     key  the other name
--   evidence  key  same_number, spelling, department_word, word_order, both_scripts, initials
with
parts as (select * from core.name_parts),
numbered as (
    select written_id, written_name as name from core.person_identity where written_id <> '' and written_name <> ''
),

words as (select kind, name, words, sorted, unnest(words) as word from parts),

by_number as (
    select 'person' as kind, one.name, two.name as other, 'same_number' as evidence
    from numbered as one
    inner join numbered as two on two.written_id = one.written_id and two.name > one.name
    inner join parts as a on a.kind = 'person' and a.name = one.name
    inner join parts as b on b.kind = 'person' and b.name = two.name
    -- a number given to somebody else later is not the same person
    where (a.chinese = '') <> (b.chinese = '') or list_has_any(a.words, b.words)
),

by_spelling as (
    select one.kind, one.name, two.name as other, 'spelling' as evidence
    from parts as one inner join parts as two
        on two.kind = one.kind and two.spelled = one.spelled and two.name > one.name
),

by_heading as (
    select one.kind, one.name, two.name as other, 'department_word' as evidence
    from parts as one inner join parts as two
        on two.kind = one.kind and two.heading = one.heading and two.name > one.name
    where not starts_with(one.heading, '|') and one.heading <> ''
),

by_order as (
    select one.kind, one.name, two.name as other, 'word_order' as evidence
    from parts as one inner join parts as two
        on two.kind = one.kind and two.sorted = one.sorted and two.name > one.name
    where len(one.words) > 1
),

in_part as (
    select whole.kind, whole.name, part.name as other, 'both_scripts' as evidence, whole.sorted as full_name
    from parts as whole inner join parts as part
        on part.kind = whole.kind and part.chinese = '' and part.latin = whole.latin
    where whole.chinese <> '' and whole.latin <> ''
    union all
    select whole.kind, whole.name, part.name, 'both_scripts', whole.sorted
    from parts as whole inner join parts as part
        on part.kind = whole.kind and part.latin = '' and part.chinese = whole.chinese
    where whole.chinese <> '' and whole.latin <> ''
),

abbreviated as (
    select full_names.kind, full_names.name, short.name as other, 'initials' as evidence, full_names.sorted as full_name
    from parts as short inner join words as full_names
        on full_names.kind = short.kind and full_names.word = short.family
    where len(full_names.words) = len(short.words)
        and array_to_string(list_transform(
            list_filter(full_names.words, lambda word: word <> short.family), lambda word: word[1]
        ), '') = short.firsts
        and len(list_filter(full_names.words, lambda word: len(word) = 1)) = 0
    union all
    select full_names.kind, full_names.name, short.name, 'initials', full_names.sorted
    from parts as short inner join parts as full_names
        on full_names.kind = short.kind
        and short.short = array_to_string(list_transform(
            list_filter(full_names.words, lambda word: word not in ('and', 'of', 'the', 'for')), lambda word: word[1]
        ), '')
    where short.short is not null and full_names.chinese = ''
),

found as (
    select * from by_number
    union all
    select * from by_spelling
    union all
    select * from by_heading
    union all
    select * from by_order
    union all
    (
        select kind, name, other, evidence from (from in_part union all from abbreviated)
        qualify count(distinct full_name) over (partition by kind, other, evidence) = 1
    )
),

ranked as (
    select *, least(name, other) as first_name, greatest(name, other) as last_name, list_position(
        ['same_number', 'spelling', 'department_word', 'word_order', 'both_scripts', 'initials'], evidence
    ) as place
    from found
)

select kind, name, other, evidence
from ranked
qualify row_number() over (partition by kind, first_name, last_name order by place, name) = 1
