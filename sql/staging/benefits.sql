-- Benefits, typed. Benefits a project is to bring, planned, forecast and realised by month.
-- Written by pmo_analytics/models/staging.py from data/fields/benefits.toml.
--
-- grain:   one row per load_id, row_number
-- columns:
--   load_id        key      load that brought the row
--   row_number     key      place of the row among the load's rows of this entity
--   source_row     count    row of the sheet; null where a record is a column
--   source_column  text     column of the sheet where a record is one
--   project_id     key      code as written, else the name; empty where the row is of no project
--   project_code   text     code as written
--   project_name   text     name as written
--   period         date     month end the row was reported for
--   month          date     month end the row speaks about
--   row_key        key      what makes the row the same in another load of the project and period
--   benefit_id     text     Code of the benefit inside its project.
--   benefit_name   text     What gets better.
--   description    text     What the benefit is and how it comes about.
--   category       text     Kind of benefit, such as saving, revenue or compliance.
--   is_financial   flag     Whether the benefit is counted in money.
--   is_disbenefit  flag     Whether it is a drawback to be set against the benefits.
--   measure        text     What is measured.
--   baseline_value ratio    Value of the measure before the project.
--   target_value   ratio    Value of the measure to be reached.
--   actual_value   ratio    Value of the measure as found.
--   planned        money    Benefit planned up to the end of the month.
--   actual         money    Benefit realised up to the end of the month.
--   forecast       money    Benefit now expected up to the end of the month.
--   total_planned  money    Benefit planned over the whole life.
--   currency       text     Currency of the amounts, as an ISO code.
--   owner          text     Person who must see that the benefit comes.
--   starts_on      date     Day from which the benefit should show.
--   due_on         date     Day the full benefit should be reached.
--   status         text     Where the benefit stands.
--   comment        text     Anything else.
--   extra          json     columns of the table that match no field, by their headers
--   problems       problems cells that could not be read, or were read with doubt
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
        sum(decimal_vote(baseline_value)) as baseline_value_vote,
        sum(decimal_vote(target_value)) as target_value_vote,
        sum(decimal_vote(actual_value)) as actual_value_vote,
        sum(decimal_vote(planned)) as planned_vote,
        sum(decimal_vote(actual)) as actual_vote,
        sum(decimal_vote(forecast)) as forecast_vote,
        sum(decimal_vote(total_planned)) as total_planned_vote,
        sum(order_vote(starts_on)) as starts_on_vote,
        bool_and(is_serial(starts_on)) as starts_on_serial,
        sum(order_vote(due_on)) as due_on_vote,
        bool_and(is_serial(due_on)) as due_on_serial
    from ledger.benefits
    group by load_id
),
header as (
    select
        load_id,
        any_value(date_order) filter (field = 'month') as month_named,
        any_value(value_map) filter (field = 'is_financial') as is_financial_words,
        any_value(value_map) filter (field = 'is_disbenefit') as is_disbenefit_words,
        max(multiplier) filter (field = 'baseline_value') as baseline_value_multiplier,
        max(multiplier) filter (field = 'target_value') as target_value_multiplier,
        max(multiplier) filter (field = 'actual_value') as actual_value_multiplier,
        max(multiplier) filter (field = 'planned') as planned_multiplier,
        max(multiplier) filter (field = 'actual') as actual_multiplier,
        max(multiplier) filter (field = 'forecast') as forecast_multiplier,
        max(multiplier) filter (field = 'total_planned') as total_planned_multiplier,
        any_value(date_order) filter (field = 'starts_on') as starts_on_named,
        any_value(date_order) filter (field = 'due_on') as due_on_named,
        any_value(value_map) filter (field = 'status') as status_words
    from ledger.load_columns
    where entity = 'benefits'
    group by load_id
),
load_vote as (
    select
        *,
        list_sum([baseline_value_vote, target_value_vote, actual_value_vote, planned_vote, actual_vote, forecast_vote, total_planned_vote]) as number_vote,
        list_sum([month_vote, starts_on_vote, due_on_vote]) as date_vote
    from vote
),
convention as (
    select
        load_id,
        date_order(month_named, month_vote, date_vote, setting.date_order) as month_order,
        month_serial,
        folded_keys(is_financial_words) as is_financial_words,
        folded_keys(is_disbenefit_words) as is_disbenefit_words,
        decimal_mark(baseline_value_vote, number_vote) as baseline_value_mark,
        baseline_value_multiplier,
        decimal_mark(target_value_vote, number_vote) as target_value_mark,
        target_value_multiplier,
        decimal_mark(actual_value_vote, number_vote) as actual_value_mark,
        actual_value_multiplier,
        decimal_mark(planned_vote, number_vote) as planned_mark,
        planned_multiplier,
        decimal_mark(actual_vote, number_vote) as actual_mark,
        actual_multiplier,
        decimal_mark(forecast_vote, number_vote) as forecast_mark,
        forecast_multiplier,
        decimal_mark(total_planned_vote, number_vote) as total_planned_mark,
        total_planned_multiplier,
        date_order(starts_on_named, starts_on_vote, date_vote, setting.date_order) as starts_on_order,
        starts_on_serial,
        date_order(due_on_named, due_on_vote, date_vote, setting.date_order) as due_on_order,
        due_on_serial,
        folded_keys(status_words) as status_words
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
    from ledger.benefits as written
    join convention using (load_id)
    cross join setting
),
easy as (
    select
        *,
        easy_id(written.project_code) as plain_code,
        easy_date(written.month) as month,
        easy_id(written.benefit_id) as benefit_id,
        easy_text(written.benefit_name) as benefit_name,
        easy_text(written.description) as description,
        easy_text(written.category) as category,
        coalesce(try_cast(choice_of(written.is_financial, convention.is_financial_words) as boolean), flag_of(written.is_financial)) as is_financial,
        coalesce(try_cast(choice_of(written.is_disbenefit, convention.is_disbenefit_words) as boolean), flag_of(written.is_disbenefit)) as is_disbenefit,
        easy_text(written.measure) as measure,
        easy_number(written.baseline_value, convention.baseline_value_mark, convention.baseline_value_multiplier) as baseline_value,
        easy_number(written.target_value, convention.target_value_mark, convention.target_value_multiplier) as target_value,
        easy_number(written.actual_value, convention.actual_value_mark, convention.actual_value_multiplier) as actual_value,
        easy_money(written.planned, convention.planned_mark, convention.planned_multiplier) as planned,
        easy_money(written.actual, convention.actual_mark, convention.actual_multiplier) as actual,
        easy_money(written.forecast, convention.forecast_mark, convention.forecast_multiplier) as forecast,
        easy_money(written.total_planned, convention.total_planned_mark, convention.total_planned_multiplier) as total_planned,
        currency_of(written.currency) as currency,
        easy_name(written.owner) as owner,
        easy_date(written.starts_on) as starts_on,
        easy_date(written.due_on) as due_on,
        coalesce(choice_of(written.status, convention.status_words), choice_of(written.status, map {'planned': 'planned', 'not started': 'planned', 'proposed': 'planned', 'identified': 'planned', 'not yet due': 'planned', 'future': 'planned', 'pending': 'planned', 'approved': 'planned', '计划': 'planned', '未开始': 'planned', '已识别': 'planned', '待实现': 'planned', '未到期': 'planned', '规划中': 'planned', 'on track': 'on_track', 'in progress': 'on_track', 'realising': 'on_track', 'realizing': 'on_track', 'being realised': 'on_track', 'tracking': 'on_track', 'measuring': 'on_track', 'green': 'on_track', 'g': 'on_track', 'active': 'on_track', 'ongoing': 'on_track', 'open': 'on_track', '正常': 'on_track', '进行中': 'on_track', '实现中': 'on_track', '按计划': 'on_track', '跟踪中': 'on_track', '绿': 'on_track', '部分实现': 'on_track', 'at risk': 'at_risk', 'amber': 'at_risk', 'yellow': 'at_risk', 'a': 'at_risk', 'behind': 'at_risk', 'delayed': 'at_risk', 'late': 'at_risk', '有风险': 'at_risk', '风险': 'at_risk', '预警': 'at_risk', '黄': 'at_risk', '滞后': 'at_risk', '延期': 'at_risk', 'missed': 'missed', 'not realised': 'missed', 'not realized': 'missed', 'lost': 'missed', 'red': 'missed', 'r': 'missed', 'off track': 'missed', 'failed': 'missed', '未实现': 'missed', '未达成': 'missed', '红': 'missed', '落空': 'missed', '未达标': 'missed', 'realised': 'realised', 'realized': 'realised', 'achieved': 'realised', 'complete': 'realised', 'completed': 'realised', 'done': 'realised', 'closed': 'realised', 'delivered': 'realised', 'met': 'realised', '已实现': 'realised', '实现': 'realised', '已达成': 'realised', '达成': 'realised', '已完成': 'realised', '完成': 'realised', '已关闭': 'realised', '达标': 'realised', 'cancelled': 'cancelled', 'canceled': 'cancelled', 'withdrawn': 'cancelled', 'dropped': 'cancelled', 'not applicable': 'cancelled', '已取消': 'cancelled', '取消': 'cancelled', '作废': 'cancelled', '不适用': 'cancelled'})) as status,
        easy_text(written.comment) as comment
    from known
),
hard as (
    select
        *,
        case when unread(written.project_code, plain_code) is not null
            or unread(written.benefit_id, benefit_id) is not null
            then by_field(read_ids(with_text([
            {'field': 'project_id', 'text': unread(written.project_code, plain_code)},
            {'field': 'benefit_id', 'text': unread(written.benefit_id, benefit_id)}]))) end as hard_ids,
        case when unread(written.month, month) is not null
            or unread(written.starts_on, starts_on) is not null
            or unread(written.due_on, due_on) is not null
            then by_field(read_dates(with_text([
            {'field': 'month', 'text': unread(written.month, month), 'day_order': convention.month_order, 'edge': 'start', 'serial': convention.month_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'starts_on', 'text': unread(written.starts_on, starts_on), 'day_order': convention.starts_on_order, 'edge': 'start', 'serial': convention.starts_on_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'due_on', 'text': unread(written.due_on, due_on), 'day_order': convention.due_on_order, 'edge': 'finish', 'serial': convention.due_on_serial, 'period': row_period, 'fiscal_start': fiscal_start}]))) end as hard_dates,
        case when unread(written.benefit_name, benefit_name) is not null
            or unread(written.description, description) is not null
            or unread(written.category, category) is not null
            or unread(written.measure, measure) is not null
            or unread(written.comment, comment) is not null
            then by_field(read_texts(with_text([
            {'field': 'benefit_name', 'text': unread(written.benefit_name, benefit_name)},
            {'field': 'description', 'text': unread(written.description, description)},
            {'field': 'category', 'text': unread(written.category, category)},
            {'field': 'measure', 'text': unread(written.measure, measure)},
            {'field': 'comment', 'text': unread(written.comment, comment)}]))) end as hard_texts,
        case when unread(written.is_financial, is_financial) is not null
            or unread(written.is_disbenefit, is_disbenefit) is not null
            or unread(written.currency, currency) is not null
            or unread(written.status, status) is not null
            then by_field(read_words(with_text([
            {'field': 'is_financial', 'text': unread(written.is_financial, is_financial), 'otherwise': 'not_a_flag'},
            {'field': 'is_disbenefit', 'text': unread(written.is_disbenefit, is_disbenefit), 'otherwise': 'not_a_flag'},
            {'field': 'currency', 'text': unread(written.currency, currency), 'otherwise': 'not_a_currency'},
            {'field': 'status', 'text': unread(written.status, status), 'otherwise': 'not_a_choice'}]))) end as hard_words,
        case when unread(written.baseline_value, baseline_value) is not null
            or unread(written.target_value, target_value) is not null
            or unread(written.actual_value, actual_value) is not null
            then by_field(read_quantities(with_text([
            {'field': 'baseline_value', 'text': unread(written.baseline_value, baseline_value), 'mark': convention.baseline_value_mark, 'multiplier': convention.baseline_value_multiplier, 'hours_per_day': hours_per_day, 'kind': 'number', 'otherwise': 'not_a_number'},
            {'field': 'target_value', 'text': unread(written.target_value, target_value), 'mark': convention.target_value_mark, 'multiplier': convention.target_value_multiplier, 'hours_per_day': hours_per_day, 'kind': 'number', 'otherwise': 'not_a_number'},
            {'field': 'actual_value', 'text': unread(written.actual_value, actual_value), 'mark': convention.actual_value_mark, 'multiplier': convention.actual_value_multiplier, 'hours_per_day': hours_per_day, 'kind': 'number', 'otherwise': 'not_a_number'}]))) end as hard_quantities,
        case when unread(written.planned, planned) is not null
            or unread(written.actual, actual) is not null
            or unread(written.forecast, forecast) is not null
            or unread(written.total_planned, total_planned) is not null
            then by_field(read_money(with_text([
            {'field': 'planned', 'text': unread(written.planned, planned), 'mark': convention.planned_mark, 'multiplier': convention.planned_multiplier, 'currency': row_currency},
            {'field': 'actual', 'text': unread(written.actual, actual), 'mark': convention.actual_mark, 'multiplier': convention.actual_multiplier, 'currency': row_currency},
            {'field': 'forecast', 'text': unread(written.forecast, forecast), 'mark': convention.forecast_mark, 'multiplier': convention.forecast_multiplier, 'currency': row_currency},
            {'field': 'total_planned', 'text': unread(written.total_planned, total_planned), 'mark': convention.total_planned_mark, 'multiplier': convention.total_planned_multiplier, 'currency': row_currency}]))) end as hard_money,
        case when unread(written.owner, owner) is not null
            then by_field(read_names(with_text([
            {'field': 'owner', 'text': unread(written.owner, owner)}]))) end as hard_names
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
    coalesce(nullif(concat_ws('|', coalesce(cast(month_end(coalesce(month, read_later(hard_dates, 'month'))) as varchar), name_of(written.month), ''), coalesce(coalesce(benefit_id, read_later(hard_ids, 'benefit_id')), coalesce(benefit_name, read_later(hard_texts, 'benefit_name')), '')), '|'), concat('row:', written.load_id, ':', written.row_number)) as row_key,
    coalesce(benefit_id, read_later(hard_ids, 'benefit_id')) as benefit_id,
    coalesce(benefit_name, read_later(hard_texts, 'benefit_name')) as benefit_name,
    coalesce(description, read_later(hard_texts, 'description')) as description,
    coalesce(category, read_later(hard_texts, 'category')) as category,
    is_financial as is_financial,
    is_disbenefit as is_disbenefit,
    coalesce(measure, read_later(hard_texts, 'measure')) as measure,
    try_cast(coalesce(baseline_value, read_later(hard_quantities, 'baseline_value')) as double) as baseline_value,
    try_cast(coalesce(target_value, read_later(hard_quantities, 'target_value')) as double) as target_value,
    try_cast(coalesce(actual_value, read_later(hard_quantities, 'actual_value')) as double) as actual_value,
    coalesce(planned, read_later(hard_money, 'planned')) as planned,
    coalesce(actual, read_later(hard_money, 'actual')) as actual,
    coalesce(forecast, read_later(hard_money, 'forecast')) as forecast,
    coalesce(total_planned, read_later(hard_money, 'total_planned')) as total_planned,
    currency as currency,
    coalesce(owner, read_later(hard_names, 'owner')) as owner,
    coalesce(starts_on, read_later(hard_dates, 'starts_on')) as starts_on,
    coalesce(due_on, read_later(hard_dates, 'due_on')) as due_on,
    status as status,
    coalesce(comment, read_later(hard_texts, 'comment')) as comment,
    written.extra,
    case when hard_ids is not null or hard_dates is not null or hard_texts is not null or hard_words is not null or hard_quantities is not null or hard_money is not null or hard_names is not null then problems_of(list_concat(
        said(hard_ids),
        list_filter(said(hard_dates), lambda day: day.field <> 'month' or day.problem is distinct from 'approximate_date'),
        said(hard_texts),
        said(hard_words),
        said(hard_quantities),
        said(hard_money),
        said(hard_names)
    )) else [] end as problems
from hard
