-- One spelling for each role: those that differ in case, width and spaces only are one role, spelled as the list of
-- people spells it.
--
-- grain:   one row per written_role
-- columns:
--   written_role  key  role as a file writes it
--   role          key  its one spelling
with
people as (select role, true as is_listed from core.people),
assignments as (select role, false as is_listed from core.assignments),

written as (
    select role as written_role, bool_or(is_listed) as is_listed
    from (select * from people union all select * from assignments)
    where role <> ''
    group by role
)

select
    written_role,
    coalesce(min(if(is_listed, written_role, null)) over alike, min(written_role) over alike) as role
from written
window alike as (partition by folded(written_role))
