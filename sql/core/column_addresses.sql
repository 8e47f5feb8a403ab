-- Where each field of a load stands in its sheet, as a pattern that a row or column fills in: C{row}, {column}7 or B2.
-- Of several columns that are one field, the one recognised with most confidence.
--
-- grain:   one row per load_id, entity, field
-- columns:
--   load_id     key     the load
--   entity      key     kind of row
--   field       key     field of the dictionary
--   address     text    the pattern
--   header      text    what the column is called in the sheet
--   multiplier  number  what a figure of the column is multiplied by, as its header says; null: by nothing
with
columns_loaded as (select * from ledger.load_columns where entity is not null and field is not null)

select
    load_id,
    entity,
    field,
    arg_max(address, coalesce(confidence, 0)) as address,
    arg_max(header, coalesce(confidence, 0)) as header,
    arg_max_null(multiplier, coalesce(confidence, 0))::double as multiplier
from columns_loaded
group by load_id, entity, field
