-- Budgets, typed. Budget, actual, forecast and commitments of a project by month and kind of cost.
-- Written by pmo_analytics/models/staging.py from data/fields/budgets.toml.
--
-- grain:   one row per load_id, row_number
-- columns:
--   load_id           key      load that brought the row
--   row_number        key      place of the row among the load's rows of this entity
--   source_row        count    row of the sheet; null where a record is a column
--   source_column     text     column of the sheet where a record is one
--   project_id        key      code as written, else the name; empty where the row is of no project
--   project_code      text     code as written
--   project_name      text     name as written
--   period            date     month end the row was reported for
--   month             date     month end the row speaks about
--   row_key           key      what makes the row the same in another load of the project and period
--   fiscal_year       text     Fiscal year the amounts belong to, as written.
--   cost_type         text     Kind of cost, such as staff, supplier or travel.
--   cost_code         text     Account or cost code of the kind of cost.
--   department        text     Unit whose budget it is.
--   currency          text     Currency of the amounts, as an ISO code.
--   budget            money    Approved budget of this month alone.
--   actual            money    Cost of this month alone, accruals not included unless the tracker adds them.
--   forecast          money    Cost now expected of this month alone.
--   committed         money    Orders and contracts placed but not yet in the actual.
--   accrued           money    Work done but not yet invoiced.
--   budget_to_date    money    Budget from the start to the end of this month.
--   actual_to_date    money    Cost from the start to the end of this month.
--   variance          money    Budget minus actual as the sheet itself states it.
--   execution_rate    percent  Share of the budget spent, as the sheet itself states it.
--   time_elapsed_rate percent  Share of the fiscal year that has passed, as the sheet states it.
--   funding_source    text     Where the money comes from.
--   supplier          text     Who is paid.
--   comment           text     Why the amounts differ, or anything else.
--   extra             json     columns of the table that match no field, by their headers
--   problems          problems cells that could not be read, or were read with doubt
with
setting as (
    select
        max(value) filter (name = 'date_order') as date_order,
        try_cast(max(value) filter (name = 'hours_per_day') as double) as hours_per_day,
        try_cast(max(value) filter (name = 'fiscal_year_start_month') as integer) as fiscal_start
    from reference.settings
),
vote as (
    select
        load_id,
        sum(order_vote(month)) as month_vote,
        bool_and(is_serial(month)) as month_serial,
        sum(decimal_vote(budget)) as budget_vote,
        sum(decimal_vote(actual)) as actual_vote,
        sum(decimal_vote(forecast)) as forecast_vote,
        sum(decimal_vote(committed)) as committed_vote,
        sum(decimal_vote(accrued)) as accrued_vote,
        sum(decimal_vote(budget_to_date)) as budget_to_date_vote,
        sum(decimal_vote(actual_to_date)) as actual_to_date_vote,
        sum(decimal_vote(variance)) as variance_vote,
        sum(decimal_vote(execution_rate)) as execution_rate_vote,
        bool_or(is_points(execution_rate)) as execution_rate_points,
        sum(decimal_vote(time_elapsed_rate)) as time_elapsed_rate_vote,
        bool_or(is_points(time_elapsed_rate)) as time_elapsed_rate_points
    from ledger.budgets
    group by load_id
),
header as (
    select
        load_id,
        any_value(date_order) filter (field = 'month') as month_named,
        max(multiplier) filter (field = 'budget') as budget_multiplier,
        max(multiplier) filter (field = 'actual') as actual_multiplier,
        max(multiplier) filter (field = 'forecast') as forecast_multiplier,
        max(multiplier) filter (field = 'committed') as committed_multiplier,
        max(multiplier) filter (field = 'accrued') as accrued_multiplier,
        max(multiplier) filter (field = 'budget_to_date') as budget_to_date_multiplier,
        max(multiplier) filter (field = 'actual_to_date') as actual_to_date_multiplier,
        max(multiplier) filter (field = 'variance') as variance_multiplier
    from ledger.load_columns
    where entity = 'budgets'
    group by load_id
),
load_vote as (
    select
        *,
        list_sum([budget_vote, actual_vote, forecast_vote, committed_vote, accrued_vote, budget_to_date_vote, actual_to_date_vote, variance_vote, execution_rate_vote, time_elapsed_rate_vote]) as number_vote,
        list_sum([month_vote]) as date_vote
    from vote
),
convention as (
    select
        load_id,
        date_order(month_named, month_vote, date_vote, setting.date_order) as month_order,
        month_serial,
        decimal_mark(budget_vote, number_vote) as budget_mark,
        budget_multiplier,
        decimal_mark(actual_vote, number_vote) as actual_mark,
        actual_multiplier,
        decimal_mark(forecast_vote, number_vote) as forecast_mark,
        forecast_multiplier,
        decimal_mark(committed_vote, number_vote) as committed_mark,
        committed_multiplier,
        decimal_mark(accrued_vote, number_vote) as accrued_mark,
        accrued_multiplier,
        decimal_mark(budget_to_date_vote, number_vote) as budget_to_date_mark,
        budget_to_date_multiplier,
        decimal_mark(actual_to_date_vote, number_vote) as actual_to_date_mark,
        actual_to_date_multiplier,
        decimal_mark(variance_vote, number_vote) as variance_mark,
        variance_multiplier,
        decimal_mark(execution_rate_vote, number_vote) as execution_rate_mark,
        execution_rate_points,
        decimal_mark(time_elapsed_rate_vote, number_vote) as time_elapsed_rate_mark,
        time_elapsed_rate_points
    from load_vote
    left join header using (load_id)
    cross join setting
),
known as (
    select
        written,
        convention,
        currency_of(written.currency) as row_currency,
        written.period as row_period,
        hours_per_day,
        fiscal_start
    from ledger.budgets as written
    join convention using (load_id)
    cross join setting
),
easy as (
    select
        *,
        easy_id(written.project_code) as plain_code,
        easy_date(written.month) as month,
        easy_text(written.fiscal_year) as fiscal_year,
        easy_text(written.cost_type) as cost_type,
        easy_id(written.cost_code) as cost_code,
        easy_text(written.department) as department,
        currency_of(written.currency) as currency,
        easy_money(written.budget, convention.budget_mark, convention.budget_multiplier) as budget,
        easy_money(written.actual, convention.actual_mark, convention.actual_multiplier) as actual,
        easy_money(written.forecast, convention.forecast_mark, convention.forecast_multiplier) as forecast,
        easy_money(written.committed, convention.committed_mark, convention.committed_multiplier) as committed,
        easy_money(written.accrued, convention.accrued_mark, convention.accrued_multiplier) as accrued,
        easy_money(written.budget_to_date, convention.budget_to_date_mark, convention.budget_to_date_multiplier) as budget_to_date,
        easy_money(written.actual_to_date, convention.actual_to_date_mark, convention.actual_to_date_multiplier) as actual_to_date,
        easy_money(written.variance, convention.variance_mark, convention.variance_multiplier) as variance,
        easy_ratio(written.execution_rate, convention.execution_rate_mark, convention.execution_rate_points) as execution_rate,
        easy_ratio(written.time_elapsed_rate, convention.time_elapsed_rate_mark, convention.time_elapsed_rate_points) as time_elapsed_rate,
        easy_text(written.funding_source) as funding_source,
        easy_text(written.supplier) as supplier,
        easy_text(written.comment) as comment
    from known
),
hard as (
    select
        *,
        case when unread(written.project_code, plain_code) is not null
            or unread(written.cost_code, cost_code) is not null
            then by_field(read_ids(with_text([
            {'field': 'project_id', 'text': unread(written.project_code, plain_code)},
            {'field': 'cost_code', 'text': unread(written.cost_code, cost_code)}]))) end as hard_ids,
        case when unread(written.month, month) is not null
            then by_field(read_dates(with_text([
            {'field': 'month', 'text': unread(written.month, month), 'day_order': convention.month_order, 'edge': 'start', 'serial': convention.month_serial, 'period': row_period, 'fiscal_start': fiscal_start}]))) end as hard_dates,
        case when unread(written.fiscal_year, fiscal_year) is not null
            or unread(written.cost_type, cost_type) is not null
            or unread(written.department, department) is not null
            or unread(written.funding_source, funding_source) is not null
            or unread(written.supplier, supplier) is not null
            or unread(written.comment, comment) is not null
            then by_field(read_texts(with_text([
            {'field': 'fiscal_year', 'text': unread(written.fiscal_year, fiscal_year)},
            {'field': 'cost_type', 'text': unread(written.cost_type, cost_type)},
            {'field': 'department', 'text': unread(written.department, department)},
            {'field': 'funding_source', 'text': unread(written.funding_source, funding_source)},
            {'field': 'supplier', 'text': unread(written.supplier, supplier)},
            {'field': 'comment', 'text': unread(written.comment, comment)}]))) end as hard_texts,
        case when unread(written.currency, currency) is not null
            then by_field(read_words(with_text([
            {'field': 'currency', 'text': unread(written.currency, currency), 'otherwise': 'not_a_currency'}]))) end as hard_words,
        case when unread(written.budget, budget) is not null
            or unread(written.actual, actual) is not null
            or unread(written.forecast, forecast) is not null
            or unread(written.committed, committed) is not null
            or unread(written.accrued, accrued) is not null
            or unread(written.budget_to_date, budget_to_date) is not null
            or unread(written.actual_to_date, actual_to_date) is not null
            or unread(written.variance, variance) is not null
            then by_field(read_money(with_text([
            {'field': 'budget', 'text': unread(written.budget, budget), 'mark': convention.budget_mark, 'multiplier': convention.budget_multiplier, 'currency': row_currency},
            {'field': 'actual', 'text': unread(written.actual, actual), 'mark': convention.actual_mark, 'multiplier': convention.actual_multiplier, 'currency': row_currency},
            {'field': 'forecast', 'text': unread(written.forecast, forecast), 'mark': convention.forecast_mark, 'multiplier': convention.forecast_multiplier, 'currency': row_currency},
            {'field': 'committed', 'text': unread(written.committed, committed), 'mark': convention.committed_mark, 'multiplier': convention.committed_multiplier, 'currency': row_currency},
            {'field': 'accrued', 'text': unread(written.accrued, accrued), 'mark': convention.accrued_mark, 'multiplier': convention.accrued_multiplier, 'currency': row_currency},
            {'field': 'budget_to_date', 'text': unread(written.budget_to_date, budget_to_date), 'mark': convention.budget_to_date_mark, 'multiplier': convention.budget_to_date_multiplier, 'currency': row_currency},
            {'field': 'actual_to_date', 'text': unread(written.actual_to_date, actual_to_date), 'mark': convention.actual_to_date_mark, 'multiplier': convention.actual_to_date_multiplier, 'currency': row_currency},
            {'field': 'variance', 'text': unread(written.variance, variance), 'mark': convention.variance_mark, 'multiplier': convention.variance_multiplier, 'currency': row_currency}]))) end as hard_money,
        case when unread(written.execution_rate, execution_rate) is not null
            or unread(written.time_elapsed_rate, time_elapsed_rate) is not null
            then by_field(read_ratios(with_text([
            {'field': 'execution_rate', 'text': unread(written.execution_rate, execution_rate), 'mark': convention.execution_rate_mark, 'points': convention.execution_rate_points},
            {'field': 'time_elapsed_rate', 'text': unread(written.time_elapsed_rate, time_elapsed_rate), 'mark': convention.time_elapsed_rate_mark, 'points': convention.time_elapsed_rate_points}]))) end as hard_ratios
    from easy
)
select
    written.load_id,
    written.row_number,
    written.source_row,
    written.source_column,
    written.project_id,
    written.project_code,
    written.project_name,
    written.period,
    month_end(coalesce(month, read_later(hard_dates, 'month'))) as month,
    coalesce(nullif(concat_ws('|', coalesce(cast(month_end(coalesce(month, read_later(hard_dates, 'month'))) as varchar), name_of(written.month), ''), coalesce(coalesce(fiscal_year, read_later(hard_texts, 'fiscal_year')), ''), coalesce(coalesce(cost_type, read_later(hard_texts, 'cost_type')), ''), coalesce(coalesce(cost_code, read_later(hard_ids, 'cost_code')), '')), '|||'), concat('row:', written.load_id, ':', written.row_number)) as row_key,
    coalesce(fiscal_year, read_later(hard_texts, 'fiscal_year')) as fiscal_year,
    coalesce(cost_type, read_later(hard_texts, 'cost_type')) as cost_type,
    coalesce(cost_code, read_later(hard_ids, 'cost_code')) as cost_code,
    coalesce(department, read_later(hard_texts, 'department')) as department,
    currency as currency,
    coalesce(budget, read_later(hard_money, 'budget')) as budget,
    coalesce(actual, read_later(hard_money, 'actual')) as actual,
    coalesce(forecast, read_later(hard_money, 'forecast')) as forecast,
    coalesce(committed, read_later(hard_money, 'committed')) as committed,
    coalesce(accrued, read_later(hard_money, 'accrued')) as accrued,
    coalesce(budget_to_date, read_later(hard_money, 'budget_to_date')) as budget_to_date,
    coalesce(actual_to_date, read_later(hard_money, 'actual_to_date')) as actual_to_date,
    coalesce(variance, read_later(hard_money, 'variance')) as variance,
    coalesce(execution_rate, read_later(hard_ratios, 'execution_rate')) as execution_rate,
    coalesce(time_elapsed_rate, read_later(hard_ratios, 'time_elapsed_rate')) as time_elapsed_rate,
    coalesce(funding_source, read_later(hard_texts, 'funding_source')) as funding_source,
    coalesce(supplier, read_later(hard_texts, 'supplier')) as supplier,
    coalesce(comment, read_later(hard_texts, 'comment')) as comment,
    written.extra,
    case when hard_ids is not null or hard_dates is not null or hard_texts is not null or hard_words is not null or hard_money is not null or hard_ratios is not null then problems_of(list_concat(
        said(hard_ids),
        list_filter(said(hard_dates), lambda day: day.field <> 'month' or day.problem is distinct from 'approximate_date'),
        said(hard_texts),
        said(hard_words),
        said(hard_money),
        said(hard_ratios)
    )) else [] end as problems
from hard
