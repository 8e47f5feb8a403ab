-- What was changed of a month after it was reported: value first reported and value now, the cell of each, by whom and
-- when; and the reports that came only after the month had been closed or its cut-off had passed.
--
-- grain:   one row per project_id, period, field
-- columns:
--   project_id    key     project
--   period        date    month end
--   field         key     field of the projects table; empty for a late report
--   project_name  text    name of the project
--   kind          text    restated, added: was blank, withdrawn: no longer reported, late: nothing was reported in time
--   type          text    type of the field in the dictionary
--   first_value   text    value first reported
--   now_value     text    value known now
--   difference    number  now less first, of amounts and shares; of dates in days
--   counted_at    moment  up to when a report of the month counts as first reported, UTC
--   recorded_at   moment  when the change was recorded, UTC
--   recorded_by   text    by whom
--   why           text    the reason given, where what was reported was withdrawn
--   first_load_id key     load of the value first reported
--   first_file    text    its file
--   first_sheet   text    its sheet
--   first_cell    text    its cell
--   now_load_id   key     load of the value known now; of a late report, the load that brought it
--   now_file      text    its file
--   now_sheet     text    its sheet
--   now_cell      text    its cell
-- check: kind in ('restated', 'added', 'withdrawn', 'late')
with
changed as (select * from core.reported_fields where kind is not null),
reported as (select * from core.reported_loads),
projects as (select project_id, period, project_name from core.projects),
addresses as (select * from core.column_addresses where entity = 'projects'),
loads as (select * from ledger.loads inner join ledger.files using (file_id)),
withdrawals as (
    select
        (payload ->> 'load_id')::integer as load_id,
        max(recorded_at) as recorded_at,
        arg_max(recorded_by, event_id) as recorded_by,
        arg_max_null(why, event_id) as why
    from ledger.events
    where kind = 'withdraw'
    group by all
),

reports as (
    select
        project_id, period,
        any_value(counted_at) as counted_at,
        bool_or(is_late) as is_late,
        arg_max(load_id, precedence) filter (is_now) as newest_load_id,
        arg_min(load_id, precedence) filter (is_first) as first_load_id
    from reported
    group by all
),

every_change as (
    select
        project_id, period, field, kind, type, first_value, now_value, difference, first_load_id, first_source_row,
        first_source_column, now_load_id, now_source_row, now_source_column
    from changed
    union all by name
    select project_id, period, '' as field, 'late' as kind, first_load_id as now_load_id from reports where is_late
)

select
    every_change.project_id,
    every_change.period,
    every_change.field,
    projects.project_name,
    every_change.kind,
    every_change.type,
    every_change.first_value,
    every_change.now_value,
    every_change.difference,
    reports.counted_at,
    coalesce(newer.recorded_at, withdrawals.recorded_at, newest.recorded_at) as recorded_at,
    coalesce(newer.recorded_by, withdrawals.recorded_by, newest.recorded_by) as recorded_by,
    withdrawals.why,
    every_change.first_load_id,
    older.file_name as first_file,
    older.sheet as first_sheet,
    replace(replace(first_address.address, '{row}', coalesce(every_change.first_source_row::varchar, '')),
        '{column}', coalesce(every_change.first_source_column, '')) as first_cell,
    every_change.now_load_id,
    coalesce(newer.file_name, if(withdrawals.load_id is null, newest.file_name, null)) as now_file,
    coalesce(newer.sheet, if(withdrawals.load_id is null, newest.sheet, null)) as now_sheet,
    replace(replace(now_address.address, '{row}', coalesce(every_change.now_source_row::varchar, '')),
        '{column}', coalesce(every_change.now_source_column, '')) as now_cell
from every_change
inner join reports using (project_id, period)
left join projects using (project_id, period)
left join loads as older on older.load_id = every_change.first_load_id
left join loads as newer on newer.load_id = every_change.now_load_id
left join loads as newest on newest.load_id = reports.newest_load_id
left join withdrawals
    on withdrawals.load_id = if(coalesce(older.is_active, true), null, every_change.first_load_id)
left join addresses as first_address
    on first_address.load_id = every_change.first_load_id and first_address.field = every_change.field
left join addresses as now_address
    on now_address.load_id = every_change.now_load_id and now_address.field = every_change.field
order by every_change.period desc, every_change.project_id, every_change.field
