-- Rows of exchange rates that convert nothing, or more than was meant: a rate that is missing or not above zero, one of no
-- currency, one that says neither its kind nor its fiscal year, one whose fiscal year names no year. What could not be
-- typed at all is in core.cell_problems.
--
-- grain:   one row per load_id, row_number
-- columns:
--   load_id     key   load that brought the row
--   row_number  key   its place among the load's rates
--   field       key   field that is wrong
--   cell        text  its cell, or that of the rate where it has none; empty where neither has one
--   text        text  what the row says
--   reason      key   rate_missing, rate_not_positive, rate_of_no_currency, rate_of_no_kind, rate_of_no_year
--   severity    text  error: converts nothing; warning: holds for every year
with
rates as (select * from staging.fx_rates),
addresses as (select * from core.column_addresses where entity = 'fx_rates'),

judged as (
    select
        load_id, row_number, source_row, source_column,
        concat_ws(' ', currency, to_currency, fiscal_year, rate) as text,
        list_transform(problems, lambda problem: problem.field) as unread,
        case
            when rate is null and not list_contains(unread, 'rate') then 'rate_missing'
            when rate <= 0 then 'rate_not_positive'
            when currency is null and not list_contains(unread, 'currency') then 'rate_of_no_currency'
            when rate is not null and rate_type is null and fiscal_year is null and month is null
                and not list_has_any(unread, ['rate_type', 'fiscal_year', 'month']) then 'rate_of_no_kind'
            when coalesce(rate_type, 'plan') = 'plan' and month is null and not regexp_matches(fiscal_year, '\d{2}')
                then 'rate_of_no_year'
        end as reason,
        case reason
            when 'rate_of_no_currency' then 'currency' when 'rate_of_no_kind' then 'rate_type'
            when 'rate_of_no_year' then 'fiscal_year' else 'rate'
        end as field
    from rates
    where currency is not null or rate is not null
)

select
    load_id,
    row_number,
    judged.field,
    coalesce(replace(replace(coalesce(own.address, of_rate.address), '{row}', coalesce(source_row::varchar, '')),
        '{column}', coalesce(source_column, '')), '') as cell,
    text,
    reason,
    if(reason = 'rate_of_no_year', 'warning', 'error') as severity
from judged
left join addresses as own using (load_id, field)
left join (select load_id, address from addresses where field = 'rate') as of_rate using (load_id)
where reason is not null
