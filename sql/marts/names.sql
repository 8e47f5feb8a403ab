-- Every name of a person and of a department that stands in the tables now: aliases have been followed.
--
-- grain:   one row per kind, name
-- columns:
--   kind         key    person or department
--   name         key    the name
--   count_rows   count  rows that bear it, over all months
--   last_period  date   last month end in which it stands
select * from core.names_used
order by kind desc, name
