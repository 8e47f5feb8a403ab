-- What was first reported of a project for a month, field by field, beside what is known of that month now. Of several
-- loads the newest that is not blank is heard, as in core.projects; a list without a month of its own reports nothing.
--
-- grain:   one row per project_id, period, field
-- columns:
--   project_id           key    project
--   period               date   month end
--   field                key    field of the projects table
--   type                 text   its type in the dictionary: money, ratio, date, light, choice
--   first_value          text   value first reported; null where it was blank
--   now_value            text   value known now; null where there is none
--   difference           number now less first, of amounts and shares; of dates in days
--   kind                 text   restated, added, withdrawn; null where nothing changed
--   first_load_id        key    load of the value first reported
--   first_source_row     count  its row in the sheet
--   first_source_column  text   its column, where the table lies on its side
--   now_load_id          key    load of the value known now
--   now_source_row       count  its row in the sheet
--   now_source_column    text   its column, where the table lies on its side
-- check: first_value is not null or now_value is not null
with
loads as (select * from core.reported_loads where is_first or is_now),
reports as (select * from staging.projects),
fields as (select field, type from reference.fields where entity = 'projects'),
conventions as (select bound_tolerance from core.conventions),

spoken as (
    select
        loads.project_id, loads.period, loads.load_id, loads.is_first, loads.is_now, reports.source_row,
        reports.source_column, loads.precedence * 1000000000 - reports.row_number::bigint as hearing,
        unnest([
            {'field': 'state', 'text': reports.state},
            {'field': 'percent_complete', 'text': reports.percent_complete::varchar},
            {'field': 'budget_at_completion', 'text': reports.budget_at_completion::varchar},
            {'field': 'planned_value', 'text': reports.planned_value::varchar},
            {'field': 'earned_value', 'text': reports.earned_value::varchar},
            {'field': 'actual_cost', 'text': reports.actual_cost::varchar},
            {'field': 'estimate_to_complete', 'text': reports.estimate_to_complete::varchar},
            {'field': 'manager_estimate_at_completion', 'text': reports.manager_estimate_at_completion::varchar},
            {'field': 'forecast_finish', 'text': reports.forecast_finish::varchar},
            {'field': 'declared_overall', 'text': reports.declared_overall},
            {'field': 'declared_schedule', 'text': reports.declared_schedule},
            {'field': 'declared_cost', 'text': reports.declared_cost},
            {'field': 'declared_scope', 'text': reports.declared_scope},
            {'field': 'declared_risk', 'text': reports.declared_risk},
            {'field': 'declared_resource', 'text': reports.declared_resource},
            {'field': 'declared_benefits', 'text': reports.declared_benefits},
            {'field': 'declared_quality', 'text': reports.declared_quality},
            {'field': 'declared_stakeholders', 'text': reports.declared_stakeholders}
        ]) as said
    from reports inner join loads
        on loads.load_id = reports.load_id and loads.raw_project_id = reports.project_id
        and loads.period = reports.period
),

cells as (
    select
        project_id, period, said.field as field, is_first, is_now, hearing,
        {'text': said.text, 'load_id': load_id, 'source_row': source_row, 'source_column': source_column} as cell
    from spoken
    where said.text is not null
),

merged as (
    select
        project_id, period, field,
        arg_max(cell, hearing) filter (is_first) as first_cell,
        arg_max(cell, hearing) filter (is_now) as now_cell
    from cells
    group by all
),

measured as (
    select
        merged.*,
        fields.type,
        case fields.type
            when 'date' then (now_cell.text::date - first_cell.text::date)::double
            when 'money' then (now_cell.text::decimal(24, 6) - first_cell.text::decimal(24, 6))::double
            when 'ratio' then now_cell.text::double - first_cell.text::double
        end as difference,
        case when fields.type in ('money', 'ratio') then now_cell.text::double end as amount
    from merged inner join fields using (field)
)

select
    project_id,
    period,
    field,
    type,
    first_cell.text as first_value,
    now_cell.text as now_value,
    difference,
    case
        when first_cell is null then 'added'
        when now_cell is null then 'withdrawn'
        when coalesce(abs(difference) > bound_tolerance * abs(amount), first_cell.text <> now_cell.text)
            then 'restated'
    end as kind,
    first_cell.load_id as first_load_id,
    first_cell.source_row as first_source_row,
    first_cell.source_column as first_source_column,
    now_cell.load_id as now_load_id,
    now_cell.source_row as now_source_row,
    now_cell.source_column as now_source_column
from measured cross join conventions
