-- How long each standing load holds for a project: until a later one brings one of its rows anew. A later load with
-- other rows (next year's calendar, a second version of the plan) adds to it and ends nothing.
--
-- grain:   one row per entity, load_id, raw_project_id, written_period
-- columns:
--   entity          key   kind of rows
--   load_id         key   the load
--   raw_project_id  key   the project as the file writes it
--   written_period  date  month from which it holds
--   ends_before     date  month that a later load takes over; null where it still holds
with
coverage as (select * from ledger.coverage where is_standing),
loads as (select * from ledger.loads where is_active),
identity as (select * from core.project_identity),
source_rows as (select * from core.source_rows),

standing as (
    select
        coverage.entity,
        coverage.load_id,
        coverage.project_id as raw_project_id,
        identity.project_id,
        coverage.period as written_period
    from coverage semi join loads using (load_id)
    inner join identity on identity.raw_project_id = coverage.project_id
),

keys as (
    select distinct standing.*, source_rows.row_key
    from standing inner join source_rows
        on source_rows.entity = standing.entity and source_rows.load_id = standing.load_id
        and source_rows.project_id = standing.raw_project_id and source_rows.period = standing.written_period
),

renewed as (
    select *, min(written_period) over later as renewed_on
    from keys
    window later as (
        partition by entity, project_id, row_key order by written_period
        range between interval 1 day following and unbounded following
    )
)

select
    standing.entity,
    standing.load_id,
    standing.raw_project_id,
    standing.written_period,
    min(renewed.renewed_on) as ends_before
from standing left join renewed using (entity, load_id, raw_project_id, written_period)
group by all
