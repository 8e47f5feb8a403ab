-- One spelling for each role: those that differ in case, width and spaces only are one role.
--
-- grain:   one row per written_role
-- columns:
--   written_role  key  role as a file writes it
--   role          key  its one spelling
with
people as (select role from core.people),
assignments as (select role from core.assignments),

written as (
    select distinct role as written_role
    from (select * from people union all select * from assignments)
    where role <> ''
)

select written_role, min(written_role) over (partition by folded(written_role)) as role
from written
