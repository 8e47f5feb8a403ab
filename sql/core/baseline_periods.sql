-- Planned value by month of each version of a plan, from each month in which what was sent of it changed. The rows
-- hold until the project's next period here: a plan of 60 months is not written out again for each of 60 reports.
-- Amounts in another currency than the project's are converted at plan rates; without a rate they are not known.
--
-- grain:   one row per project_id, period, row_key
-- columns:
--   project_id     key    project
--   period         date   month end from which the rows hold
--   month          month  month end the row speaks of
--   row_key        key    what makes it that month of that version
--   *              staging.baseline_periods  the fields of data/fields/baseline_periods.toml
--   load_id        key    newest load that speaks of it
--   source_row     count  its row in that load's sheet
--   source_column  text   its column, where the table lies on its side
-- looks back: no
with
visible as (select * from core.visible where entity = 'baseline_periods'),
changes as (select * from core.curve_changes),
written as (select * from staging.baseline_periods),
own_rates as (select * from core.plan_rates),
rates as (select * from core.currency_rates),

heard as (
    select
        visible.project_id, visible.period, written.month, written.row_key,
        written.* exclude (
            project_id, project_code, project_name, period, month, row_key, row_number, load_id, source_row,
            source_column, extra, problems
        ) replace (
            exchanged_currency(written.currency, own_rates.currency, rates.rate, own_rates.rate) as currency,
            exchanged(
                written.planned_value, written.currency, own_rates.currency, rates.rate, own_rates.rate
            ) as planned_value,
            exchanged(
                written.planned_value_this_period, written.currency, own_rates.currency, rates.rate, own_rates.rate
            ) as planned_value_this_period
        ),
        written.load_id, written.source_row, written.source_column,
        visible.precedence * 1000000000 - written.row_number::bigint as hearing
    from written
    inner join visible
        on visible.load_id = written.load_id
        and visible.raw_project_id = written.project_id
        and visible.written_period = written.period
    left join own_rates on own_rates.project_id = visible.project_id and own_rates.period = visible.period
    left join rates on rates.period = visible.period and rates.currency = written.currency
    semi join changes on changes.project_id = visible.project_id and changes.period = visible.period
),

repeated as (select project_id, period, row_key from heard group by all having count(*) > 1),

merged as (
    select
        project_id, period, row_key,
        arg_max(columns(* exclude (project_id, period, row_key, source_row, source_column, hearing)), hearing),
        arg_max_null(source_row, hearing) as source_row,
        arg_max_null(source_column, hearing) as source_column
    from heard semi join repeated using (project_id, period, row_key)
    group by project_id, period, row_key
)

select * exclude (hearing) from heard anti join repeated using (project_id, period, row_key)
union all by name
select * from merged
