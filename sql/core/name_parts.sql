-- What a name is made of, for comparison: words without case, width, accents and signs; the part in Chinese characters
-- and the part in Latin letters. Cells that name several people are left out.
--
-- grain:   one row per kind, name
-- columns:
--   kind     key    person or department
--   name     key    the name
--   words    list   its words in the order written
--   spelled  text   all words in one, and the numbers in it, which must not run together
--   sorted   text   its words in the order of the alphabet
--   chinese  text   its Chinese characters; empty where it has none
--   latin    text   its Latin words in the order of the alphabet; empty where it has none
--   family   text   the one word beside initials, of a name like 'A. Lee'; else null
--   firsts   text   its initials in order, of such a name; else null
--   heading  text   a department without the word department, all words in one
--   short    text   a department's name where it may be an abbreviation, such as 'HR'; else null
with
used as (select * from core.names_used),

written as (
    select
        kind,
        name,
        string_split(trim(regexp_replace(strip_accents(folded(name)), '[^\p{L}\p{N}]+', ' ', 'g')), ' ') as words,
        regexp_extract_all(name, '\p{N}+') as numbers,
        list_sort(regexp_extract_all(strip_accents(folded(name)), '[a-z]+')) as latin_words,
        list_filter(words, lambda word: regexp_full_match(word, '[a-z]')) as letters,
        list_filter(words, lambda word: not regexp_full_match(word, '[a-z]')) as others
    from used
    where not (kind = 'person' and regexp_matches(name, '[;；/、&+\n@]|\d|(?i: and )'))
)

select
    kind,
    name,
    words,
    concat_ws('|', array_to_string(words, ''), array_to_string(numbers, ' ')) as spelled,
    array_to_string(list_sort(words), ' ') as sorted,
    array_to_string(regexp_extract_all(name, '\p{Han}+'), '') as chinese,
    array_to_string(latin_words, ' ') as latin,
    if(kind = 'person' and len(letters) > 0 and len(others) = 1, others[1], null) as family,
    if(family is not null, array_to_string(letters, ''), null) as firsts,
    if(kind = 'department', regexp_replace(concat_ws('|', array_to_string(
        list_filter(words, lambda word: word not in ('department', 'dept')), ''), array_to_string(numbers, ' ')),
        '(\p{Han}{2})(?:部门|部)\|', '\1|'), null) as heading,
    if(kind = 'department' and regexp_full_match(name, '[A-Z]{2,6}'), lower(name), null) as short
from written
where words <> ['']
