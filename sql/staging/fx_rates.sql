-- Exchange rates, typed. What one unit of a currency is worth in the portfolio's currency, by kind of rate and time.
-- Written by pmo_analytics/models/staging.py from data/fields/fx_rates.toml.
--
-- grain:   one row per load_id, row_number
-- columns:
--   load_id       key      load that brought the row
--   row_number    key      place of the row among the load's rows of this entity
--   source_row    count    row of the sheet; null where a record is a column
--   source_column text     column of the sheet where a record is one
--   project_id    key      code as written, else the name; empty where the row is of no project
--   project_code  text     code as written
--   project_name  text     name as written
--   period        date     month end the row was reported for
--   month         date     month end the row speaks about
--   row_key       key      what makes the row the same in another load of the project and period
--   currency      text     Currency that is converted, as an ISO code.
--   to_currency   text     Currency it is converted to; blank means the portfolio's.
--   rate_type     text     Whether it is a plan, average or closing rate; one for a fiscal year is the plan's unless it says otherwise.
--   fiscal_year   text     Fiscal year a plan rate holds for, as written.
--   rate          ratio    Units of the target currency for one unit of the source.
--   source        text     Where the rate comes from.
--   comment       text     Anything else.
--   extra         json     columns of the table that match no field, by their headers
--   problems      problems cells that could not be read, or were read with doubt
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
        sum(decimal_vote(rate)) as rate_vote
    from ledger.fx_rates
    group by load_id
),
header as (
    select
        load_id,
        any_value(value_map) filter (field = 'rate_type') as rate_type_words,
        any_value(date_order) filter (field = 'month') as month_named,
        max(multiplier) filter (field = 'rate') as rate_multiplier
    from ledger.load_columns
    where entity = 'fx_rates'
    group by load_id
),
load_vote as (
    select
        *,
        list_sum([rate_vote]) as number_vote,
        list_sum([month_vote]) as date_vote
    from vote
),
convention as (
    select
        load_id,
        folded_keys(rate_type_words) as rate_type_words,
        date_order(month_named, month_vote, date_vote, setting.date_order) as month_order,
        month_serial,
        decimal_mark(rate_vote, number_vote) as rate_mark,
        rate_multiplier
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
    from ledger.fx_rates as written
    join convention using (load_id)
    cross join setting
),
easy as (
    select
        *,
        easy_id(written.project_code) as plain_code,
        currency_of(written.currency) as currency,
        currency_of(written.to_currency) as to_currency,
        coalesce(choice_of(written.rate_type, convention.rate_type_words), choice_of(written.rate_type, map {'plan': 'plan', 'planned': 'plan', 'budget': 'plan', 'budget rate': 'plan', 'plan rate': 'plan', 'fixed': 'plan', 'standard': 'plan', 'planning rate': 'plan', '计划': 'plan', '预算': 'plan', '计划汇率': 'plan', '预算汇率': 'plan', '固定': 'plan', '固定汇率': 'plan', '标准': 'plan', 'average': 'average', 'avg': 'average', 'mean': 'average', 'monthly average': 'average', 'average rate': 'average', 'period average': 'average', '平均': 'average', '平均汇率': 'average', '月平均': 'average', '月均': 'average', '均值': 'average', '期间平均': 'average', 'closing': 'closing', 'close': 'closing', 'spot': 'closing', 'month end': 'closing', 'period end': 'closing', 'closing rate': 'closing', 'current': 'closing', 'end of month': 'closing', '期末': 'closing', '期末汇率': 'closing', '收盘': 'closing', '月末': 'closing', '即期': 'closing', '月末汇率': 'closing', '现汇': 'closing'})) as rate_type,
        easy_text(written.fiscal_year) as fiscal_year,
        easy_date(written.month) as month,
        easy_number(written.rate, convention.rate_mark, convention.rate_multiplier) as rate,
        easy_text(written.source) as source,
        easy_text(written.comment) as comment
    from known
),
hard as (
    select
        *,
        case when unread(written.project_code, plain_code) is not null
            then by_field(read_ids(with_text([
            {'field': 'project_id', 'text': unread(written.project_code, plain_code)}]))) end as hard_ids,
        case when unread(written.currency, currency) is not null
            or unread(written.to_currency, to_currency) is not null
            or unread(written.rate_type, rate_type) is not null
            then by_field(read_words(with_text([
            {'field': 'currency', 'text': unread(written.currency, currency), 'otherwise': 'not_a_currency'},
            {'field': 'to_currency', 'text': unread(written.to_currency, to_currency), 'otherwise': 'not_a_currency'},
            {'field': 'rate_type', 'text': unread(written.rate_type, rate_type), 'otherwise': 'not_a_choice'}]))) end as hard_words,
        case when unread(written.fiscal_year, fiscal_year) is not null
            or unread(written.source, source) is not null
            or unread(written.comment, comment) is not null
            then by_field(read_texts(with_text([
            {'field': 'fiscal_year', 'text': unread(written.fiscal_year, fiscal_year)},
            {'field': 'source', 'text': unread(written.source, source)},
            {'field': 'comment', 'text': unread(written.comment, comment)}]))) end as hard_texts,
        case when unread(written.month, month) is not null
            then by_field(read_dates(with_text([
            {'field': 'month', 'text': unread(written.month, month), 'day_order': convention.month_order, 'edge': 'start', 'serial': convention.month_serial, 'period': row_period, 'fiscal_start': fiscal_start}]))) end as hard_dates,
        case when unread(written.rate, rate) is not null
            then by_field(read_quantities(with_text([
            {'field': 'rate', 'text': unread(written.rate, rate), 'mark': convention.rate_mark, 'multiplier': convention.rate_multiplier, 'hours_per_day': hours_per_day, 'kind': 'number', 'otherwise': 'not_a_number'}]))) end as hard_quantities
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
    coalesce(nullif(concat_ws('|', coalesce(cast(currency as varchar), name_of(written.currency), ''), coalesce(cast(to_currency as varchar), name_of(written.to_currency), ''), coalesce(cast(rate_type as varchar), name_of(written.rate_type), ''), coalesce(coalesce(fiscal_year, read_later(hard_texts, 'fiscal_year')), ''), coalesce(cast(month_end(coalesce(month, read_later(hard_dates, 'month'))) as varchar), name_of(written.month), '')), '||||'), concat('row:', written.load_id, ':', written.row_number)) as row_key,
    currency as currency,
    to_currency as to_currency,
    rate_type as rate_type,
    coalesce(fiscal_year, read_later(hard_texts, 'fiscal_year')) as fiscal_year,
    try_cast(coalesce(rate, read_later(hard_quantities, 'rate')) as double) as rate,
    coalesce(source, read_later(hard_texts, 'source')) as source,
    coalesce(comment, read_later(hard_texts, 'comment')) as comment,
    written.extra,
    case when hard_ids is not null or hard_words is not null or hard_texts is not null or hard_dates is not null or hard_quantities is not null then problems_of(list_concat(
        said(hard_ids),
        said(hard_words),
        said(hard_texts),
        list_filter(said(hard_dates), lambda day: day.field <> 'month' or day.problem is distinct from 'approximate_date'),
        said(hard_quantities)
    )) else [] end as problems
from hard
