-- Projects as reported for each month: what several loads say of one is merged field by field, the newest load first.
-- A list of projects without a month of its own tells who they are in every month, never how they stand.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id     key    project
--   period         date   month end it was reported for
--   project_name   text   its name
--   *              staging.projects  the fields of data/fields/projects.toml
--   extra          json   columns of the newest file that are no field: header -> text
--   load_id        key    newest load that speaks of it
--   source_row     count  its row in that load's sheet
--   source_column  text   its column, where the table lies on its side
with
visible as (select * from core.visible where entity = 'projects'),
names as (select * from core.names),

written as (
    select rows.* replace (
        called(department, departments) as department, called(sponsor, people) as sponsor,
        called(manager, people) as manager, called(technical_lead, people) as technical_lead,
        called(pmo_contact, people) as pmo_contact, called(reporter, people) as reporter
    )
    from staging.projects as rows cross join names
),

spoken as (
    select
        visible.project_id, visible.period, written.project_name,
        written.* exclude (
            project_id, project_code, project_name, period, row_key, row_number, load_id, source_row, source_column,
            problems
        ),
        written.load_id, written.source_row, written.source_column,
        visible.precedence * 1000000000 - written.row_number::bigint as hearing,
        visible.written_period < visible.period as is_carried
    from written inner join visible
        on visible.load_id = written.load_id
        and visible.raw_project_id = written.project_id
        and visible.written_period = written.period
),

heard as (
    select * exclude (is_carried) from spoken where not is_carried
    union all by name
    select
        project_id, period, hearing, load_id, source_row, source_column, project_name, portfolio, programme, department,
        delivery_organisation, customer, sponsor, manager, technical_lead, pmo_contact, objective, strategic_goal,
        strategic_score, project_class, project_type, priority, currency, baseline_start, baseline_finish, approved_on,
        planned_duration_days, budget_at_completion, original_budget, funding_approved, management_reserve,
        capital_budget, operating_budget, contract_number, contract_value, baseline_version, method, location,
        funding_source, cost_centre, created_on, tags, link
    from spoken
    where is_carried
),

repeated as (select project_id, period from heard group by all having count(*) > 1),

merged as (
    select
        project_id, period,
        arg_max(columns(* exclude (project_id, period, source_row, source_column, hearing)), hearing),
        arg_max_null(source_row, hearing) as source_row,
        arg_max_null(source_column, hearing) as source_column
    from heard semi join repeated using (project_id, period)
    group by project_id, period
)

select * exclude (hearing) from heard anti join repeated using (project_id, period)
union all by name
select * from merged
