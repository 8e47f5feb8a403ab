-- The aliases of people and of departments as maps, by which every table of core calls them by one name.
--
-- grain:   one row
-- columns:
--   people       map  name, folded -> the one that is meant; null where there is no alias
--   departments  map  name, folded -> the one that is meant; null where there is no alias
with
aliases as (select * from core.aliases where name is not null)

select
    map_from_entries(list({'key': written, 'value': name}) filter (kind = 'person')) as people,
    map_from_entries(list({'key': written, 'value': name}) filter (kind = 'department')) as departments
from aliases
