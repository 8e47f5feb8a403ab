-- Which load stands in the place of which, however far removed: what a replaced load had replaced stays replaced, also
-- when the one between is withdrawn.
--
-- grain:   one row per load_id, entity, replaces_load_id
-- columns:
--   load_id           key  the later load
--   entity            key  kind of rows
--   replaces_load_id  key  the earlier load, for the projects and months that both cover
with recursive
replacements as (select * from ledger.replacements),

replaced as (
    select load_id, entity, replaces_load_id from replacements
    union
    select replaced.load_id, replaced.entity, replacements.replaces_load_id
    from replaced inner join replacements
        on replacements.load_id = replaced.replaces_load_id and replacements.entity = replaced.entity
)

select load_id, entity, replaces_load_id from replaced
