-- Versions of the approved plan as known in each month: rows of the same version merged field by field, the newest
-- load first. Amounts in another currency than the project's are converted at plan rates; without a rate they are not
-- known.
--
-- grain:   one row per project_id, period, row_key
-- columns:
--   project_id     key    project
--   period         date   month end it was reported for
--   row_key        key    what makes it that version inside project and month
--   *              staging.baselines  the fields of data/fields/baselines.toml
--   load_id        key    newest load that speaks of it
--   source_row     count  its row in that load's sheet
--   source_column  text   its column, where the table lies on its side
-- looks back: no
with
visible as (select * from core.visible where entity = 'baselines'),
names as (select * from core.names),
own_rates as (select * from core.plan_rates),
rates as (select * from core.currency_rates),

written as (
    select rows.* replace (called(approved_by, people) as approved_by)
    from staging.baselines as rows cross join names
),

heard as (
    select
        visible.project_id, visible.period, written.row_key,
        written.* exclude (
            project_id, project_code, project_name, period, row_key, row_number, load_id, source_row,
            source_column, extra, problems
        ) replace (
            exchanged_currency(written.currency, own_rates.currency, rates.rate, own_rates.rate) as currency,
            exchanged(
                written.budget_at_completion, written.currency, own_rates.currency, rates.rate, own_rates.rate
            ) as budget_at_completion,
            exchanged(
                written.contingency_approved, written.currency, own_rates.currency, rates.rate, own_rates.rate
            ) as contingency_approved
        ),
        written.load_id, written.source_row, written.source_column,
        visible.precedence * 1000000000 - written.row_number::bigint as hearing
    from written inner join visible
        on visible.load_id = written.load_id
        and visible.raw_project_id = written.project_id
        and visible.written_period = written.period
    left join own_rates on own_rates.project_id = visible.project_id and own_rates.period = visible.period
    left join rates on rates.period = visible.period and rates.currency = written.currency
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
