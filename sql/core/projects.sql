-- Projects as reported for each month: what several loads say of one is merged field by field, the newest load first.
-- A list of projects without a month of its own tells who they are in every month, never how they stand. Amounts in
-- another currency than the project's are converted at plan rates; without a rate they are not known.
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
--   unconverted    list   budget_at_completion and amounts to date that are reported in a currency without a rate
-- looks back: no
with
visible as (select * from core.visible where entity = 'projects'),
names as (select * from core.names),
currencies as (select * from core.project_currencies),
rates as (select * from core.currency_rates),

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

-- a project is in one currency, a row of it perhaps in another
shared as (
    select
        heard.*, currencies.currency as own_currency, rates.rate, own_rates.rate as own_rate,
        case when heard.currency <> own_currency and safe_div(rates.rate, own_rates.rate) is null then list_filter([
            if(budget_at_completion is not null, 'budget_at_completion', null),
            if(coalesce(planned_value, planned_value_this_period) is not null, 'planned_value', null),
            if(coalesce(earned_value, earned_value_this_period) is not null, 'earned_value', null),
            if(coalesce(actual_cost, actual_cost_this_period) is not null, 'actual_cost', null)
        ], lambda field: field is not null) end as lost
    from heard semi join repeated using (project_id, period)
    inner join currencies using (project_id, period)
    left join rates on rates.period = heard.period and rates.currency = heard.currency
    left join rates as own_rates on own_rates.period = heard.period and own_rates.currency = currencies.currency
),

exchanged_amounts as (
    select
        * exclude (own_currency, rate, own_rate) replace (
            exchanged(budget_at_completion, currency, own_currency, rate, own_rate) as budget_at_completion,
            exchanged(original_budget, currency, own_currency, rate, own_rate) as original_budget,
            exchanged(funding_approved, currency, own_currency, rate, own_rate) as funding_approved,
            exchanged(management_reserve, currency, own_currency, rate, own_rate) as management_reserve,
            exchanged(capital_budget, currency, own_currency, rate, own_rate) as capital_budget,
            exchanged(operating_budget, currency, own_currency, rate, own_rate) as operating_budget,
            exchanged(planned_value, currency, own_currency, rate, own_rate) as planned_value,
            exchanged(planned_value_this_period, currency, own_currency, rate, own_rate) as planned_value_this_period,
            exchanged(earned_value, currency, own_currency, rate, own_rate) as earned_value,
            exchanged(earned_value_this_period, currency, own_currency, rate, own_rate) as earned_value_this_period,
            exchanged(actual_cost, currency, own_currency, rate, own_rate) as actual_cost,
            exchanged(actual_cost_this_period, currency, own_currency, rate, own_rate) as actual_cost_this_period,
            exchanged(estimate_to_complete, currency, own_currency, rate, own_rate) as estimate_to_complete,
            exchanged(manager_estimate_at_completion, currency, own_currency, rate, own_rate)
                as manager_estimate_at_completion,
            exchanged(committed_cost, currency, own_currency, rate, own_rate) as committed_cost,
            exchanged(contingency_approved, currency, own_currency, rate, own_rate) as contingency_approved,
            exchanged(contingency_drawn, currency, own_currency, rate, own_rate) as contingency_drawn,
            exchanged(budget_this_year, currency, own_currency, rate, own_rate) as budget_this_year,
            exchanged(budget_year_to_date, currency, own_currency, rate, own_rate) as budget_year_to_date,
            exchanged(actual_this_year, currency, own_currency, rate, own_rate) as actual_this_year,
            exchanged(forecast_this_year, currency, own_currency, rate, own_rate) as forecast_this_year,
            exchanged(contract_value, currency, own_currency, rate, own_rate) as contract_value,
            exchanged(invoiced, currency, own_currency, rate, own_rate) as invoiced,
            exchanged(receipts, currency, own_currency, rate, own_rate) as receipts,
            exchanged(remaining_budget, currency, own_currency, rate, own_rate) as remaining_budget,
            exchanged(reported_cost_variance, currency, own_currency, rate, own_rate) as reported_cost_variance,
            exchanged(reported_variance_at_completion, currency, own_currency, rate, own_rate)
                as reported_variance_at_completion,
            exchanged(planned_benefits, currency, own_currency, rate, own_rate) as planned_benefits,
            exchanged(net_present_value, currency, own_currency, rate, own_rate) as net_present_value
        )
    from shared
),

merged as (
    select
        project_id, period,
        arg_max(columns(* exclude (project_id, period, source_row, source_column, hearing, lost)), hearing),
        arg_max_null(source_row, hearing) as source_row,
        arg_max_null(source_column, hearing) as source_column,
        list_sort(list_distinct(flatten(list(lost) filter (lost is not null)))) as unconverted
    from exchanged_amounts
    group by project_id, period
)

select * exclude (hearing) from heard anti join repeated using (project_id, period)
union all by name
select * from merged
