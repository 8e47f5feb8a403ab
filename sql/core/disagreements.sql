-- Where rows of one project, month and key say different things of one field: all of them load, the first is shown, and
-- this names the cells. Rows that a later load replaces do not count, nor do months that a standing load only carries.
--
-- grain:   one row per entity, project_id, period, row_key, field
-- columns:
--   entity      key   kind of rows
--   project_id  key   project; empty where the rows are of none
--   period      date  month end
--   row_key     key   what makes the rows the same
--   field       key   the field they differ in
--   load_id     key   the load whose value is shown
--   cell        text  the cell whose value is shown
--   text        text  every cell with what it says, the one shown first
with
visible as (select * from core.visible where written_period = period),
source_rows as (select * from core.source_rows),
addresses as (select * from core.column_addresses),
fields as (select entity, field, type from reference.fields),
names as (select * from core.names),
loads as (select load_id, file_name, sheet from ledger.loads inner join ledger.files using (file_id)),

spoken as (
    select
        source_rows.entity, source_rows.load_id, source_rows.row_number, source_rows.source_row,
        source_rows.source_column, visible.project_id, visible.period, source_rows.row_key,
        visible.precedence * 1000000000 - source_rows.row_number::bigint as hearing
    from source_rows inner join visible
        on visible.entity = source_rows.entity and visible.load_id = source_rows.load_id
        and visible.raw_project_id = source_rows.project_id and visible.period = source_rows.period
),

shared as (
    select * from spoken
    qualify count(*) over (partition by entity, project_id, period, row_key) > 1
),

-- rows of another kind may have the same numbers; they find no row of their kind below
written as (
    select 'projects' as entity, load_id, row_number, to_json(rows) as said
    from staging.projects as rows
    semi join shared using (load_id, row_number)
    union all
    select 'baselines' as entity, load_id, row_number, to_json(rows) as said
    from staging.baselines as rows
    semi join shared using (load_id, row_number)
    union all
    select 'baseline_periods' as entity, load_id, row_number, to_json(rows) as said
    from staging.baseline_periods as rows
    semi join shared using (load_id, row_number)
    union all
    select 'milestones' as entity, load_id, row_number, to_json(rows) as said
    from staging.milestones as rows
    semi join shared using (load_id, row_number)
    union all
    select 'tasks' as entity, load_id, row_number, to_json(rows) as said
    from staging.tasks as rows
    semi join shared using (load_id, row_number)
    union all
    select 'dependencies' as entity, load_id, row_number, to_json(rows) as said
    from staging.dependencies as rows
    semi join shared using (load_id, row_number)
    union all
    select 'budgets' as entity, load_id, row_number, to_json(rows) as said
    from staging.budgets as rows
    semi join shared using (load_id, row_number)
    union all
    select 'people' as entity, load_id, row_number, to_json(rows) as said
    from staging.people as rows
    semi join shared using (load_id, row_number)
    union all
    select 'assignments' as entity, load_id, row_number, to_json(rows) as said
    from staging.assignments as rows
    semi join shared using (load_id, row_number)
    union all
    select 'risks' as entity, load_id, row_number, to_json(rows) as said
    from staging.risks as rows
    semi join shared using (load_id, row_number)
    union all
    select 'issues' as entity, load_id, row_number, to_json(rows) as said
    from staging.issues as rows
    semi join shared using (load_id, row_number)
    union all
    select 'changes' as entity, load_id, row_number, to_json(rows) as said
    from staging.changes as rows
    semi join shared using (load_id, row_number)
    union all
    select 'decisions' as entity, load_id, row_number, to_json(rows) as said
    from staging.decisions as rows
    semi join shared using (load_id, row_number)
    union all
    select 'actions' as entity, load_id, row_number, to_json(rows) as said
    from staging.actions as rows
    semi join shared using (load_id, row_number)
    union all
    select 'benefits' as entity, load_id, row_number, to_json(rows) as said
    from staging.benefits as rows
    semi join shared using (load_id, row_number)
    union all
    select 'gates' as entity, load_id, row_number, to_json(rows) as said
    from staging.gates as rows
    semi join shared using (load_id, row_number)
    union all
    select 'training' as entity, load_id, row_number, to_json(rows) as said
    from staging.training as rows
    semi join shared using (load_id, row_number)
    union all
    select 'lessons' as entity, load_id, row_number, to_json(rows) as said
    from staging.lessons as rows
    semi join shared using (load_id, row_number)
    union all
    select 'fx_rates' as entity, load_id, row_number, to_json(rows) as said
    from staging.fx_rates as rows
    semi join shared using (load_id, row_number)
    union all
    select 'calendars' as entity, load_id, row_number, to_json(rows) as said
    from staging.calendars as rows
    semi join shared using (load_id, row_number)
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
),

named as (
    select
        placed.*,
        replace(replace(addresses.address, '{row}', coalesce(placed.source_row::varchar, '')),
            '{column}', coalesce(placed.source_column, '')) as cell,
        loads.file_name
    from placed
    semi join differing using (entity, project_id, period, row_key, field)
    inner join loads using (load_id)
    left join addresses using (load_id, entity, field)
)

select
    entity, project_id, period, row_key, field,
    arg_max(load_id, hearing) as load_id,
    arg_max(coalesce(cell, ''), hearing) as cell,
    string_agg(concat(file_name, ' ', cell, ': ', text), '; ' order by hearing desc) as text
from named
group by entity, project_id, period, row_key, field
