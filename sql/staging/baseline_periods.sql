-- Baseline by month, typed. Planned value of a baseline by month.
-- Written by pmo_analytics/models/staging.py from data/fields/baseline_periods.toml.
--
-- grain:   one row per load_id, row_number
-- columns:
--   load_id                   key      load that brought the row
--   row_number                key      place of the row among the load's rows of this entity
--   source_row                count    row of the sheet; null where a record is a column
--   source_column             text     column of the sheet where a record is one
--   project_id                key      code as written, else the name; empty where the row is of no project
--   project_code              text     code as written
--   project_name              text     name as written
--   period                    date     month end the row was reported for
--   month                     date     month end the row speaks about
--   row_key                   key      what makes the row the same in another load of the project and period
--   version                   text     Number or name of the approved plan the curve belongs to.
--   planned_value             money    Planned value from the start to the end of the month.
--   planned_value_this_period money    Planned value of this month alone.
--   currency                  text     Currency of the amounts, as an ISO code; blank: the project's.
--   planned_percent           percent  Share of all work planned to be done by the end of the month.
--   planned_hours             hours    Work planned from the start to the end of the month.
--   extra                     json     columns of the table that match no field, by their headers
--   problems                  problems cells that could not be read, or were read with doubt
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
        sum(decimal_vote(planned_value)) as planned_value_vote,
        sum(decimal_vote(planned_value_this_period)) as planned_value_this_period_vote,
        sum(decimal_vote(planned_percent)) as planned_percent_vote,
        bool_or(is_points(planned_percent)) as planned_percent_points,
        sum(decimal_vote(planned_hours)) as planned_hours_vote
    from ledger.baseline_periods
    group by load_id
),
header as (
    select
        load_id,
        any_value(date_order) filter (field = 'month') as month_named,
        max(multiplier) filter (field = 'planned_value') as planned_value_multiplier,
        max(multiplier) filter (field = 'planned_value_this_period') as planned_value_this_period_multiplier,
        max(multiplier) filter (field = 'planned_hours') as planned_hours_multiplier
    from ledger.load_columns
    where entity = 'baseline_periods'
    group by load_id
),
load_vote as (
    select
        *,
        list_sum([planned_value_vote, planned_value_this_period_vote, planned_percent_vote, planned_hours_vote]) as number_vote,
        list_sum([month_vote]) as date_vote
    from vote
),
convention as (
    select
        load_id,
        date_order(month_named, month_vote, date_vote, setting.date_order) as month_order,
        month_serial,
        decimal_mark(planned_value_vote, number_vote) as planned_value_mark,
        planned_value_multiplier,
        decimal_mark(planned_value_this_period_vote, number_vote) as planned_value_this_period_mark,
        planned_value_this_period_multiplier,
        decimal_mark(planned_percent_vote, number_vote) as planned_percent_mark,
        planned_percent_points,
        decimal_mark(planned_hours_vote, number_vote) as planned_hours_mark,
        planned_hours_multiplier
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
    from ledger.baseline_periods as written
    join convention using (load_id)
    cross join setting
),
easy as (
    select
        *,
        easy_id(written.project_code) as plain_code,
        easy_id(written.version) as version,
        easy_date(written.month) as month,
        easy_money(written.planned_value, convention.planned_value_mark, convention.planned_value_multiplier) as planned_value,
        easy_money(written.planned_value_this_period, convention.planned_value_this_period_mark, convention.planned_value_this_period_multiplier) as planned_value_this_period,
        currency_of(written.currency) as currency,
        easy_ratio(written.planned_percent, convention.planned_percent_mark, convention.planned_percent_points) as planned_percent,
        easy_number(written.planned_hours, convention.planned_hours_mark, convention.planned_hours_multiplier) as planned_hours
    from known
),
hard as (
    select
        *,
        case when unread(written.project_code, plain_code) is not null
            or unread(written.version, version) is not null
            then by_field(read_ids(with_text([
            {'field': 'project_id', 'text': unread(written.project_code, plain_code)},
            {'field': 'version', 'text': unread(written.version, version)}]))) end as hard_ids,
        case when unread(written.month, month) is not null
            then by_field(read_dates(with_text([
            {'field': 'month', 'text': unread(written.month, month), 'day_order': convention.month_order, 'edge': 'start', 'serial': convention.month_serial, 'period': row_period, 'fiscal_start': fiscal_start}]))) end as hard_dates,
        case when unread(written.planned_value, planned_value) is not null
            or unread(written.planned_value_this_period, planned_value_this_period) is not null
            then by_field(read_money(with_text([
            {'field': 'planned_value', 'text': unread(written.planned_value, planned_value), 'mark': convention.planned_value_mark, 'multiplier': convention.planned_value_multiplier, 'currency': row_currency},
            {'field': 'planned_value_this_period', 'text': unread(written.planned_value_this_period, planned_value_this_period), 'mark': convention.planned_value_this_period_mark, 'multiplier': convention.planned_value_this_period_multiplier, 'currency': row_currency}]))) end as hard_money,
        case when unread(written.currency, currency) is not null
            then by_field(read_words(with_text([
            {'field': 'currency', 'text': unread(written.currency, currency), 'otherwise': 'not_a_currency'}]))) end as hard_words,
        case when unread(written.planned_percent, planned_percent) is not null
            then by_field(read_ratios(with_text([
            {'field': 'planned_percent', 'text': unread(written.planned_percent, planned_percent), 'mark': convention.planned_percent_mark, 'points': convention.planned_percent_points}]))) end as hard_ratios,
        case when unread(written.planned_hours, planned_hours) is not null
            then by_field(read_quantities(with_text([
            {'field': 'planned_hours', 'text': unread(written.planned_hours, planned_hours), 'mark': convention.planned_hours_mark, 'multiplier': convention.planned_hours_multiplier, 'hours_per_day': hours_per_day, 'kind': 'hours', 'otherwise': 'not_hours'}]))) end as hard_quantities
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
    coalesce(nullif(concat_ws('|', coalesce(coalesce(version, read_later(hard_ids, 'version')), ''), coalesce(cast(month_end(coalesce(month, read_later(hard_dates, 'month'))) as varchar), name_of(written.month), '')), '|'), concat('row:', written.load_id, ':', written.row_number)) as row_key,
    coalesce(version, read_later(hard_ids, 'version')) as version,
    coalesce(planned_value, read_later(hard_money, 'planned_value')) as planned_value,
    coalesce(planned_value_this_period, read_later(hard_money, 'planned_value_this_period')) as planned_value_this_period,
    currency as currency,
    coalesce(planned_percent, read_later(hard_ratios, 'planned_percent')) as planned_percent,
    try_cast(coalesce(planned_hours, read_later(hard_quantities, 'planned_hours')) as decimal(12, 2)) as planned_hours,
    written.extra,
    case when hard_ids is not null or hard_dates is not null or hard_money is not null or hard_words is not null or hard_ratios is not null or hard_quantities is not null then problems_of(list_concat(
        said(hard_ids),
        list_filter(said(hard_dates), lambda day: day.field <> 'month' or day.problem is distinct from 'approximate_date'),
        said(hard_money),
        said(hard_words),
        said(hard_ratios),
        said(hard_quantities)
    )) else [] end as problems
from hard
