-- The names that people said mean another one, each followed to its end. The last word on a name counts. Projects are
-- named exactly as written, people and departments without regard to case, width and blanks.
--
-- grain:   one row per kind, written
-- columns:
--   kind      key   project, person or department
--   written   key   the name that means another: as written of a project, else folded
--   name      text  the name that is meant; null in a circle, which has no end: its members stay what they are
--   event_id  key   the decision that counts
with recursive
events as (select * from ledger.events where kind in ('alias', 'unalias')),

said as (
    select
        event_id,
        coalesce(payload ->> 'kind', 'project') as kind,
        name_key(coalesce(payload ->> 'kind', 'project'), payload ->> 'old') as written,
        payload ->> 'new' as name
    from events
),

standing as (
    select kind, written, arg_max_null(name, event_id) as name, max(event_id) as event_id
    from said
    group by kind, written
    having arg_max_null(name, event_id) is not null
),

-- `union` ends a circle; a name that stands for another spelling of itself is an end
steps as (
    select kind, written, name from standing
    union
    select steps.kind, steps.written, standing.name
    from steps inner join standing
        on standing.kind = steps.kind and standing.written = name_key(steps.kind, steps.name)
),

ended as (
    select steps.*
    from steps anti join standing
        on standing.kind = steps.kind and standing.written = name_key(steps.kind, steps.name)
        and standing.name <> steps.name
)

select standing.kind, standing.written, ended.name, standing.event_id
from standing left join ended using (kind, written)
