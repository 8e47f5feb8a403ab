-- Every cell that says of one field something else than another cell of the same project, month and key. Rows that a later
-- load replaces do not count, nor do months that a standing load only carries.
--
-- grain:   one row per entity, load_id, row_number, field
-- columns:
--   entity      key    kind of rows
--   load_id     key    load that brought the cell
--   row_number  key    its row among the load's rows of that kind
--   field       key    the field they differ in
--   project_id  key    project; empty where the rows are of none
--   period      date   month end
--   row_key     key    what makes the rows the same
--   hearing     count  the cell with the highest is shown
--   cell        text   its address; empty where it has none
--   text        text   file and cell with what it says
-- looks back: no
with
visible as (select * from core.visible where written_period = period),
source_rows as (select * from core.source_rows),
addresses as (select * from core.column_addresses),
fields as (select entity, field, type from reference.fields),
names as (select * from core.names),
loads as (select load_id, file_name from ledger.loads inner join ledger.files using (file_id)),

spoken as (
    select
        source_rows.entity, source_rows.load_id, source_rows.row_number, source_rows.source_row,
        source_rows.source_column, visible.project_id, visible.period, source_rows.row_key,
        visible.precedence * 1000000000 - source_rows.row_number::bigint as hearing
    from source_rows inner join visible
        on visible.entity = source_rows.entity and visible.load_id = source_rows.load_id
        and visible.raw_project_id = source_rows.project_id and visible.period = source_rows.period
),

repeated as (select entity, project_id, period, row_key from spoken group by all having count(*) > 1),
shared as (select * from spoken semi join repeated using (entity, project_id, period, row_key)),

