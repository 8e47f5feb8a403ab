-- Dependencies, typed. Which task or milestone waits for which, inside a project or across projects.
-- Written by pmo_analytics/models/staging.py from data/fields/dependencies.toml.
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
--   row_key           key      what makes the row the same in another load of the project and period
--   dependency_id     text     Code of the dependency.
--   dependency_name   text     What is given or waited for.
--   predecessor_id    text     Task or milestone that must come first.
--   successor_id      text     Task or milestone that waits.
--   kind              text     Which end of the first is tied to which end of the second.
--   lag_days          days     Working days between the two; a lead is negative.
--   providing_project text     Project that gives, by code or name.
--   receiving_project text     Project that waits, by code or name.
--   needed_on         date     Day the receiver needs it.
--   promised_on       date     Day the provider first agreed to deliver.
--   forecast_on       date     Day the provider now expects to deliver.
--   actual_on         date     Day it was delivered.
--   owner             text     Person responsible for the dependency.
--   status            text     Where the dependency stands.
--   comment           text     Anything else.
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
        sum(decimal_vote(lag_days)) as lag_days_vote,
        sum(order_vote(needed_on)) as needed_on_vote,
        bool_and(is_serial(needed_on)) as needed_on_serial,
        sum(order_vote(promised_on)) as promised_on_vote,
        bool_and(is_serial(promised_on)) as promised_on_serial,
        sum(order_vote(forecast_on)) as forecast_on_vote,
        bool_and(is_serial(forecast_on)) as forecast_on_serial,
        sum(order_vote(actual_on)) as actual_on_vote,
        bool_and(is_serial(actual_on)) as actual_on_serial
    from ledger.dependencies
    group by load_id
),
header as (
    select
        load_id,
        any_value(value_map) filter (field = 'kind') as kind_words,
        max(multiplier) filter (field = 'lag_days') as lag_days_multiplier,
        any_value(date_order) filter (field = 'needed_on') as needed_on_named,
        any_value(date_order) filter (field = 'promised_on') as promised_on_named,
        any_value(date_order) filter (field = 'forecast_on') as forecast_on_named,
        any_value(date_order) filter (field = 'actual_on') as actual_on_named,
        any_value(value_map) filter (field = 'status') as status_words
    from ledger.load_columns
    where entity = 'dependencies'
    group by load_id
),
load_vote as (
    select
        *,
        list_sum([lag_days_vote]) as number_vote,
        list_sum([needed_on_vote, promised_on_vote, forecast_on_vote, actual_on_vote]) as date_vote
    from vote
),
convention as (
    select
        load_id,
        folded_keys(kind_words) as kind_words,
        decimal_mark(lag_days_vote, number_vote) as lag_days_mark,
        lag_days_multiplier,
        date_order(needed_on_named, needed_on_vote, date_vote, setting.date_order) as needed_on_order,
        needed_on_serial,
        date_order(promised_on_named, promised_on_vote, date_vote, setting.date_order) as promised_on_order,
        promised_on_serial,
        date_order(forecast_on_named, forecast_on_vote, date_vote, setting.date_order) as forecast_on_order,
        forecast_on_serial,
        date_order(actual_on_named, actual_on_vote, date_vote, setting.date_order) as actual_on_order,
        actual_on_serial,
        folded_keys(status_words) as status_words
    from load_vote
    left join header using (load_id)
    cross join setting
),
known as (
    select
        written,
        convention,
        null::varchar as row_currency,
        written.period as row_period,
        hours_per_day,
        fiscal_start
    from ledger.dependencies as written
    join convention using (load_id)
    cross join setting
),
easy as (
    select
        *,
        easy_id(written.project_code) as plain_code,
        easy_id(written.dependency_id) as dependency_id,
        easy_text(written.dependency_name) as dependency_name,
        easy_id(written.predecessor_id) as predecessor_id,
        easy_id(written.successor_id) as successor_id,
        coalesce(choice_of(written.kind, convention.kind_words), choice_of(written.kind, map {'finish to start': 'finish_to_start', 'fs': 'finish_to_start', 'pr fs': 'finish_to_start', 'precedes': 'finish_to_start', 'follows': 'finish_to_start', 'blocks': 'finish_to_start', 'blocked by': 'finish_to_start', '完成 开始': 'finish_to_start', '完成到开始': 'finish_to_start', '完成开始': 'finish_to_start', 'start to start': 'start_to_start', 'ss': 'start_to_start', 'pr ss': 'start_to_start', '开始 开始': 'start_to_start', '开始到开始': 'start_to_start', '开始开始': 'start_to_start', 'finish to finish': 'finish_to_finish', 'ff': 'finish_to_finish', 'pr ff': 'finish_to_finish', '完成 完成': 'finish_to_finish', '完成到完成': 'finish_to_finish', '完成完成': 'finish_to_finish', 'start to finish': 'start_to_finish', 'sf': 'start_to_finish', 'pr sf': 'start_to_finish', '开始 完成': 'start_to_finish', '开始到完成': 'start_to_finish', '开始完成': 'start_to_finish'})) as kind,
        easy_number(written.lag_days, convention.lag_days_mark, convention.lag_days_multiplier) as lag_days,
        easy_text(written.providing_project) as providing_project,
        easy_text(written.receiving_project) as receiving_project,
        easy_date(written.needed_on) as needed_on,
        easy_date(written.promised_on) as promised_on,
        easy_date(written.forecast_on) as forecast_on,
        easy_date(written.actual_on) as actual_on,
        easy_name(written.owner) as owner,
        coalesce(choice_of(written.status, convention.status_words), choice_of(written.status, map {'open': 'open', 'active': 'open', 'in progress': 'open', 'agreed': 'open', 'not started': 'open', 'on track': 'open', 'pending': 'open', 'planned': 'open', 'green': 'open', 'g': 'open', 'confirmed': 'open', 'no': 'open', '打开': 'open', '进行中': 'open', '未开始': 'open', '已确认': 'open', '正常': 'open', '待交付': 'open', '未满足': 'open', '绿': 'open', '已约定': 'open', '未完成': 'open', '未关闭': 'open', '否': 'open', '处理中': 'open', '追踪中': 'open', 'at risk': 'at_risk', 'amber': 'at_risk', 'yellow': 'at_risk', 'a': 'at_risk', 'risk': 'at_risk', 'not agreed': 'at_risk', '有风险': 'at_risk', '风险': 'at_risk', '预警': 'at_risk', '黄': 'at_risk', '未约定': 'at_risk', 'late': 'late', 'overdue': 'late', 'delayed': 'late', 'red': 'late', 'r': 'late', 'missed': 'late', 'blocked': 'late', '延期': 'late', '已延期': 'late', '逾期': 'late', '滞后': 'late', '红': 'late', '阻塞': 'late', 'done': 'done', 'closed': 'done', 'complete': 'done', 'completed': 'done', 'delivered': 'done', 'met': 'done', 'satisfied': 'done', 'received': 'done', 'resolved': 'done', 'yes': 'done', '已完成': 'done', '完成': 'done', '已交付': 'done', '已关闭': 'done', '关闭': 'done', '已满足': 'done', '满足': 'done', '已解除': 'done', '是': 'done', 'cancelled': 'cancelled', 'canceled': 'cancelled', 'withdrawn': 'cancelled', 'not required': 'cancelled', 'removed': 'cancelled', '已取消': 'cancelled', '取消': 'cancelled', '不再需要': 'cancelled', '作废': 'cancelled'})) as status,
        easy_text(written.comment) as comment
    from known
),
hard as (
    select
        *,
        case when unread(written.project_code, plain_code) is not null
            or unread(written.dependency_id, dependency_id) is not null
            or unread(written.predecessor_id, predecessor_id) is not null
            or unread(written.successor_id, successor_id) is not null
            then by_field(read_ids(with_text([
            {'field': 'project_id', 'text': unread(written.project_code, plain_code)},
            {'field': 'dependency_id', 'text': unread(written.dependency_id, dependency_id)},
            {'field': 'predecessor_id', 'text': unread(written.predecessor_id, predecessor_id)},
            {'field': 'successor_id', 'text': unread(written.successor_id, successor_id)}]))) end as hard_ids,
        case when unread(written.dependency_name, dependency_name) is not null
            or unread(written.providing_project, providing_project) is not null
            or unread(written.receiving_project, receiving_project) is not null
            or unread(written.comment, comment) is not null
            then by_field(read_texts(with_text([
            {'field': 'dependency_name', 'text': unread(written.dependency_name, dependency_name)},
            {'field': 'providing_project', 'text': unread(written.providing_project, providing_project)},
            {'field': 'receiving_project', 'text': unread(written.receiving_project, receiving_project)},
            {'field': 'comment', 'text': unread(written.comment, comment)}]))) end as hard_texts,
        case when unread(written.kind, kind) is not null
            or unread(written.status, status) is not null
            then by_field(read_words(with_text([
            {'field': 'kind', 'text': unread(written.kind, kind), 'otherwise': 'not_a_choice'},
            {'field': 'status', 'text': unread(written.status, status), 'otherwise': 'not_a_choice'}]))) end as hard_words,
        case when unread(written.lag_days, lag_days) is not null
            then by_field(read_quantities(with_text([
            {'field': 'lag_days', 'text': unread(written.lag_days, lag_days), 'mark': convention.lag_days_mark, 'multiplier': convention.lag_days_multiplier, 'hours_per_day': hours_per_day, 'kind': 'days', 'otherwise': 'not_days'}]))) end as hard_quantities,
        case when unread(written.needed_on, needed_on) is not null
            or unread(written.promised_on, promised_on) is not null
            or unread(written.forecast_on, forecast_on) is not null
            or unread(written.actual_on, actual_on) is not null
            then by_field(read_dates(with_text([
            {'field': 'needed_on', 'text': unread(written.needed_on, needed_on), 'day_order': convention.needed_on_order, 'edge': 'finish', 'serial': convention.needed_on_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'promised_on', 'text': unread(written.promised_on, promised_on), 'day_order': convention.promised_on_order, 'edge': 'finish', 'serial': convention.promised_on_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'forecast_on', 'text': unread(written.forecast_on, forecast_on), 'day_order': convention.forecast_on_order, 'edge': 'finish', 'serial': convention.forecast_on_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'actual_on', 'text': unread(written.actual_on, actual_on), 'day_order': convention.actual_on_order, 'edge': 'finish', 'serial': convention.actual_on_serial, 'period': row_period, 'fiscal_start': fiscal_start}]))) end as hard_dates,
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
    coalesce(nullif(concat_ws('|', coalesce(coalesce(dependency_id, read_later(hard_ids, 'dependency_id')), coalesce(dependency_name, read_later(hard_texts, 'dependency_name')), ''), coalesce(coalesce(predecessor_id, read_later(hard_ids, 'predecessor_id')), ''), coalesce(coalesce(successor_id, read_later(hard_ids, 'successor_id')), '')), '||'), concat('row:', written.load_id, ':', written.row_number)) as row_key,
    coalesce(dependency_id, read_later(hard_ids, 'dependency_id')) as dependency_id,
    coalesce(dependency_name, read_later(hard_texts, 'dependency_name')) as dependency_name,
    coalesce(predecessor_id, read_later(hard_ids, 'predecessor_id')) as predecessor_id,
    coalesce(successor_id, read_later(hard_ids, 'successor_id')) as successor_id,
    kind as kind,
    try_cast(coalesce(lag_days, read_later(hard_quantities, 'lag_days')) as double) as lag_days,
    coalesce(providing_project, read_later(hard_texts, 'providing_project')) as providing_project,
    coalesce(receiving_project, read_later(hard_texts, 'receiving_project')) as receiving_project,
    coalesce(needed_on, read_later(hard_dates, 'needed_on')) as needed_on,
    coalesce(promised_on, read_later(hard_dates, 'promised_on')) as promised_on,
    coalesce(forecast_on, read_later(hard_dates, 'forecast_on')) as forecast_on,
    coalesce(actual_on, read_later(hard_dates, 'actual_on')) as actual_on,
    coalesce(owner, read_later(hard_names, 'owner')) as owner,
    status as status,
    coalesce(comment, read_later(hard_texts, 'comment')) as comment,
    written.extra,
    case when hard_ids is not null or hard_texts is not null or hard_words is not null or hard_quantities is not null or hard_dates is not null or hard_names is not null then problems_of(list_concat(
        said(hard_ids),
        said(hard_texts),
        said(hard_words),
        said(hard_quantities),
        said(hard_dates),
        said(hard_names)
    )) else [] end as problems
from hard
