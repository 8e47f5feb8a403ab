-- Issues, typed. Things that have gone wrong or stand in the way, with their owner and due date.
-- Written by pmo_analytics/models/staging.py from data/fields/issues.toml.
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
--   row_key       key      what makes the row the same in another load of the project and period
--   issue_id      text     Code of the issue inside its project.
--   issue_name    text     Short name of the issue.
--   description   text     What has happened, and why it matters.
--   impact        text     What it means for the project.
--   cause         text     Why it happened.
--   category      text     Area the issue belongs to.
--   severity      text     How serious the issue is.
--   priority      text     How soon the issue must be dealt with.
--   status        text     Where the issue stands.
--   owner         text     Person responsible for resolving the issue.
--   department    text     Unit responsible for resolving the issue.
--   raised_by     text     Person who found the issue.
--   raised_on     date     Day the issue was entered.
--   due_on        date     Day the issue must be resolved by.
--   closed_on     date     Day the issue was closed.
--   updated_on    date     Day the row was last changed.
--   action        text     What is done about it.
--   resolution    text     How the issue was resolved.
--   cost_impact   money    Cost of the issue.
--   currency      text     Currency of the amounts, as an ISO code; blank: the project's.
--   days_impact   days     Days of delay the issue causes.
--   risk_id       text     Risk the issue came from, if it was one.
--   escalated_to  text     Who the issue was raised to.
--   comment       text     Latest news on the issue.
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
        sum(order_vote(raised_on)) as raised_on_vote,
        bool_and(is_serial(raised_on)) as raised_on_serial,
        sum(order_vote(due_on)) as due_on_vote,
        bool_and(is_serial(due_on)) as due_on_serial,
        sum(order_vote(closed_on)) as closed_on_vote,
        bool_and(is_serial(closed_on)) as closed_on_serial,
        sum(order_vote(updated_on)) as updated_on_vote,
        bool_and(is_serial(updated_on)) as updated_on_serial,
        sum(decimal_vote(cost_impact)) as cost_impact_vote,
        sum(decimal_vote(days_impact)) as days_impact_vote
    from ledger.issues
    group by load_id
),
header as (
    select
        load_id,
        any_value(value_map) filter (field = 'severity') as severity_words,
        any_value(value_map) filter (field = 'priority') as priority_words,
        any_value(value_map) filter (field = 'status') as status_words,
        any_value(date_order) filter (field = 'raised_on') as raised_on_named,
        any_value(date_order) filter (field = 'due_on') as due_on_named,
        any_value(date_order) filter (field = 'closed_on') as closed_on_named,
        any_value(date_order) filter (field = 'updated_on') as updated_on_named,
        max(multiplier) filter (field = 'cost_impact') as cost_impact_multiplier,
        max(multiplier) filter (field = 'days_impact') as days_impact_multiplier
    from ledger.load_columns
    where entity = 'issues'
    group by load_id
),
load_vote as (
    select
        *,
        list_sum([cost_impact_vote, days_impact_vote]) as number_vote,
        list_sum([raised_on_vote, due_on_vote, closed_on_vote, updated_on_vote]) as date_vote
    from vote
),
convention as (
    select
        load_id,
        folded_keys(severity_words) as severity_words,
        folded_keys(priority_words) as priority_words,
        folded_keys(status_words) as status_words,
        date_order(raised_on_named, raised_on_vote, date_vote, setting.date_order) as raised_on_order,
        raised_on_serial,
        date_order(due_on_named, due_on_vote, date_vote, setting.date_order) as due_on_order,
        due_on_serial,
        date_order(closed_on_named, closed_on_vote, date_vote, setting.date_order) as closed_on_order,
        closed_on_serial,
        date_order(updated_on_named, updated_on_vote, date_vote, setting.date_order) as updated_on_order,
        updated_on_serial,
        decimal_mark(cost_impact_vote, number_vote) as cost_impact_mark,
        cost_impact_multiplier,
        decimal_mark(days_impact_vote, number_vote) as days_impact_mark,
        days_impact_multiplier
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
    from ledger.issues as written
    join convention using (load_id)
    cross join setting
),
easy as (
    select
        *,
        easy_id(written.project_code) as plain_code,
        easy_id(written.issue_id) as issue_id,
        easy_text(written.issue_name) as issue_name,
        easy_text(written.description) as description,
        easy_text(written.impact) as impact,
        easy_text(written.cause) as cause,
        easy_text(written.category) as category,
        coalesce(choice_of(written.severity, convention.severity_words), choice_of(written.severity, map {'critical': 'critical', 'blocker': 'critical', 'very high': 'critical', 'extreme': 'critical', 'severe': 'critical', 'showstopper': 'critical', 's1': 'critical', 'sev1': 'critical', 'sev 1': 'critical', '1': 'critical', '致命': 'critical', '极高': 'critical', '特别严重': 'critical', '重大': 'critical', '很高': 'critical', '阻断': 'critical', '特别重大': 'critical', 'high': 'high', 'h': 'high', 'major': 'high', 'serious': 'high', 'red': 'high', 'r': 'high', 's2': 'high', 'sev2': 'high', 'sev 2': 'high', '2': 'high', '高': 'high', '严重': 'high', '较高': 'high', '红': 'high', '较大': 'high', '重要': 'high', '红灯': 'high', 'medium': 'medium', 'med': 'medium', 'm': 'medium', 'moderate': 'medium', 'normal': 'medium', 'amber': 'medium', 'yellow': 'medium', 's3': 'medium', 'sev3': 'medium', 'sev 3': 'medium', '3': 'medium', '中': 'medium', '中等': 'medium', '一般': 'medium', '黄': 'medium', '普通': 'medium', '黄灯': 'medium', 'low': 'low', 'l': 'low', 'minor': 'low', 'trivial': 'low', 'green': 'low', 'very low': 'low', 's4': 'low', 'sev4': 'low', 'sev 4': 'low', '4': 'low', '5': 'low', '低': 'low', '轻微': 'low', '较低': 'low', '绿': 'low', '次要': 'low', '微小': 'low', '提示': 'low', '建议': 'low', '绿灯': 'low'})) as severity,
        coalesce(choice_of(written.priority, convention.priority_words), choice_of(written.priority, map {'critical': 'critical', 'urgent': 'critical', 'highest': 'critical', 'very high': 'critical', 'blocker': 'critical', 'immediate': 'critical', 'p0': 'critical', 'top': 'critical', 'asap': 'critical', '1 critical': 'critical', '紧急': 'critical', '特急': 'critical', '最高': 'critical', '非常高': 'critical', '立即': 'critical', '立刻': 'critical', '非常紧急': 'critical', '十分紧急': 'critical', '加急': 'critical', 'high': 'high', 'h': 'high', 'major': 'high', 'p1': 'high', '1': 'high', 'important': 'high', '高': 'high', '较高': 'high', '急': 'high', '重要': 'high', '高级': 'high', 'medium': 'medium', 'med': 'medium', 'm': 'medium', 'normal': 'medium', 'moderate': 'medium', 'p2': 'medium', '2': 'medium', '中': 'medium', '普通': 'medium', '一般': 'medium', '正常': 'medium', '中级': 'medium', '中等': 'medium', 'low': 'low', 'l': 'low', 'minor': 'low', 'lowest': 'low', 'trivial': 'low', 'p3': 'low', '3': 'low', 'p4': 'low', '4': 'low', 'very low': 'low', '低': 'low', '较低': 'low', '最低': 'low', '不紧急': 'low', '低级': 'low', '无关紧要': 'low'})) as priority,
        coalesce(choice_of(written.status, convention.status_words), choice_of(written.status, map {'open': 'open', 'new': 'open', 'active': 'open', 'raised': 'open', 'to do': 'open', 'todo': 'open', 'not started': 'open', 'submitted': 'open', 'reopened': 'open', 'pending': 'open', 'identified': 'open', 'assigned': 'open', 'logged': 'open', 'confirmed': 'open', 'no': 'open', '打开': 'open', '新建': 'open', '未开始': 'open', '未解决': 'open', '未关闭': 'open', '待处理': 'open', '待解决': 'open', '激活': 'open', '已提出': 'open', '重新打开': 'open', '待办': 'open', '未处理': 'open', '已分配': 'open', '否': 'open', '开放': 'open', '待整改': 'open', '未整改': 'open', '已确认': 'open', '遗留': 'open', '未结案': 'open', 'in progress': 'in_progress', 'ongoing': 'in_progress', 'investigating': 'in_progress', 'being resolved': 'in_progress', 'under investigation': 'in_progress', 'working': 'in_progress', 'in review': 'in_progress', 'escalated': 'in_progress', 'doing': 'in_progress', 'late': 'in_progress', 'overdue': 'in_progress', 'on track': 'in_progress', 'delayed': 'in_progress', 'feedback': 'in_progress', 'in test': 'in_progress', '处理中': 'in_progress', '进行中': 'in_progress', '解决中': 'in_progress', '跟踪中': 'in_progress', '跟进中': 'in_progress', '调查中': 'in_progress', '整改中': 'in_progress', '已升级': 'in_progress', '推进中': 'in_progress', '延期': 'in_progress', '已延期': 'in_progress', '逾期': 'in_progress', '反馈': 'in_progress', '待验证': 'in_progress', '协调中': 'in_progress', '测试中': 'in_progress', '追踪中': 'in_progress', 'on hold': 'on_hold', 'hold': 'on_hold', 'suspended': 'on_hold', 'deferred': 'on_hold', 'postponed': 'on_hold', 'waiting': 'on_hold', 'blocked': 'on_hold', 'paused': 'on_hold', '挂起': 'on_hold', '已挂起': 'on_hold', '暂停': 'on_hold', '已暂停': 'on_hold', '搁置': 'on_hold', '延后': 'on_hold', '暂缓': 'on_hold', '延期处理': 'on_hold', '阻塞': 'on_hold', '等待': 'on_hold', '暂不处理': 'on_hold', 'closed': 'closed', 'resolved': 'closed', 'done': 'closed', 'complete': 'closed', 'completed': 'closed', 'fixed': 'closed', 'solved': 'closed', 'finished': 'closed', 'verified': 'closed', 'yes': 'closed', '已关闭': 'closed', '关闭': 'closed', '已解决': 'closed', '解决': 'closed', '已完成': 'closed', '完成': 'closed', '已处理': 'closed', '已整改': 'closed', '已结束': 'closed', '是': 'closed', '已验证': 'closed', '已修复': 'closed', '整改完成': 'closed', '已办结': 'closed', '销项': 'closed', '已销项': 'closed', '已结案': 'closed', '结案': 'closed', 'cancelled': 'cancelled', 'canceled': 'cancelled', 'rejected': 'cancelled', 'withdrawn': 'cancelled', 'duplicate': 'cancelled', 'invalid': 'cancelled', 'won''t fix': 'cancelled', 'wontfix': 'cancelled', 'not an issue': 'cancelled', '已取消': 'cancelled', '取消': 'cancelled', '已拒绝': 'cancelled', '撤销': 'cancelled', '无效': 'cancelled', '重复': 'cancelled', '作废': 'cancelled', '不予解决': 'cancelled', '误报': 'cancelled', '非问题': 'cancelled'})) as status,
        easy_name(written.owner) as owner,
        easy_text(written.department) as department,
        easy_name(written.raised_by) as raised_by,
        easy_date(written.raised_on) as raised_on,
        easy_date(written.due_on) as due_on,
        easy_date(written.closed_on) as closed_on,
        easy_date(written.updated_on) as updated_on,
        easy_text(written.action) as action,
        easy_text(written.resolution) as resolution,
        easy_money(written.cost_impact, convention.cost_impact_mark, convention.cost_impact_multiplier) as cost_impact,
        currency_of(written.currency) as currency,
        easy_number(written.days_impact, convention.days_impact_mark, convention.days_impact_multiplier) as days_impact,
        easy_id(written.risk_id) as risk_id,
        easy_text(written.escalated_to) as escalated_to,
        easy_text(written.comment) as comment
    from known
),
hard as (
    select
        *,
        case when unread(written.project_code, plain_code) is not null
            or unread(written.issue_id, issue_id) is not null
            or unread(written.risk_id, risk_id) is not null
            then by_field(read_ids(with_text([
            {'field': 'project_id', 'text': unread(written.project_code, plain_code)},
            {'field': 'issue_id', 'text': unread(written.issue_id, issue_id)},
            {'field': 'risk_id', 'text': unread(written.risk_id, risk_id)}]))) end as hard_ids,
        case when unread(written.issue_name, issue_name) is not null
            or unread(written.description, description) is not null
            or unread(written.impact, impact) is not null
            or unread(written.cause, cause) is not null
            or unread(written.category, category) is not null
            or unread(written.department, department) is not null
            or unread(written.action, action) is not null
            or unread(written.resolution, resolution) is not null
            or unread(written.escalated_to, escalated_to) is not null
            or unread(written.comment, comment) is not null
            then by_field(read_texts(with_text([
            {'field': 'issue_name', 'text': unread(written.issue_name, issue_name)},
            {'field': 'description', 'text': unread(written.description, description)},
            {'field': 'impact', 'text': unread(written.impact, impact)},
            {'field': 'cause', 'text': unread(written.cause, cause)},
            {'field': 'category', 'text': unread(written.category, category)},
            {'field': 'department', 'text': unread(written.department, department)},
            {'field': 'action', 'text': unread(written.action, action)},
            {'field': 'resolution', 'text': unread(written.resolution, resolution)},
            {'field': 'escalated_to', 'text': unread(written.escalated_to, escalated_to)},
            {'field': 'comment', 'text': unread(written.comment, comment)}]))) end as hard_texts,
        case when unread(written.severity, severity) is not null
            or unread(written.priority, priority) is not null
            or unread(written.status, status) is not null
            or unread(written.currency, currency) is not null
            then by_field(read_words(with_text([
            {'field': 'severity', 'text': unread(written.severity, severity), 'otherwise': 'not_a_choice'},
            {'field': 'priority', 'text': unread(written.priority, priority), 'otherwise': 'not_a_choice'},
            {'field': 'status', 'text': unread(written.status, status), 'otherwise': 'not_a_choice'},
            {'field': 'currency', 'text': unread(written.currency, currency), 'otherwise': 'not_a_currency'}]))) end as hard_words,
        case when unread(written.owner, owner) is not null
            or unread(written.raised_by, raised_by) is not null
            then by_field(read_names(with_text([
            {'field': 'owner', 'text': unread(written.owner, owner)},
            {'field': 'raised_by', 'text': unread(written.raised_by, raised_by)}]))) end as hard_names,
        case when unread(written.raised_on, raised_on) is not null
            or unread(written.due_on, due_on) is not null
            or unread(written.closed_on, closed_on) is not null
            or unread(written.updated_on, updated_on) is not null
            then by_field(read_dates(with_text([
            {'field': 'raised_on', 'text': unread(written.raised_on, raised_on), 'day_order': convention.raised_on_order, 'edge': 'finish', 'serial': convention.raised_on_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'due_on', 'text': unread(written.due_on, due_on), 'day_order': convention.due_on_order, 'edge': 'finish', 'serial': convention.due_on_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'closed_on', 'text': unread(written.closed_on, closed_on), 'day_order': convention.closed_on_order, 'edge': 'finish', 'serial': convention.closed_on_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'updated_on', 'text': unread(written.updated_on, updated_on), 'day_order': convention.updated_on_order, 'edge': 'finish', 'serial': convention.updated_on_serial, 'period': row_period, 'fiscal_start': fiscal_start}]))) end as hard_dates,
        case when unread(written.cost_impact, cost_impact) is not null
            then by_field(read_money(with_text([
            {'field': 'cost_impact', 'text': unread(written.cost_impact, cost_impact), 'mark': convention.cost_impact_mark, 'multiplier': convention.cost_impact_multiplier, 'currency': row_currency}]))) end as hard_money,
        case when unread(written.days_impact, days_impact) is not null
            then by_field(read_quantities(with_text([
            {'field': 'days_impact', 'text': unread(written.days_impact, days_impact), 'mark': convention.days_impact_mark, 'multiplier': convention.days_impact_multiplier, 'hours_per_day': hours_per_day, 'kind': 'days', 'otherwise': 'not_days'}]))) end as hard_quantities
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
    coalesce(coalesce(issue_id, read_later(hard_ids, 'issue_id')), coalesce(issue_name, read_later(hard_texts, 'issue_name')), coalesce(description, read_later(hard_texts, 'description')), concat('row:', written.load_id, ':', written.row_number)) as row_key,
    coalesce(issue_id, read_later(hard_ids, 'issue_id')) as issue_id,
    coalesce(issue_name, read_later(hard_texts, 'issue_name')) as issue_name,
    coalesce(description, read_later(hard_texts, 'description')) as description,
    coalesce(impact, read_later(hard_texts, 'impact')) as impact,
    coalesce(cause, read_later(hard_texts, 'cause')) as cause,
    coalesce(category, read_later(hard_texts, 'category')) as category,
    severity as severity,
    priority as priority,
    status as status,
    coalesce(owner, read_later(hard_names, 'owner')) as owner,
    coalesce(department, read_later(hard_texts, 'department')) as department,
    coalesce(raised_by, read_later(hard_names, 'raised_by')) as raised_by,
    coalesce(raised_on, read_later(hard_dates, 'raised_on')) as raised_on,
    coalesce(due_on, read_later(hard_dates, 'due_on')) as due_on,
    coalesce(closed_on, read_later(hard_dates, 'closed_on')) as closed_on,
    coalesce(updated_on, read_later(hard_dates, 'updated_on')) as updated_on,
    coalesce(action, read_later(hard_texts, 'action')) as action,
    coalesce(resolution, read_later(hard_texts, 'resolution')) as resolution,
    coalesce(cost_impact, read_later(hard_money, 'cost_impact')) as cost_impact,
    currency as currency,
    try_cast(coalesce(days_impact, read_later(hard_quantities, 'days_impact')) as double) as days_impact,
    coalesce(risk_id, read_later(hard_ids, 'risk_id')) as risk_id,
    coalesce(escalated_to, read_later(hard_texts, 'escalated_to')) as escalated_to,
    coalesce(comment, read_later(hard_texts, 'comment')) as comment,
    written.extra,
    case when hard_ids is not null or hard_texts is not null or hard_words is not null or hard_names is not null or hard_dates is not null or hard_money is not null or hard_quantities is not null then problems_of(list_concat(
        said(hard_ids),
        said(hard_texts),
        said(hard_words),
        said(hard_names),
        said(hard_dates),
        said(hard_money),
        said(hard_quantities)
    )) else [] end as problems
from hard