written as (
    select 'projects' as entity, load_id, row_number, to_json(rows) as said
    from staging.projects as rows
    semi join shared
        on shared.entity = 'projects' and shared.load_id = rows.load_id and shared.row_number = rows.row_number
    union all
    select 'baselines' as entity, load_id, row_number, to_json(rows) as said
    from staging.baselines as rows
    semi join shared
        on shared.entity = 'baselines' and shared.load_id = rows.load_id and shared.row_number = rows.row_number
    union all
    select 'baseline_periods' as entity, load_id, row_number, to_json(rows) as said
    from staging.baseline_periods as rows
    semi join shared
        on shared.entity = 'baseline_periods' and shared.load_id = rows.load_id and shared.row_number = rows.row_number
    union all
    select 'milestones' as entity, load_id, row_number, to_json(rows) as said
    from staging.milestones as rows
    semi join shared
        on shared.entity = 'milestones' and shared.load_id = rows.load_id and shared.row_number = rows.row_number
    union all
    select 'tasks' as entity, load_id, row_number, to_json(rows) as said
    from staging.tasks as rows
    semi join shared
        on shared.entity = 'tasks' and shared.load_id = rows.load_id and shared.row_number = rows.row_number
    union all
    select 'dependencies' as entity, load_id, row_number, to_json(rows) as said
    from staging.dependencies as rows
    semi join shared
        on shared.entity = 'dependencies' and shared.load_id = rows.load_id and shared.row_number = rows.row_number
    union all
    select 'budgets' as entity, load_id, row_number, to_json(rows) as said
    from staging.budgets as rows
    semi join shared
        on shared.entity = 'budgets' and shared.load_id = rows.load_id and shared.row_number = rows.row_number
    union all
    select 'people' as entity, load_id, row_number, to_json(rows) as said
    from staging.people as rows
    semi join shared
        on shared.entity = 'people' and shared.load_id = rows.load_id and shared.row_number = rows.row_number
    union all
    select 'assignments' as entity, load_id, row_number, to_json(rows) as said
    from staging.assignments as rows
    semi join shared
        on shared.entity = 'assignments' and shared.load_id = rows.load_id and shared.row_number = rows.row_number
    union all
    select 'risks' as entity, load_id, row_number, to_json(rows) as said
    from staging.risks as rows
    semi join shared
        on shared.entity = 'risks' and shared.load_id = rows.load_id and shared.row_number = rows.row_number
    union all
    select 'issues' as entity, load_id, row_number, to_json(rows) as said
    from staging.issues as rows
    semi join shared
        on shared.entity = 'issues' and shared.load_id = rows.load_id and shared.row_number = rows.row_number
    union all
    select 'changes' as entity, load_id, row_number, to_json(rows) as said
    from staging.changes as rows
    semi join shared
        on shared.entity = 'changes' and shared.load_id = rows.load_id and shared.row_number = rows.row_number
    union all
    select 'decisions' as entity, load_id, row_number, to_json(rows) as said
    from staging.decisions as rows
    semi join shared
        on shared.entity = 'decisions' and shared.load_id = rows.load_id and shared.row_number = rows.row_number
    union all
    select 'actions' as entity, load_id, row_number, to_json(rows) as said
    from staging.actions as rows
    semi join shared
        on shared.entity = 'actions' and shared.load_id = rows.load_id and shared.row_number = rows.row_number
    union all
    select 'benefits' as entity, load_id, row_number, to_json(rows) as said
    from staging.benefits as rows
    semi join shared
        on shared.entity = 'benefits' and shared.load_id = rows.load_id and shared.row_number = rows.row_number
    union all
    select 'gates' as entity, load_id, row_number, to_json(rows) as said
    from staging.gates as rows
    semi join shared
        on shared.entity = 'gates' and shared.load_id = rows.load_id and shared.row_number = rows.row_number
    union all
    select 'training' as entity, load_id, row_number, to_json(rows) as said
    from staging.training as rows
    semi join shared
        on shared.entity = 'training' and shared.load_id = rows.load_id and shared.row_number = rows.row_number
    union all
    select 'lessons' as entity, load_id, row_number, to_json(rows) as said
    from staging.lessons as rows
    semi join shared
        on shared.entity = 'lessons' and shared.load_id = rows.load_id and shared.row_number = rows.row_number
    union all
    select 'fx_rates' as entity, load_id, row_number, to_json(rows) as said
    from staging.fx_rates as rows
    semi join shared
        on shared.entity = 'fx_rates' and shared.load_id = rows.load_id and shared.row_number = rows.row_number
    union all
    select 'calendars' as entity, load_id, row_number, to_json(rows) as said
    from staging.calendars as rows
    semi join shared
        on shared.entity = 'calendars' and shared.load_id = rows.load_id and shared.row_number = rows.row_number
),

cells as (
    select
        written.entity, written.load_id, written.row_number, entry.key as field, entry.value as text,
        case fields.type
            when 'person' then called(entry.value, names.people)
            when 'department' then called(entry.value, names.departments)
            else entry.value
        end as meant
    from (
        select entity, load_id, row_number, unnest(map_entries(from_json(said, '"MAP(VARCHAR, VARCHAR)"'))) as entry
        from written
    ) as written
    inner join fields on fields.entity = written.entity and fields.field = entry.key
    cross join names
    where entry.value is not null
),

placed as (
    select shared.*, cells.field, cells.text, cells.meant
    from shared inner join cells using (entity, load_id, row_number)
),

differing as (
    select entity, project_id, period, row_key, field from placed
    group by entity, project_id, period, row_key, field
    having min(meant) <> max(meant)
)

select
    placed.entity,
    placed.load_id,
    placed.row_number,
    placed.field,
    placed.project_id,
    placed.period,
    placed.row_key,
    placed.hearing,
    coalesce(replace(replace(addresses.address, '{row}', coalesce(placed.source_row::varchar, '')),
        '{column}', coalesce(placed.source_column, '')), '') as cell,
    concat(loads.file_name, ' ', cell, ': ', placed.text) as text
from placed
semi join differing using (entity, project_id, period, row_key, field)
inner join loads using (load_id)
left join addresses using (load_id, entity, field)
