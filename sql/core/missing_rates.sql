-- Amounts that cannot be converted, because no plan rate of their currency is known in the month, or because a project
-- names its currency and that of the portfolio is not known: said once for each load, month and currency. Rows that a
-- later load replaces do not count.
--
-- grain:   one row per load_id, period, currency
-- columns:
--   load_id     key       load with the amounts
--   period      date      month end
--   currency    currency  currency without a plan rate
--   entity      key       kind of row of the first amount
--   field       key       its field
--   cell        text      its cell; empty where it has none
--   project_id  key       project of the amounts; null where they are of several
--   amounts     count     how many amounts are in the currency
--   reason      key       rate_unknown, portfolio_currency_unknown
with
visible as (select * from core.visible where written_period = period),
rates as (select period, currency from core.currency_rates),
portfolio as (select currency is null as is_unknown from core.portfolio_currency),
fields as (select entity, field, place from reference.fields where type = 'money'),
addresses as (select * from core.column_addresses),

written as (
    select 'projects' as entity, load_id, row_number, period, currency, to_json(rows) as said
    from staging.projects as rows anti join rates using (period, currency) where currency is not null
    union all
    select 'baselines' as entity, load_id, row_number, period, currency, to_json(rows) as said
    from staging.baselines as rows anti join rates using (period, currency) where currency is not null
    union all
    select 'baseline_periods' as entity, load_id, row_number, period, currency, to_json(rows) as said
    from staging.baseline_periods as rows anti join rates using (period, currency) where currency is not null
    union all
    select 'milestones' as entity, load_id, row_number, period, currency, to_json(rows) as said
    from staging.milestones as rows anti join rates using (period, currency) where currency is not null
    union all
    select 'tasks' as entity, load_id, row_number, period, currency, to_json(rows) as said
    from staging.tasks as rows anti join rates using (period, currency) where currency is not null
    union all
    select 'budgets' as entity, load_id, row_number, period, currency, to_json(rows) as said
    from staging.budgets as rows anti join rates using (period, currency) where currency is not null
    union all
    select 'risks' as entity, load_id, row_number, period, currency, to_json(rows) as said
    from staging.risks as rows anti join rates using (period, currency) where currency is not null
    union all
    select 'issues' as entity, load_id, row_number, period, currency, to_json(rows) as said
    from staging.issues as rows anti join rates using (period, currency) where currency is not null
    union all
    select 'changes' as entity, load_id, row_number, period, currency, to_json(rows) as said
    from staging.changes as rows anti join rates using (period, currency) where currency is not null
    union all
    select 'decisions' as entity, load_id, row_number, period, currency, to_json(rows) as said
    from staging.decisions as rows anti join rates using (period, currency) where currency is not null
),

-- a portfolio without a currency has no rates in any month; what a register names is then its project's own
lacking as (
    select written.*, if(is_unknown, 'portfolio_currency_unknown', 'rate_unknown') as reason
    from written cross join portfolio
    where if(is_unknown, entity = 'projects', period in (select period from rates))
),

cells as (
    select
        entity, load_id, row_number, period, currency, reason,
        said ->> 'project_id' as project_id,
        said ->> 'source_row' as source_row,
        said ->> 'source_column' as source_column,
        unnest(map_entries(from_json(said, '"MAP(VARCHAR, VARCHAR)"'))) as entry
    from lacking
),

amounts as (
    select
        cells.entity, cells.load_id, cells.period, cells.currency, cells.reason, visible.project_id, fields.field,
        coalesce(replace(replace(addresses.address, '{row}', coalesce(source_row, '')),
            '{column}', coalesce(source_column, '')), '') as cell,
        (cells.row_number, fields.place) as rank
    from cells
    inner join fields on fields.entity = cells.entity and fields.field = entry.key
    inner join visible
        on visible.entity = cells.entity and visible.load_id = cells.load_id
        and visible.raw_project_id = cells.project_id and visible.period = cells.period
    left join addresses
        on addresses.load_id = cells.load_id and addresses.entity = cells.entity and addresses.field = fields.field
    where entry.value is not null
)

select
    load_id,
    period,
    currency,
    arg_min(entity, rank) as entity,
    arg_min(field, rank) as field,
    arg_min(cell, rank) as cell,
    if(count(distinct project_id) = 1, min(project_id), null) as project_id,
    count(*) as amounts,
    any_value(reason) as reason
from amounts
group by load_id, period, currency
