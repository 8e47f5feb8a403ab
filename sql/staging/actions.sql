-- Actions, typed. Actions agreed in meetings and reviews, and orders followed up.
-- Written by pmo_analytics/models/staging.py from data/fields/actions.toml.
--
-- grain:   one row per load_id, row_number
-- columns:
--   load_id          key      load that brought the row
--   row_number       key      place of the row among the load's rows of this entity
--   source_row       count    row of the sheet; null where a record is a column
--   source_column    text     column of the sheet where a record is one
--   project_id       key      code as written, else the name; empty where the row is of no project
--   project_code     text     code as written
--   project_name     text     name as written
--   period           date     month end the row was reported for
--   row_key          key      what makes the row the same in another load of the project and period
--   action_id        text     Code of the action inside its project.
--   action_name      text     What is to be done.
--   source           text     Meeting, review, risk or issue the action comes from.
--   source_id        text     Code of the risk, issue or decision the action comes from.
--   category         text     Area the action belongs to.
--   owner            text     Person who does it.
--   department       text     Unit that does it.
--   raised_by        text     Person who asked for it.
--   raised_on        date     Day it was agreed.
--   due_on           date     Day it must be done by.
--   revised_due_on   date     Day now expected, where it was moved.
--   completed_on     date     Day it was done.
--   status           text     Where the action stands.
--   priority         text     How urgent it is, as written.
--   percent_complete percent  Share of the action that is done.
--   result           text     What came of it.
--   comment          text     Latest news on the action.
--   extra            json     columns of the table that match no field, by their headers
--   problems         problems cells that could not be read, or were read with doubt
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
        sum(order_vote(raised_on)) as raised_on_vote,
        bool_and(is_serial(raised_on)) as raised_on_serial,
        sum(order_vote(due_on)) as due_on_vote,
        bool_and(is_serial(due_on)) as due_on_serial,
        sum(order_vote(revised_due_on)) as revised_due_on_vote,
        bool_and(is_serial(revised_due_on)) as revised_due_on_serial,
        sum(order_vote(completed_on)) as completed_on_vote,
        bool_and(is_serial(completed_on)) as completed_on_serial,
        sum(decimal_vote(percent_complete)) as percent_complete_vote,
        bool_or(is_points(percent_complete)) as percent_complete_points
    from ledger.actions
    group by load_id
),
header as (
    select
        load_id,
        any_value(date_order) filter (field = 'raised_on') as raised_on_named,
        any_value(date_order) filter (field = 'due_on') as due_on_named,
        any_value(date_order) filter (field = 'revised_due_on') as revised_due_on_named,
        any_value(date_order) filter (field = 'completed_on') as completed_on_named,
        any_value(value_map) filter (field = 'status') as status_words
    from ledger.load_columns
    where entity = 'actions'
    group by load_id
),
load_vote as (
    select
        *,
        list_sum([percent_complete_vote]) as number_vote,
        list_sum([raised_on_vote, due_on_vote, revised_due_on_vote, completed_on_vote]) as date_vote
    from vote
),
convention as (
    select
        load_id,
        date_order(raised_on_named, raised_on_vote, date_vote, setting.date_order) as raised_on_order,
        raised_on_serial,
        date_order(due_on_named, due_on_vote, date_vote, setting.date_order) as due_on_order,
        due_on_serial,
        date_order(revised_due_on_named, revised_due_on_vote, date_vote, setting.date_order) as revised_due_on_order,
        revised_due_on_serial,
        date_order(completed_on_named, completed_on_vote, date_vote, setting.date_order) as completed_on_order,
        completed_on_serial,
        folded_keys(status_words) as status_words,
        decimal_mark(percent_complete_vote, number_vote) as percent_complete_mark,
        percent_complete_points
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
    from ledger.actions as written
    join convention using (load_id)
    cross join setting
),
easy as (
    select
        *,
        easy_id(written.project_code) as plain_code,
        easy_id(written.action_id) as action_id,
        easy_text(written.action_name) as action_name,
        easy_text(written.source) as source,
        easy_id(written.source_id) as source_id,
        easy_text(written.category) as category,
        easy_name(written.owner) as owner,
        easy_text(written.department) as department,
        easy_name(written.raised_by) as raised_by,
        easy_date(written.raised_on) as raised_on,
        easy_date(written.due_on) as due_on,
        easy_date(written.revised_due_on) as revised_due_on,
        easy_date(written.completed_on) as completed_on,
        coalesce(choice_of(written.status, convention.status_words), choice_of(written.status, map {'open': 'open', 'new': 'open', 'not started': 'open', 'to do': 'open', 'todo': 'open', 'pending': 'open', 'assigned': 'open', 'raised': 'open', 'planned': 'open', 'no': 'open', '打开': 'open', '新建': 'open', '未开始': 'open', '待办': 'open', '待处理': 'open', '未完成': 'open', '未办结': 'open', '未启动': 'open', '已分配': 'open', '否': 'open', '待办理': 'open', '未落实': 'open', '未销号': 'open', '未关闭': 'open', 'in progress': 'in_progress', 'ongoing': 'in_progress', 'started': 'in_progress', 'doing': 'in_progress', 'active': 'in_progress', 'on track': 'in_progress', 'underway': 'in_progress', 'wip': 'in_progress', 'green': 'in_progress', 'at risk': 'in_progress', 'amber': 'in_progress', '进行中': 'in_progress', '推进中': 'in_progress', '办理中': 'in_progress', '处理中': 'in_progress', '跟踪中': 'in_progress', '落实中': 'in_progress', '正常推进': 'in_progress', '执行中': 'in_progress', '跟进中': 'in_progress', '正常': 'in_progress', '持续推进': 'in_progress', '长期坚持': 'in_progress', '绿': 'in_progress', '黄': 'in_progress', '部分完成': 'in_progress', 'late': 'late', 'overdue': 'late', 'delayed': 'late', 'behind': 'late', 'missed': 'late', 'red': 'late', '逾期': 'late', '已逾期': 'late', '延期': 'late', '已延期': 'late', '滞后': 'late', '超期': 'late', '红': 'late', '逾期未完成': 'late', '超时': 'late', 'done': 'done', 'complete': 'done', 'completed': 'done', 'closed': 'done', 'finished': 'done', 'resolved': 'done', 'yes': 'done', '100%': 'done', '已完成': 'done', '完成': 'done', '已关闭': 'done', '关闭': 'done', '已办结': 'done', '办结': 'done', '已落实': 'done', '是': 'done', '销号': 'done', '已销号': 'done', '已解决': 'done', '按期完成': 'done', 'on hold': 'on_hold', 'hold': 'on_hold', 'suspended': 'on_hold', 'deferred': 'on_hold', 'postponed': 'on_hold', 'blocked': 'on_hold', 'parked': 'on_hold', 'waiting': 'on_hold', '挂起': 'on_hold', '已挂起': 'on_hold', '暂停': 'on_hold', '暂缓': 'on_hold', '搁置': 'on_hold', '推迟': 'on_hold', '阻塞': 'on_hold', '缓办': 'on_hold', 'cancelled': 'cancelled', 'canceled': 'cancelled', 'withdrawn': 'cancelled', 'dropped': 'cancelled', 'superseded': 'cancelled', 'not required': 'cancelled', '已取消': 'cancelled', '取消': 'cancelled', '撤销': 'cancelled', '作废': 'cancelled', '终止': 'cancelled', '不再执行': 'cancelled'})) as status,
        easy_text(written.priority) as priority,
        easy_ratio(written.percent_complete, convention.percent_complete_mark, convention.percent_complete_points) as percent_complete,
        easy_text(written.result) as result,
        easy_text(written.comment) as comment
    from known
),
hard as (
    select
        *,
        case when unread(written.project_code, plain_code) is not null
            or unread(written.action_id, action_id) is not null
            or unread(written.source_id, source_id) is not null
            then by_field(read_ids(with_text([
            {'field': 'project_id', 'text': unread(written.project_code, plain_code)},
            {'field': 'action_id', 'text': unread(written.action_id, action_id)},
            {'field': 'source_id', 'text': unread(written.source_id, source_id)}]))) end as hard_ids,
        case when unread(written.action_name, action_name) is not null
            or unread(written.source, source) is not null
            or unread(written.category, category) is not null
            or unread(written.department, department) is not null
            or unread(written.priority, priority) is not null
            or unread(written.result, result) is not null
            or unread(written.comment, comment) is not null
            then by_field(read_texts(with_text([
            {'field': 'action_name', 'text': unread(written.action_name, action_name)},
            {'field': 'source', 'text': unread(written.source, source)},
            {'field': 'category', 'text': unread(written.category, category)},
            {'field': 'department', 'text': unread(written.department, department)},
            {'field': 'priority', 'text': unread(written.priority, priority)},
            {'field': 'result', 'text': unread(written.result, result)},
            {'field': 'comment', 'text': unread(written.comment, comment)}]))) end as hard_texts,
        case when unread(written.owner, owner) is not null
            or unread(written.raised_by, raised_by) is not null
            then by_field(read_names(with_text([
            {'field': 'owner', 'text': unread(written.owner, owner)},
            {'field': 'raised_by', 'text': unread(written.raised_by, raised_by)}]))) end as hard_names,
        case when unread(written.raised_on, raised_on) is not null
            or unread(written.due_on, due_on) is not null
            or unread(written.revised_due_on, revised_due_on) is not null
            or unread(written.completed_on, completed_on) is not null
            then by_field(read_dates(with_text([
            {'field': 'raised_on', 'text': unread(written.raised_on, raised_on), 'day_order': convention.raised_on_order, 'edge': 'finish', 'serial': convention.raised_on_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'due_on', 'text': unread(written.due_on, due_on), 'day_order': convention.due_on_order, 'edge': 'finish', 'serial': convention.due_on_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'revised_due_on', 'text': unread(written.revised_due_on, revised_due_on), 'day_order': convention.revised_due_on_order, 'edge': 'finish', 'serial': convention.revised_due_on_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'completed_on', 'text': unread(written.completed_on, completed_on), 'day_order': convention.completed_on_order, 'edge': 'finish', 'serial': convention.completed_on_serial, 'period': row_period, 'fiscal_start': fiscal_start}]))) end as hard_dates,
        case when unread(written.status, status) is not null
            then by_field(read_words(with_text([
            {'field': 'status', 'text': unread(written.status, status), 'otherwise': 'not_a_choice'}]))) end as hard_words,
        case when unread(written.percent_complete, percent_complete) is not null
            then by_field(read_ratios(with_text([
            {'field': 'percent_complete', 'text': unread(written.percent_complete, percent_complete), 'mark': convention.percent_complete_mark, 'points': convention.percent_complete_points}]))) end as hard_ratios
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
    coalesce(coalesce(action_id, read_later(hard_ids, 'action_id')), coalesce(action_name, read_later(hard_texts, 'action_name')), concat('row:', written.load_id, ':', written.row_number)) as row_key,
    coalesce(action_id, read_later(hard_ids, 'action_id')) as action_id,
    coalesce(action_name, read_later(hard_texts, 'action_name')) as action_name,
    coalesce(source, read_later(hard_texts, 'source')) as source,
    coalesce(source_id, read_later(hard_ids, 'source_id')) as source_id,
    coalesce(category, read_later(hard_texts, 'category')) as category,
    coalesce(owner, read_later(hard_names, 'owner')) as owner,
    coalesce(department, read_later(hard_texts, 'department')) as department,
    coalesce(raised_by, read_later(hard_names, 'raised_by')) as raised_by,
    coalesce(raised_on, read_later(hard_dates, 'raised_on')) as raised_on,
    coalesce(due_on, read_later(hard_dates, 'due_on')) as due_on,
    coalesce(revised_due_on, read_later(hard_dates, 'revised_due_on')) as revised_due_on,
    coalesce(completed_on, read_later(hard_dates, 'completed_on')) as completed_on,
    status as status,
    coalesce(priority, read_later(hard_texts, 'priority')) as priority,
    coalesce(percent_complete, read_later(hard_ratios, 'percent_complete')) as percent_complete,
    coalesce(result, read_later(hard_texts, 'result')) as result,
    coalesce(comment, read_later(hard_texts, 'comment')) as comment,
    written.extra,
    case when hard_ids is not null or hard_texts is not null or hard_names is not null or hard_dates is not null or hard_words is not null or hard_ratios is not null then problems_of(list_concat(
        said(hard_ids),
        said(hard_texts),
        said(hard_names),
        said(hard_dates),
        said(hard_words),
        said(hard_ratios)
    )) else [] end as problems
from hard
