-- Decisions, typed. Decisions asked of a board or sponsor, and those taken.
-- Written by pmo_analytics/models/staging.py from data/fields/decisions.toml.
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
--   decision_id    text     Code of the decision inside its project.
--   decision_name  text     What is to be decided.
--   description    text     Background of the question.
--   options        text     Choices there are.
--   recommendation text     What the project proposes.
--   requested_by   text     Person who asks for the decision.
--   decision_maker text     Person or board that decides.
--   requested_on   date     Day the decision was asked for.
--   due_on         date     Day the decision is needed by.
--   decided_on     date     Day the decision was taken; blank while it is pending.
--   status         text     Where the decision stands.
--   outcome        text     What was decided.
--   cost_impact    money    Amount that depends on the decision.
--   currency       text     Currency of the amounts, as an ISO code; blank: the project's.
--   impact_if_late text     What happens if no decision comes in time.
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
        sum(order_vote(requested_on)) as requested_on_vote,
        bool_and(is_serial(requested_on)) as requested_on_serial,
        sum(order_vote(due_on)) as due_on_vote,
        bool_and(is_serial(due_on)) as due_on_serial,
        sum(order_vote(decided_on)) as decided_on_vote,
        bool_and(is_serial(decided_on)) as decided_on_serial,
        sum(decimal_vote(cost_impact)) as cost_impact_vote
    from ledger.decisions
    group by load_id
),
header as (
    select
        load_id,
        any_value(date_order) filter (field = 'requested_on') as requested_on_named,
        any_value(date_order) filter (field = 'due_on') as due_on_named,
        any_value(date_order) filter (field = 'decided_on') as decided_on_named,
        any_value(value_map) filter (field = 'status') as status_words,
        max(multiplier) filter (field = 'cost_impact') as cost_impact_multiplier
    from ledger.load_columns
    where entity = 'decisions'
    group by load_id
),
load_vote as (
    select
        *,
        list_sum([cost_impact_vote]) as number_vote,
        list_sum([requested_on_vote, due_on_vote, decided_on_vote]) as date_vote
    from vote
),
convention as (
    select
        load_id,
        date_order(requested_on_named, requested_on_vote, date_vote, setting.date_order) as requested_on_order,
        requested_on_serial,
        date_order(due_on_named, due_on_vote, date_vote, setting.date_order) as due_on_order,
        due_on_serial,
        date_order(decided_on_named, decided_on_vote, date_vote, setting.date_order) as decided_on_order,
        decided_on_serial,
        folded_keys(status_words) as status_words,
        decimal_mark(cost_impact_vote, number_vote) as cost_impact_mark,
        cost_impact_multiplier
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
    from ledger.decisions as written
    join convention using (load_id)
    cross join setting
),
easy as (
    select
        *,
        easy_id(written.project_code) as plain_code,
        easy_id(written.decision_id) as decision_id,
        easy_text(written.decision_name) as decision_name,
        easy_text(written.description) as description,
        easy_text(written.options) as options,
        easy_text(written.recommendation) as recommendation,
        easy_name(written.requested_by) as requested_by,
        easy_name(written.decision_maker) as decision_maker,
        easy_date(written.requested_on) as requested_on,
        easy_date(written.due_on) as due_on,
        easy_date(written.decided_on) as decided_on,
        coalesce(choice_of(written.status, convention.status_words), choice_of(written.status, map {'pending': 'pending', 'open': 'pending', 'requested': 'pending', 'awaiting': 'pending', 'awaiting decision': 'pending', 'submitted': 'pending', 'new': 'pending', 'draft': 'pending', 'in progress': 'pending', 'needed': 'pending', 'required': 'pending', 'under review': 'pending', 'escalated': 'pending', 'overdue': 'pending', 'not started': 'pending', 'no': 'pending', '待决策': 'pending', '待定': 'pending', '待决': 'pending', '未决策': 'pending', '待审批': 'pending', '审批中': 'pending', '已提交': 'pending', '进行中': 'pending', '打开': 'pending', '处理中': 'pending', '新建': 'pending', '待批准': 'pending', '未决': 'pending', '否': 'pending', '讨论中': 'pending', '逾期': 'pending', '未关闭': 'pending', 'decided': 'decided', 'approved': 'decided', 'made': 'decided', 'taken': 'decided', 'closed': 'decided', 'complete': 'decided', 'completed': 'decided', 'done': 'decided', 'agreed': 'decided', 'accepted': 'decided', 'implemented': 'decided', 'yes': 'decided', '已决策': 'decided', '已决定': 'decided', '已批准': 'decided', '批准': 'decided', '同意': 'decided', '通过': 'decided', '已通过': 'decided', '已完成': 'decided', '完成': 'decided', '已关闭': 'decided', '关闭': 'decided', '是': 'decided', '已决议': 'decided', '已落实': 'decided', '已核准': 'decided', '核准': 'decided', '已核定': 'decided', 'rejected': 'rejected', 'declined': 'rejected', 'not approved': 'rejected', 'refused': 'rejected', '否决': 'rejected', '已否决': 'rejected', '拒绝': 'rejected', '驳回': 'rejected', '不同意': 'rejected', '未通过': 'rejected', '已驳回': 'rejected', 'deferred': 'deferred', 'postponed': 'deferred', 'on hold': 'deferred', 'hold': 'deferred', 'parked': 'deferred', 'suspended': 'deferred', '推迟': 'deferred', '暂缓': 'deferred', '延后': 'deferred', '挂起': 'deferred', '已挂起': 'deferred', '暂停': 'deferred', '搁置': 'deferred', '缓议': 'deferred', 'cancelled': 'cancelled', 'canceled': 'cancelled', 'withdrawn': 'cancelled', 'not required': 'cancelled', 'superseded': 'cancelled', 'void': 'cancelled', '已取消': 'cancelled', '取消': 'cancelled', '撤回': 'cancelled', '撤销': 'cancelled', '作废': 'cancelled', '不再需要': 'cancelled'})) as status,
        easy_text(written.outcome) as outcome,
        easy_money(written.cost_impact, convention.cost_impact_mark, convention.cost_impact_multiplier) as cost_impact,
        currency_of(written.currency) as currency,
        easy_text(written.impact_if_late) as impact_if_late,
        easy_text(written.comment) as comment
    from known
),
hard as (
    select
        *,
        case when unread(written.project_code, plain_code) is not null
            or unread(written.decision_id, decision_id) is not null
            then by_field(read_ids(with_text([
            {'field': 'project_id', 'text': unread(written.project_code, plain_code)},
            {'field': 'decision_id', 'text': unread(written.decision_id, decision_id)}]))) end as hard_ids,
        case when unread(written.decision_name, decision_name) is not null
            or unread(written.description, description) is not null
            or unread(written.options, options) is not null
            or unread(written.recommendation, recommendation) is not null
            or unread(written.outcome, outcome) is not null
            or unread(written.impact_if_late, impact_if_late) is not null
            or unread(written.comment, comment) is not null
            then by_field(read_texts(with_text([
            {'field': 'decision_name', 'text': unread(written.decision_name, decision_name)},
            {'field': 'description', 'text': unread(written.description, description)},
            {'field': 'options', 'text': unread(written.options, options)},
            {'field': 'recommendation', 'text': unread(written.recommendation, recommendation)},
            {'field': 'outcome', 'text': unread(written.outcome, outcome)},
            {'field': 'impact_if_late', 'text': unread(written.impact_if_late, impact_if_late)},
            {'field': 'comment', 'text': unread(written.comment, comment)}]))) end as hard_texts,
        case when unread(written.requested_by, requested_by) is not null
            or unread(written.decision_maker, decision_maker) is not null
            then by_field(read_names(with_text([
            {'field': 'requested_by', 'text': unread(written.requested_by, requested_by)},
            {'field': 'decision_maker', 'text': unread(written.decision_maker, decision_maker)}]))) end as hard_names,
        case when unread(written.requested_on, requested_on) is not null
            or unread(written.due_on, due_on) is not null
            or unread(written.decided_on, decided_on) is not null
            then by_field(read_dates(with_text([
            {'field': 'requested_on', 'text': unread(written.requested_on, requested_on), 'day_order': convention.requested_on_order, 'edge': 'finish', 'serial': convention.requested_on_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'due_on', 'text': unread(written.due_on, due_on), 'day_order': convention.due_on_order, 'edge': 'finish', 'serial': convention.due_on_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'decided_on', 'text': unread(written.decided_on, decided_on), 'day_order': convention.decided_on_order, 'edge': 'finish', 'serial': convention.decided_on_serial, 'period': row_period, 'fiscal_start': fiscal_start}]))) end as hard_dates,
        case when unread(written.status, status) is not null
            or unread(written.currency, currency) is not null
            then by_field(read_words(with_text([
            {'field': 'status', 'text': unread(written.status, status), 'otherwise': 'not_a_choice'},
            {'field': 'currency', 'text': unread(written.currency, currency), 'otherwise': 'not_a_currency'}]))) end as hard_words,
        case when unread(written.cost_impact, cost_impact) is not null
            then by_field(read_money(with_text([
            {'field': 'cost_impact', 'text': unread(written.cost_impact, cost_impact), 'mark': convention.cost_impact_mark, 'multiplier': convention.cost_impact_multiplier, 'currency': row_currency}]))) end as hard_money
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
    coalesce(coalesce(decision_id, read_later(hard_ids, 'decision_id')), coalesce(decision_name, read_later(hard_texts, 'decision_name')), concat('row:', written.load_id, ':', written.row_number)) as row_key,
    coalesce(decision_id, read_later(hard_ids, 'decision_id')) as decision_id,
    coalesce(decision_name, read_later(hard_texts, 'decision_name')) as decision_name,
    coalesce(description, read_later(hard_texts, 'description')) as description,
    coalesce(options, read_later(hard_texts, 'options')) as options,
    coalesce(recommendation, read_later(hard_texts, 'recommendation')) as recommendation,
    coalesce(requested_by, read_later(hard_names, 'requested_by')) as requested_by,
    coalesce(decision_maker, read_later(hard_names, 'decision_maker')) as decision_maker,
    coalesce(requested_on, read_later(hard_dates, 'requested_on')) as requested_on,
    coalesce(due_on, read_later(hard_dates, 'due_on')) as due_on,
    coalesce(decided_on, read_later(hard_dates, 'decided_on')) as decided_on,
    status as status,
    coalesce(outcome, read_later(hard_texts, 'outcome')) as outcome,
    coalesce(cost_impact, read_later(hard_money, 'cost_impact')) as cost_impact,
    currency as currency,
    coalesce(impact_if_late, read_later(hard_texts, 'impact_if_late')) as impact_if_late,
    coalesce(comment, read_later(hard_texts, 'comment')) as comment,
    written.extra,
    case when hard_ids is not null or hard_texts is not null or hard_names is not null or hard_dates is not null or hard_words is not null or hard_money is not null then problems_of(list_concat(
        said(hard_ids),
        said(hard_texts),
        said(hard_names),
        said(hard_dates),
        said(hard_words),
        said(hard_money)
    )) else [] end as problems
from hard
