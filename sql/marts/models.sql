-- What is in the snapshot: every model, what it is, what it reads, and how it was built.
--
-- grain:   one row per model
-- columns:
--   model    key     schema and name
--   layer    text    staging, core, indicators, marts, queries
--   family   text    family of an indicator
--   purpose  text    what it is
--   grain    list    columns that make a row unique
--   checks   list    what is true of every row
--   inputs   list    tables it reads
--   place    count   its place in the build order; null where it is not built
--   seconds  number  how long it took
--   rows     count   how many rows it has
with
models as (select * from reference.models)

select model, layer, family, purpose, grain, checks, inputs, place, seconds, rows
from models
order by place nulls last, model
