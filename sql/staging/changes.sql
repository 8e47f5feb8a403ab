-- Changes, typed. Requests to change scope, time or money, with their effect and decision.
-- Written by pmo_analytics/models/staging.py from data/fields/changes.toml.
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
--   change_id        text     Code of the change inside its project.
--   change_name      text     Short name of the change.
--   description      text     What is to change.
--   reason           text     Why it is asked for.
--   kind             text     What the change is mainly about.
--   priority         text     How urgent the change is, as written.
--   status           text     Where the change stands.
--   requested_by     text     Person who asks for the change.
--   owner            text     Person responsible for carrying the change through.
--   decided_by       text     Person or board that decides.
--   raised_on        date     Day the change was first entered.
--   submitted_on     date     Day the change was handed in for decision.
--   due_on           date     Day a decision is needed by.
--   decided_on       date     Day of the decision; blank while it is pending.
--   implemented_on   date     Day the change was carried out.
--   cost_impact      money    Change of the budget; more cost is positive.
--   currency         text     Currency of the amounts, as an ISO code; blank: the project's.
--   days_impact      days     Change of the finish; later is positive.
--   hours_impact     hours    Change of the work; more is positive.
--   impact           text     Effect on the project in words.
--   decision         text     Decision and its conditions, in words.
--   baseline_version text     Version of the plan that holds the change.
--   comment          text     Anything else.
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
        sum(order_vote(submitted_on)) as submitted_on_vote,
        bool_and(is_serial(submitted_on)) as submitted_on_serial,
        sum(order_vote(due_on)) as due_on_vote,
        bool_and(is_serial(due_on)) as due_on_serial,
        sum(order_vote(decided_on)) as decided_on_vote,
        bool_and(is_serial(decided_on)) as decided_on_serial,
        sum(order_vote(implemented_on)) as implemented_on_vote,
        bool_and(is_serial(implemented_on)) as implemented_on_serial,
        sum(decimal_vote(cost_impact)) as cost_impact_vote,
        sum(decimal_vote(days_impact)) as days_impact_vote,
        sum(decimal_vote(hours_impact)) as hours_impact_vote
    from ledger.changes
    group by load_id
),
header as (
    select
        load_id,
        any_value(value_map) filter (field = 'kind') as kind_words,
        any_value(value_map) filter (field = 'status') as status_words,
        any_value(date_order) filter (field = 'raised_on') as raised_on_named,
        any_value(date_order) filter (field = 'submitted_on') as submitted_on_named,
        any_value(date_order) filter (field = 'due_on') as due_on_named,
        any_value(date_order) filter (field = 'decided_on') as decided_on_named,
        any_value(date_order) filter (field = 'implemented_on') as implemented_on_named,
        max(multiplier) filter (field = 'cost_impact') as cost_impact_multiplier,
        max(multiplier) filter (field = 'days_impact') as days_impact_multiplier,
        max(multiplier) filter (field = 'hours_impact') as hours_impact_multiplier
    from ledger.load_columns
    where entity = 'changes'
    group by load_id
),
load_vote as (
    select
        *,
        list_sum([cost_impact_vote, days_impact_vote, hours_impact_vote]) as number_vote,
        list_sum([raised_on_vote, submitted_on_vote, due_on_vote, decided_on_vote, implemented_on_vote]) as date_vote
    from vote
),
convention as (
    select
        load_id,
        folded_keys(kind_words) as kind_words,
        folded_keys(status_words) as status_words,
        date_order(raised_on_named, raised_on_vote, date_vote, setting.date_order) as raised_on_order,
        raised_on_serial,
        date_order(submitted_on_named, submitted_on_vote, date_vote, setting.date_order) as submitted_on_order,
        submitted_on_serial,
        date_order(due_on_named, due_on_vote, date_vote, setting.date_order) as due_on_order,
        due_on_serial,
        date_order(decided_on_named, decided_on_vote, date_vote, setting.date_order) as decided_on_order,
        decided_on_serial,
        date_order(implemented_on_named, implemented_on_vote, date_vote, setting.date_order) as implemented_on_order,
        implemented_on_serial,
        decimal_mark(cost_impact_vote, number_vote) as cost_impact_mark,
        cost_impact_multiplier,
        decimal_mark(days_impact_vote, number_vote) as days_impact_mark,
        days_impact_multiplier,
        decimal_mark(hours_impact_vote, number_vote) as hours_impact_mark,
        hours_impact_multiplier
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
    from ledger.changes as written
    join convention using (load_id)
    cross join setting
),
easy as (
    select
        *,
        easy_id(written.project_code) as plain_code,
        easy_id(written.change_id) as change_id,
        easy_text(written.change_name) as change_name,
        easy_text(written.description) as description,
        easy_text(written.reason) as reason,
        coalesce(choice_of(written.kind, convention.kind_words), choice_of(written.kind, map {'scope': 'scope', 'requirement': 'scope', 'requirements': 'scope', 'functional': 'scope', 'design': 'scope', 'technical': 'scope', 'scope change': 'scope', 'specification': 'scope', '范围': 'scope', '需求': 'scope', '范围变更': 'scope', '需求变更': 'scope', '设计': 'scope', '设计变更': 'scope', '技术': 'scope', '方案': 'scope', '功能': 'scope', '技术变更': 'scope', '方案变更': 'scope', 'schedule': 'schedule', 'time': 'schedule', 'timeline': 'schedule', 'schedule change': 'schedule', 'dates': 'schedule', 'milestone': 'schedule', '进度': 'schedule', '时间': 'schedule', '工期': 'schedule', '进度变更': 'schedule', '计划变更': 'schedule', '计划': 'schedule', '工期变更': 'schedule', '里程碑变更': 'schedule', '时间变更': 'schedule', 'cost': 'cost', 'budget': 'cost', 'financial': 'cost', 'money': 'cost', 'cost change': 'cost', 'budget change': 'cost', 'funding': 'cost', '成本': 'cost', '预算': 'cost', '费用': 'cost', '预算变更': 'cost', '成本变更': 'cost', '费用变更': 'cost', '资金': 'cost', '投资': 'cost', 'resource': 'resource', 'resources': 'resource', 'people': 'resource', 'staffing': 'resource', 'team': 'resource', 'supplier': 'resource', '资源': 'resource', '人员': 'resource', '人力': 'resource', '资源变更': 'resource', '人员变更': 'resource', '供应商': 'resource', 'quality': 'quality', 'standard': 'quality', 'performance': 'quality', '质量': 'quality', '标准': 'quality', '质量变更': 'quality', 'contract': 'contract', 'commercial': 'contract', 'contractual': 'contract', '合同': 'contract', '商务': 'contract', '合同变更': 'contract', 'benefits': 'benefits', 'benefit': 'benefits', 'outcome': 'benefits', '效益': 'benefits', '收益': 'benefits', '效益变更': 'benefits', 'other': 'other', 'misc': 'other', 'general': 'other', '其他': 'other', '其它': 'other', '综合': 'other'})) as kind,
        easy_text(written.priority) as priority,
        coalesce(choice_of(written.status, convention.status_words), choice_of(written.status, map {'draft': 'draft', 'new': 'draft', 'proposed': 'draft', 'identified': 'draft', 'raised': 'draft', 'logged': 'draft', 'open': 'draft', 'not started': 'draft', '草稿': 'draft', '新建': 'draft', '拟提': 'draft', '待提交': 'draft', '未提交': 'draft', '已提出': 'draft', '打开': 'draft', '未开始': 'draft', 'submitted': 'submitted', 'pending': 'submitted', 'under review': 'submitted', 'in review': 'submitted', 'in assessment': 'submitted', 'assessing': 'submitted', 'impact assessment': 'submitted', 'awaiting approval': 'submitted', 'awaiting decision': 'submitted', 'requested': 'submitted', 'evaluation': 'submitted', 'on track': 'submitted', 'in progress': 'submitted', 'in analysis': 'submitted', '已提交': 'submitted', '待审批': 'submitted', '审批中': 'submitted', '评审中': 'submitted', '评估中': 'submitted', '待审核': 'submitted', '审核中': 'submitted', '待评审': 'submitted', '待决策': 'submitted', '待批准': 'submitted', '申请中': 'submitted', '处理中': 'submitted', '进行中': 'submitted', 'approved': 'approved', 'accepted': 'approved', 'authorised': 'approved', 'authorized': 'approved', 'agreed': 'approved', 'yes': 'approved', '已批准': 'approved', '批准': 'approved', '同意': 'approved', '通过': 'approved', '已通过': 'approved', '审批通过': 'approved', '已同意': 'approved', '是': 'approved', '评审通过': 'approved', '已审批': 'approved', '已核准': 'approved', '核准': 'approved', 'implemented': 'implemented', 'closed': 'implemented', 'complete': 'implemented', 'completed': 'implemented', 'done': 'implemented', 'delivered': 'implemented', 'incorporated': 'implemented', 'resolved': 'implemented', '已实施': 'implemented', '已执行': 'implemented', '已完成': 'implemented', '完成': 'implemented', '已关闭': 'implemented', '关闭': 'implemented', '已落实': 'implemented', '实施完成': 'implemented', '已纳入': 'implemented', 'rejected': 'rejected', 'declined': 'rejected', 'refused': 'rejected', 'not approved': 'rejected', 'denied': 'rejected', 'no': 'rejected', '已拒绝': 'rejected', '拒绝': 'rejected', '不同意': 'rejected', '驳回': 'rejected', '已驳回': 'rejected', '否决': 'rejected', '已否决': 'rejected', '未通过': 'rejected', '不批准': 'rejected', '否': 'rejected', 'on hold': 'on_hold', 'hold': 'on_hold', 'deferred': 'on_hold', 'postponed': 'on_hold', 'suspended': 'on_hold', 'parked': 'on_hold', '挂起': 'on_hold', '已挂起': 'on_hold', '暂停': 'on_hold', '暂缓': 'on_hold', '搁置': 'on_hold', '推迟': 'on_hold', '延后': 'on_hold', 'cancelled': 'cancelled', 'canceled': 'cancelled', 'withdrawn': 'cancelled', 'void': 'cancelled', 'superseded': 'cancelled', 'duplicate': 'cancelled', '已取消': 'cancelled', '取消': 'cancelled', '撤回': 'cancelled', '已撤回': 'cancelled', '撤销': 'cancelled', '作废': 'cancelled', '已撤销': 'cancelled'})) as status,
        easy_name(written.requested_by) as requested_by,
        easy_name(written.owner) as owner,
        easy_name(written.decided_by) as decided_by,
        easy_date(written.raised_on) as raised_on,
        easy_date(written.submitted_on) as submitted_on,
        easy_date(written.due_on) as due_on,
        easy_date(written.decided_on) as decided_on,
        easy_date(written.implemented_on) as implemented_on,
        easy_money(written.cost_impact, convention.cost_impact_mark, convention.cost_impact_multiplier) as cost_impact,
        currency_of(written.currency) as currency,
        easy_number(written.days_impact, convention.days_impact_mark, convention.days_impact_multiplier) as days_impact,
        easy_number(written.hours_impact, convention.hours_impact_mark, convention.hours_impact_multiplier) as hours_impact,
        easy_text(written.impact) as impact,
        easy_text(written.decision) as decision,
        easy_text(written.baseline_version) as baseline_version,
        easy_text(written.comment) as comment
    from known
),
hard as (
    select
        *,
        case when unread(written.project_code, plain_code) is not null
            or unread(written.change_id, change_id) is not null
            then by_field(read_ids(with_text([
            {'field': 'project_id', 'text': unread(written.project_code, plain_code)},
            {'field': 'change_id', 'text': unread(written.change_id, change_id)}]))) end as hard_ids,
        case when unread(written.change_name, change_name) is not null
            or unread(written.description, description) is not null
            or unread(written.reason, reason) is not null
            or unread(written.priority, priority) is not null
            or unread(written.impact, impact) is not null
            or unread(written.decision, decision) is not null
            or unread(written.baseline_version, baseline_version) is not null
            or unread(written.comment, comment) is not null
            then by_field(read_texts(with_text([
            {'field': 'change_name', 'text': unread(written.change_name, change_name)},
            {'field': 'description', 'text': unread(written.description, description)},
            {'field': 'reason', 'text': unread(written.reason, reason)},
            {'field': 'priority', 'text': unread(written.priority, priority)},
            {'field': 'impact', 'text': unread(written.impact, impact)},
            {'field': 'decision', 'text': unread(written.decision, decision)},
            {'field': 'baseline_version', 'text': unread(written.baseline_version, baseline_version)},
            {'field': 'comment', 'text': unread(written.comment, comment)}]))) end as hard_texts,
        case when unread(written.kind, kind) is not null
            or unread(written.status, status) is not null
            or unread(written.currency, currency) is not null
            then by_field(read_words(with_text([
            {'field': 'kind', 'text': unread(written.kind, kind), 'otherwise': 'not_a_choice'},
            {'field': 'status', 'text': unread(written.status, status), 'otherwise': 'not_a_choice'},
            {'field': 'currency', 'text': unread(written.currency, currency), 'otherwise': 'not_a_currency'}]))) end as hard_words,
        case when unread(written.requested_by, requested_by) is not null
            or unread(written.owner, owner) is not null
            or unread(written.decided_by, decided_by) is not null
            then by_field(read_names(with_text([
            {'field': 'requested_by', 'text': unread(written.requested_by, requested_by)},
            {'field': 'owner', 'text': unread(written.owner, owner)},
            {'field': 'decided_by', 'text': unread(written.decided_by, decided_by)}]))) end as hard_names,
        case when unread(written.raised_on, raised_on) is not null
            or unread(written.submitted_on, submitted_on) is not null
            or unread(written.due_on, due_on) is not null
            or unread(written.decided_on, decided_on) is not null
            or unread(written.implemented_on, implemented_on) is not null
            then by_field(read_dates(with_text([
            {'field': 'raised_on', 'text': unread(written.raised_on, raised_on), 'day_order': convention.raised_on_order, 'edge': 'finish', 'serial': convention.raised_on_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'submitted_on', 'text': unread(written.submitted_on, submitted_on), 'day_order': convention.submitted_on_order, 'edge': 'finish', 'serial': convention.submitted_on_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'due_on', 'text': unread(written.due_on, due_on), 'day_order': convention.due_on_order, 'edge': 'finish', 'serial': convention.due_on_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'decided_on', 'text': unread(written.decided_on, decided_on), 'day_order': convention.decided_on_order, 'edge': 'finish', 'serial': convention.decided_on_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'implemented_on', 'text': unread(written.implemented_on, implemented_on), 'day_order': convention.implemented_on_order, 'edge': 'finish', 'serial': convention.implemented_on_serial, 'period': row_period, 'fiscal_start': fiscal_start}]))) end as hard_dates,
        case when unread(written.cost_impact, cost_impact) is not null
            then by_field(read_money(with_text([
            {'field': 'cost_impact', 'text': unread(written.cost_impact, cost_impact), 'mark': convention.cost_impact_mark, 'multiplier': convention.cost_impact_multiplier, 'currency': row_currency}]))) end as hard_money,
        case when unread(written.days_impact, days_impact) is not null
            or unread(written.hours_impact, hours_impact) is not null
            then by_field(read_quantities(with_text([
            {'field': 'days_impact', 'text': unread(written.days_impact, days_impact), 'mark': convention.days_impact_mark, 'multiplier': convention.days_impact_multiplier, 'hours_per_day': hours_per_day, 'kind': 'days', 'otherwise': 'not_days'},
            {'field': 'hours_impact', 'text': unread(written.hours_impact, hours_impact), 'mark': convention.hours_impact_mark, 'multiplier': convention.hours_impact_multiplier, 'hours_per_day': hours_per_day, 'kind': 'hours', 'otherwise': 'not_hours'}]))) end as hard_quantities
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
    coalesce(coalesce(change_id, read_later(hard_ids, 'change_id')), coalesce(change_name, read_later(hard_texts, 'change_name')), coalesce(description, read_later(hard_texts, 'description')), concat('row:', written.load_id, ':', written.row_number)) as row_key,
    coalesce(change_id, read_later(hard_ids, 'change_id')) as change_id,
    coalesce(change_name, read_later(hard_texts, 'change_name')) as change_name,
    coalesce(description, read_later(hard_texts, 'description')) as description,
    coalesce(reason, read_later(hard_texts, 'reason')) as reason,
    kind as kind,
    coalesce(priority, read_later(hard_texts, 'priority')) as priority,
    status as status,
    coalesce(requested_by, read_later(hard_names, 'requested_by')) as requested_by,
    coalesce(owner, read_later(hard_names, 'owner')) as owner,
    coalesce(decided_by, read_later(hard_names, 'decided_by')) as decided_by,
    coalesce(raised_on, read_later(hard_dates, 'raised_on')) as raised_on,
    coalesce(submitted_on, read_later(hard_dates, 'submitted_on')) as submitted_on,
    coalesce(due_on, read_later(hard_dates, 'due_on')) as due_on,
    coalesce(decided_on, read_later(hard_dates, 'decided_on')) as decided_on,
    coalesce(implemented_on, read_later(hard_dates, 'implemented_on')) as implemented_on,
    coalesce(cost_impact, read_later(hard_money, 'cost_impact')) as cost_impact,
    currency as currency,
    try_cast(coalesce(days_impact, read_later(hard_quantities, 'days_impact')) as double) as days_impact,
    try_cast(coalesce(hours_impact, read_later(hard_quantities, 'hours_impact')) as decimal(12, 2)) as hours_impact,
    coalesce(impact, read_later(hard_texts, 'impact')) as impact,
    coalesce(decision, read_later(hard_texts, 'decision')) as decision,
    coalesce(baseline_version, read_later(hard_texts, 'baseline_version')) as baseline_version,
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
