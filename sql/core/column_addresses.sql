-- Where each field of a load stands in its sheet, as a pattern that a row or column fills in: C{row}, {column}7 or B2.
--
-- grain:   one row per load_id, entity, field
-- columns:
--   load_id  key   the load
--   entity   key   kind of row
--   field    key   field of the dictionary
--   address  text  the pattern, of the column recognised with most confidence
with
columns_loaded as (select * from ledger.load_columns where entity is not null and field is not null)

select load_id, entity, field, arg_max(address, coalesce(confidence, 0)) as address
from columns_loaded
group by load_id, entity, field
