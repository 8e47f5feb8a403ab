-- Everything about the data that needs a look: what was noticed while reading the files, every cell that could not be
-- typed or was read with doubt, cells that say different things of one field, amounts that jumped as another unit would
-- make them, rates of exchange that cannot be used, currencies without a plan rate, and rows that name no project, each
-- with the cell it is about. A cell that fills several entities is listed once.
--
-- grain:   one row per finding_number
-- columns:
--   load_id         key    load it was found in
--   file_name       text   file
--   sheet           text   sheet
--   cell            text   cell; empty where it is about the whole sheet
--   entity          text   kind of row
--   field           text   field of the dictionary
--   project_id      key    project of the row, or the load's only one; null where it is about no project
--   period          date   month end of the row, or the load's only one
--   text            text   what the cell says
--   expected        text   what is wrong or was expected, as the name of a phrase
--   severity        text   error, warning, note
--   action          text   what was done, as the name of a phrase
--   is_active       flag   whether the load counts
--   finding_number  key    its place in this snapshot; later loads move none of earlier ones
with
loads as (select * from ledger.loads),
files as (select * from ledger.files),
noticed as (select * from ledger.findings),
problems as (select * from core.cell_problems),
addresses as (select * from core.column_addresses),
source_rows as (select * from core.source_rows),
set_aside as (select * from ledger.set_aside),
identity as (select * from core.project_identity),
covered as (select * from ledger.coverage where project_id <> ''),

in_cells as (
    select
        problems.load_id,
        problems.entity,
        problems.field,
        coalesce(replace(replace(addresses.address, '{row}', coalesce(source_rows.source_row::varchar, '')),
            '{column}', coalesce(source_rows.source_column, '')), '') as cell,
        source_rows.project_id,
        source_rows.period,
        problems.text,
        problems.reason as expected,
        problems.severity,
        'findings.' || problems.reason as action
    from problems inner join source_rows using (entity, load_id, row_number)
    left join addresses using (load_id, entity, field)
),

-- the record a noticed cell lies in: D14 is in row 14, or in column D where the records of a load are its columns
noticed_in as (
    select
        noticed.*,
        regexp_extract(cell, if(loads.orientation = 'columns', '^[A-Z]+', '[0-9]+$')) as line
    from noticed inner join loads using (load_id)
),
lines as (
    select
        load_id,
        if(loads.orientation = 'columns', source_column, source_row::varchar) as line,
        min(nullif(project_id, '')) as project_id,
        min(source_rows.period) as period
    from source_rows inner join loads using (load_id) semi join noticed using (load_id)
    group by all
),

only_ones as (
    select
        load_id,
        if(count(distinct project_id) = 1, min(project_id), null) as project_id,
        if(count(distinct period) = 1, min(period), null) as period
    from covered
    group by load_id
),

in_files as (
    select
        noticed_in.load_id,
        noticed_in.entity,
        noticed_in.field,
        noticed_in.cell,
        coalesce(lines.project_id, only_ones.project_id) as project_id,
        coalesce(lines.period, only_ones.period) as period,
        noticed_in.text,
        noticed_in.expected,
        noticed_in.severity,
        noticed_in.action
    from noticed_in
    left join only_ones using (load_id)
    left join lines using (load_id, line)
),

in_several_cells as (
    select
        load_id, entity, field, cell, project_id, period, text,
        'disagreement' as expected,
        'warning' as severity,
        'findings.disagreement' as action
    from core.disagreements
),

jumps as (
    select
        load_id,
        'projects' as entity,
        field,
        cell,
        project_id,
        period,
        jump_text(amount, period, amount_before, period_before) as text,
        if(power > 0, 'money_jump_up', 'money_jump_down') as expected,
        'warning' as severity,
        'findings.' || expected as action
    from core.money_jumps
),

rates_unused as (
    select
        load_id,
        'fx_rates' as entity,
        field,
        cell,
        source_rows.project_id,
        source_rows.period,
        text,
        reason as expected,
        severity,
        'findings.' || reason as action
    from core.unused_rates inner join source_rows using (load_id, row_number)
    where entity = 'fx_rates'
),

rates_missing as (
    select
        load_id,
        entity,
        field,
        cell,
        project_id,
        period,
        concat(currency, ' (', amounts, ')') as text,
        reason as expected,
        'warning' as severity,
        'findings.' || reason as action
    from core.missing_rates
),

-- a row that names no project is lost to everything that is computed
nameless as (
    select
        set_aside.load_id,
        null as entity,
        null as field,
        coalesce(source_column || '1', 'A' || source_row) as cell,
        null as project_id,
        only_ones.period,
        text,
        'row_without_project' as expected,
        'error' as severity,
        'findings.row_without_project' as action
    from set_aside left join only_ones using (load_id)
    where reason = 'no_project'
),

everything as (
    select load_id, min(entity) as entity, field, cell, project_id, period, text, expected, severity, action
    from (
        select * from in_files
        union all by name select * from in_cells
        union all by name select * from in_several_cells
        union all by name select * from jumps
        union all by name select * from rates_unused
        union all by name select * from rates_missing
        union all by name select * from nameless
    )
    group by all
)

select
    everything.load_id,
    files.file_name,
    loads.sheet,
    everything.cell,
    everything.entity,
    everything.field,
    nullif(coalesce(identity.project_id, everything.project_id), '') as project_id,
    everything.period,
    everything.text,
    everything.expected,
    everything.severity,
    everything.action,
    loads.is_active,
    row_number() over (order by
        everything.load_id, everything.severity, everything.cell, everything.field, everything.expected,
        everything.text, everything.project_id, everything.period, everything.action) as finding_number
from everything
inner join loads using (load_id)
inner join files using (file_id)
left join identity on identity.raw_project_id = everything.project_id
order by finding_number
