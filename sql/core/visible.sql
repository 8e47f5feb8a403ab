-- Which load speaks for which project and period, after withdrawals and replacements. A standing load speaks for every
-- known month from its own until it ends. Where several speak, the one with the higher precedence is heard first:
-- a month's own load before a standing one, then the newer before the older.
--
-- grain:   one row per entity, load_id, raw_project_id, period
-- columns:
--   entity          key    kind of rows
--   load_id         key    the load
--   raw_project_id  key    the project as the file writes it; empty for rows that speak of no project
--   project_id      key    the project that is meant
--   period          date   month end it speaks for
--   written_period  date   month end its rows are written under
--   precedence      count  higher is heard first
with
coverage as (select * from ledger.coverage),
loads as (select * from ledger.loads where is_active),
replaced as (select * from core.replaced_loads),
identity as (select * from core.project_identity),
standing as (select * from core.standing),
periods as (select * from core.periods),

covered as (
    select
        coverage.entity,
        coverage.load_id,
        coverage.project_id as raw_project_id,
        identity.project_id,
        coverage.period as written_period,
        coverage.is_standing,
        loads.recorded_at
    from coverage inner join loads using (load_id)
    inner join identity on identity.raw_project_id = coverage.project_id
),

speaking as (
    select *, written_period as period from covered where not is_standing
    union all
    select covered.*, periods.period
    from covered inner join standing using (entity, load_id, raw_project_id, written_period)
    inner join periods
        on periods.period >= covered.written_period
        and periods.period < coalesce(standing.ends_before, 'infinity'::date)
    where covered.is_standing
),

hidden as (
    select older.entity, older.load_id, older.project_id, older.period
    from speaking as older
    inner join replaced on replaced.replaces_load_id = older.load_id and replaced.entity = older.entity
    semi join speaking as newer
        on newer.load_id = replaced.load_id and newer.entity = older.entity
        and newer.project_id = older.project_id and newer.period = older.period
)

select
    entity,
    load_id,
    raw_project_id,
    project_id,
    period,
    written_period,
    dense_rank() over (
        partition by entity, project_id, period
        order by not is_standing, if(is_standing, written_period, null), recorded_at, load_id
    ) as precedence
from speaking anti join hidden using (entity, load_id, project_id, period)
