-- Lessons learned, typed. What was learned, who acts on it, and whether it is used again.
-- Written by pmo_analytics/models/staging.py from data/fields/lessons.toml.
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
--   row_key        key      what makes the row the same in another load of the project and period
--   lesson_id      text     Code of the lesson.
--   lesson_name    text     The lesson in a sentence.
--   description    text     What happened.
--   kind           text     Whether it went well or badly.
--   category       text     Area the lesson belongs to.
--   stage          text     Stage of the life cycle it was learned in.
--   cause          text     Why it happened.
--   impact         text     What it meant for the project.
--   recommendation text     What others should do.
--   action         text     What is done about it, and where.
--   priority       text     How much it matters, as written.
--   captured_by    text     Person who wrote it down.
--   owner          text     Person who must act on it.
--   captured_on    date     Day it was written down.
--   due_on         date     Day the action must be done by.
--   actioned_on    date     Day the action was done.
--   status         text     Where the lesson stands.
--   count_reuse    count    How often other projects have used it.
--   applies_to     text     Kinds of project that can use it.
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
        sum(order_vote(captured_on)) as captured_on_vote,
        bool_and(is_serial(captured_on)) as captured_on_serial,
        sum(order_vote(due_on)) as due_on_vote,
        bool_and(is_serial(due_on)) as due_on_serial,
        sum(order_vote(actioned_on)) as actioned_on_vote,
        bool_and(is_serial(actioned_on)) as actioned_on_serial,
        sum(decimal_vote(count_reuse)) as count_reuse_vote
    from ledger.lessons
    group by load_id
),
header as (
    select
        load_id,
        any_value(value_map) filter (field = 'kind') as kind_words,
        any_value(date_order) filter (field = 'captured_on') as captured_on_named,
        any_value(date_order) filter (field = 'due_on') as due_on_named,
        any_value(date_order) filter (field = 'actioned_on') as actioned_on_named,
        any_value(value_map) filter (field = 'status') as status_words,
        max(multiplier) filter (field = 'count_reuse') as count_reuse_multiplier
    from ledger.load_columns
    where entity = 'lessons'
    group by load_id
),
load_vote as (
    select
        *,
        list_sum([count_reuse_vote]) as number_vote,
        list_sum([captured_on_vote, due_on_vote, actioned_on_vote]) as date_vote
    from vote
),
convention as (
    select
        load_id,
        folded_keys(kind_words) as kind_words,
        date_order(captured_on_named, captured_on_vote, date_vote, setting.date_order) as captured_on_order,
        captured_on_serial,
        date_order(due_on_named, due_on_vote, date_vote, setting.date_order) as due_on_order,
        due_on_serial,
        date_order(actioned_on_named, actioned_on_vote, date_vote, setting.date_order) as actioned_on_order,
        actioned_on_serial,
        folded_keys(status_words) as status_words,
        decimal_mark(count_reuse_vote, number_vote) as count_reuse_mark,
        count_reuse_multiplier
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
    from ledger.lessons as written
    join convention using (load_id)
    cross join setting
),
easy as (
    select
        *,
        easy_id(written.project_code) as plain_code,
        easy_id(written.lesson_id) as lesson_id,
        easy_text(written.lesson_name) as lesson_name,
        easy_text(written.description) as description,
        coalesce(choice_of(written.kind, convention.kind_words), choice_of(written.kind, map {'positive': 'positive', 'success': 'positive', 'good': 'positive', 'went well': 'positive', 'best practice': 'positive', 'strength': 'positive', 'keep': 'positive', 'good practice': 'positive', '成功': 'positive', '正面': 'positive', '经验': 'positive', '成功经验': 'positive', '好': 'positive', '最佳实践': 'positive', '保持': 'positive', '优秀实践': 'positive', 'negative': 'negative', 'failure': 'negative', 'bad': 'negative', 'went badly': 'negative', 'problem': 'negative', 'issue': 'negative', 'improvement': 'negative', 'stop': 'negative', 'did not go well': 'negative', 'weakness': 'negative', 'mistake': 'negative', '失败': 'negative', '负面': 'negative', '教训': 'negative', '问题': 'negative', '失败教训': 'negative', '差': 'negative', '改进': 'negative', '不足': 'negative', '待改进': 'negative'})) as kind,
        easy_text(written.category) as category,
        easy_text(written.stage) as stage,
        easy_text(written.cause) as cause,
        easy_text(written.impact) as impact,
        easy_text(written.recommendation) as recommendation,
        easy_text(written.action) as action,
        easy_text(written.priority) as priority,
        easy_name(written.captured_by) as captured_by,
        easy_name(written.owner) as owner,
        easy_date(written.captured_on) as captured_on,
        easy_date(written.due_on) as due_on,
        easy_date(written.actioned_on) as actioned_on,
        coalesce(choice_of(written.status, convention.status_words), choice_of(written.status, map {'open': 'open', 'new': 'open', 'captured': 'open', 'identified': 'open', 'draft': 'open', 'submitted': 'open', 'not started': 'open', 'raised': 'open', 'logged': 'open', 'pending': 'open', '打开': 'open', '新建': 'open', '已记录': 'open', '草稿': 'open', '已提交': 'open', '未开始': 'open', '待处理': 'open', '待落实': 'open', '待审核': 'open', '未落实': 'open', 'in progress': 'in_progress', 'ongoing': 'in_progress', 'under review': 'in_progress', 'reviewed': 'in_progress', 'active': 'in_progress', 'accepted': 'in_progress', 'approved': 'in_progress', 'on track': 'in_progress', 'in review': 'in_progress', '进行中': 'in_progress', '评审中': 'in_progress', '落实中': 'in_progress', '处理中': 'in_progress', '已采纳': 'in_progress', '审核中': 'in_progress', '已批准': 'in_progress', '推进中': 'in_progress', 'actioned': 'actioned', 'implemented': 'actioned', 'closed': 'actioned', 'complete': 'actioned', 'completed': 'actioned', 'done': 'actioned', 'applied': 'actioned', 'shared': 'actioned', 'embedded': 'actioned', 'published': 'actioned', '已落实': 'actioned', '已完成': 'actioned', '完成': 'actioned', '已关闭': 'actioned', '关闭': 'actioned', '已应用': 'actioned', '已推广': 'actioned', '已共享': 'actioned', '已发布': 'actioned', '已实施': 'actioned', '落实': 'actioned', 'rejected': 'rejected', 'declined': 'rejected', 'cancelled': 'rejected', 'canceled': 'rejected', 'not applicable': 'rejected', 'withdrawn': 'rejected', 'duplicate': 'rejected', '已拒绝': 'rejected', '拒绝': 'rejected', '取消': 'rejected', '已取消': 'rejected', '不适用': 'rejected', '不采纳': 'rejected', '作废': 'rejected'})) as status,
        easy_count(written.count_reuse, convention.count_reuse_mark, convention.count_reuse_multiplier) as count_reuse,
        easy_text(written.applies_to) as applies_to,
        easy_text(written.comment) as comment
    from known
),
hard as (
    select
        *,
        case when unread(written.project_code, plain_code) is not null
            or unread(written.lesson_id, lesson_id) is not null
            then by_field(read_ids(with_text([
            {'field': 'project_id', 'text': unread(written.project_code, plain_code)},
            {'field': 'lesson_id', 'text': unread(written.lesson_id, lesson_id)}]))) end as hard_ids,
        case when unread(written.lesson_name, lesson_name) is not null
            or unread(written.description, description) is not null
            or unread(written.category, category) is not null
            or unread(written.stage, stage) is not null
            or unread(written.cause, cause) is not null
            or unread(written.impact, impact) is not null
            or unread(written.recommendation, recommendation) is not null
            or unread(written.action, action) is not null
            or unread(written.priority, priority) is not null
            or unread(written.applies_to, applies_to) is not null
            or unread(written.comment, comment) is not null
            then by_field(read_texts(with_text([
            {'field': 'lesson_name', 'text': unread(written.lesson_name, lesson_name)},
            {'field': 'description', 'text': unread(written.description, description)},
            {'field': 'category', 'text': unread(written.category, category)},
            {'field': 'stage', 'text': unread(written.stage, stage)},
            {'field': 'cause', 'text': unread(written.cause, cause)},
            {'field': 'impact', 'text': unread(written.impact, impact)},
            {'field': 'recommendation', 'text': unread(written.recommendation, recommendation)},
            {'field': 'action', 'text': unread(written.action, action)},
            {'field': 'priority', 'text': unread(written.priority, priority)},
            {'field': 'applies_to', 'text': unread(written.applies_to, applies_to)},
            {'field': 'comment', 'text': unread(written.comment, comment)}]))) end as hard_texts,
        case when unread(written.kind, kind) is not null
            or unread(written.status, status) is not null
            then by_field(read_words(with_text([
            {'field': 'kind', 'text': unread(written.kind, kind), 'otherwise': 'not_a_choice'},
            {'field': 'status', 'text': unread(written.status, status), 'otherwise': 'not_a_choice'}]))) end as hard_words,
        case when unread(written.captured_by, captured_by) is not null
            or unread(written.owner, owner) is not null
            then by_field(read_names(with_text([
            {'field': 'captured_by', 'text': unread(written.captured_by, captured_by)},
            {'field': 'owner', 'text': unread(written.owner, owner)}]))) end as hard_names,
        case when unread(written.captured_on, captured_on) is not null
            or unread(written.due_on, due_on) is not null
            or unread(written.actioned_on, actioned_on) is not null
            then by_field(read_dates(with_text([
            {'field': 'captured_on', 'text': unread(written.captured_on, captured_on), 'day_order': convention.captured_on_order, 'edge': 'finish', 'serial': convention.captured_on_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'due_on', 'text': unread(written.due_on, due_on), 'day_order': convention.due_on_order, 'edge': 'finish', 'serial': convention.due_on_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'actioned_on', 'text': unread(written.actioned_on, actioned_on), 'day_order': convention.actioned_on_order, 'edge': 'finish', 'serial': convention.actioned_on_serial, 'period': row_period, 'fiscal_start': fiscal_start}]))) end as hard_dates,
        case when unread(written.count_reuse, count_reuse) is not null
            then by_field(read_quantities(with_text([
            {'field': 'count_reuse', 'text': unread(written.count_reuse, count_reuse), 'mark': convention.count_reuse_mark, 'multiplier': convention.count_reuse_multiplier, 'hours_per_day': hours_per_day, 'kind': 'count', 'otherwise': 'not_a_whole_number'}]))) end as hard_quantities
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
    coalesce(coalesce(lesson_id, read_later(hard_ids, 'lesson_id')), coalesce(lesson_name, read_later(hard_texts, 'lesson_name')), coalesce(description, read_later(hard_texts, 'description')), concat('row:', written.load_id, ':', written.row_number)) as row_key,
    coalesce(lesson_id, read_later(hard_ids, 'lesson_id')) as lesson_id,
    coalesce(lesson_name, read_later(hard_texts, 'lesson_name')) as lesson_name,
    coalesce(description, read_later(hard_texts, 'description')) as description,
    kind as kind,
    coalesce(category, read_later(hard_texts, 'category')) as category,
    coalesce(stage, read_later(hard_texts, 'stage')) as stage,
    coalesce(cause, read_later(hard_texts, 'cause')) as cause,
    coalesce(impact, read_later(hard_texts, 'impact')) as impact,
    coalesce(recommendation, read_later(hard_texts, 'recommendation')) as recommendation,
    coalesce(action, read_later(hard_texts, 'action')) as action,
    coalesce(priority, read_later(hard_texts, 'priority')) as priority,
    coalesce(captured_by, read_later(hard_names, 'captured_by')) as captured_by,
    coalesce(owner, read_later(hard_names, 'owner')) as owner,
    coalesce(captured_on, read_later(hard_dates, 'captured_on')) as captured_on,
    coalesce(due_on, read_later(hard_dates, 'due_on')) as due_on,
    coalesce(actioned_on, read_later(hard_dates, 'actioned_on')) as actioned_on,
    status as status,
    try_cast(coalesce(count_reuse, read_later(hard_quantities, 'count_reuse')) as bigint) as count_reuse,
    coalesce(applies_to, read_later(hard_texts, 'applies_to')) as applies_to,
    coalesce(comment, read_later(hard_texts, 'comment')) as comment,
    written.extra,
    case when hard_ids is not null or hard_texts is not null or hard_words is not null or hard_names is not null or hard_dates is not null or hard_quantities is not null then problems_of(list_concat(
        said(hard_ids),
        said(hard_texts),
        said(hard_words),
        said(hard_names),
        said(hard_dates),
        said(hard_quantities)
    )) else [] end as problems
from hard
