-- Every column of every model: its unit and what it means.
--
-- grain:   one row per model, name
-- columns:
--   model    key    schema and name of the model
--   name     key    the column
--   place    count  its place in the model
--   unit     text   its unit
--   meaning  text   what it means
with
columns_of_models as (select * from reference.columns)

select model, name, place, unit, meaning
from columns_of_models
order by model, place
