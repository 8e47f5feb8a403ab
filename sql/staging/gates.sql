-- Gates and documents, typed. Stage gates and required documents, when they were due, held or approved, and what was decided.
-- Written by pmo_analytics/models/staging.py from data/fields/gates.toml.
--
-- grain:   one row per load_id, row_number
-- columns:
--   load_id              key      load that brought the row
--   row_number           key      place of the row among the load's rows of this entity
--   source_row           count    row of the sheet; null where a record is a column
--   source_column        text     column of the sheet where a record is one
--   project_id           key      code as written, else the name; empty where the row is of no project
--   project_code         text     code as written
--   project_name         text     name as written
--   period               date     month end the row was reported for
--   row_key              key      what makes the row the same in another load of the project and period
--   gate_id              text     Code of the gate or document.
--   gate_name            text     Name of the gate or review.
--   document_name        text     Required document or product, where the row is about one.
--   stage                text     Stage the gate closes or the document belongs to.
--   is_mandatory         flag     Whether it is required for this project.
--   planned_date         date     Day it is due.
--   forecast_date        date     Day now expected.
--   held_on              date     Day the gate was held or the document approved.
--   decision             text     What the gate decided.
--   conditions           text     What must still be done after the decision.
--   conditions_due_on    date     Day the conditions must be met by.
--   conditions_closed_on date     Day the conditions were met.
--   status               text     Where the gate or document stands.
--   version              text     Version of the document.
--   decided_by           text     Person or board that decides or approves.
--   owner                text     Person who prepares it.
--   rating               text     Rating the review gave the project.
--   attendance           percent  Share of the board's members who were there.
--   link                 text     Address of the document or minutes.
--   comment              text     Anything else.
--   extra                json     columns of the table that match no field, by their headers
--   problems             problems cells that could not be read, or were read with doubt
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
        sum(order_vote(planned_date)) as planned_date_vote,
        bool_and(is_serial(planned_date)) as planned_date_serial,
        sum(order_vote(forecast_date)) as forecast_date_vote,
        bool_and(is_serial(forecast_date)) as forecast_date_serial,
        sum(order_vote(held_on)) as held_on_vote,
        bool_and(is_serial(held_on)) as held_on_serial,
        sum(order_vote(conditions_due_on)) as conditions_due_on_vote,
        bool_and(is_serial(conditions_due_on)) as conditions_due_on_serial,
        sum(order_vote(conditions_closed_on)) as conditions_closed_on_vote,
        bool_and(is_serial(conditions_closed_on)) as conditions_closed_on_serial,
        sum(decimal_vote(attendance)) as attendance_vote,
        bool_or(is_points(attendance)) as attendance_points
    from ledger.gates
    group by load_id
),
header as (
    select
        load_id,
        any_value(value_map) filter (field = 'is_mandatory') as is_mandatory_words,
        any_value(date_order) filter (field = 'planned_date') as planned_date_named,
        any_value(date_order) filter (field = 'forecast_date') as forecast_date_named,
        any_value(date_order) filter (field = 'held_on') as held_on_named,
        any_value(value_map) filter (field = 'decision') as decision_words,
        any_value(date_order) filter (field = 'conditions_due_on') as conditions_due_on_named,
        any_value(date_order) filter (field = 'conditions_closed_on') as conditions_closed_on_named,
        any_value(value_map) filter (field = 'status') as status_words,
        any_value(value_map) filter (field = 'rating') as rating_words
    from ledger.load_columns
    where entity = 'gates'
    group by load_id
),
load_vote as (
    select
        *,
        list_sum([attendance_vote]) as number_vote,
        list_sum([planned_date_vote, forecast_date_vote, held_on_vote, conditions_due_on_vote, conditions_closed_on_vote]) as date_vote
    from vote
),
convention as (
    select
        load_id,
        folded_keys(is_mandatory_words) as is_mandatory_words,
        date_order(planned_date_named, planned_date_vote, date_vote, setting.date_order) as planned_date_order,
        planned_date_serial,
        date_order(forecast_date_named, forecast_date_vote, date_vote, setting.date_order) as forecast_date_order,
        forecast_date_serial,
        date_order(held_on_named, held_on_vote, date_vote, setting.date_order) as held_on_order,
        held_on_serial,
        folded_keys(decision_words) as decision_words,
        date_order(conditions_due_on_named, conditions_due_on_vote, date_vote, setting.date_order) as conditions_due_on_order,
        conditions_due_on_serial,
        date_order(conditions_closed_on_named, conditions_closed_on_vote, date_vote, setting.date_order) as conditions_closed_on_order,
        conditions_closed_on_serial,
        folded_keys(status_words) as status_words,
        folded_keys(rating_words) as rating_words,
        decimal_mark(attendance_vote, number_vote) as attendance_mark,
        attendance_points
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
    from ledger.gates as written
    join convention using (load_id)
    cross join setting
),
easy as (
    select
        *,
        easy_id(written.project_code) as plain_code,
        easy_id(written.gate_id) as gate_id,
        easy_text(written.gate_name) as gate_name,
        easy_text(written.document_name) as document_name,
        easy_text(written.stage) as stage,
        coalesce(try_cast(choice_of(written.is_mandatory, convention.is_mandatory_words) as boolean), flag_of(written.is_mandatory)) as is_mandatory,
        easy_date(written.planned_date) as planned_date,
        easy_date(written.forecast_date) as forecast_date,
        easy_date(written.held_on) as held_on,
        coalesce(choice_of(written.decision, convention.decision_words), choice_of(written.decision, map {'go': 'go', 'pass': 'go', 'passed': 'go', 'approved': 'go', 'proceed': 'go', 'yes': 'go', 'accepted': 'go', 'continue': 'go', 'approve': 'go', 'ok': 'go', '通过': 'go', '批准': 'go', '同意': 'go', '已通过': 'go', '继续': 'go', '是': 'go', '已批准': 'go', '放行': 'go', '评审通过': 'go', '合格': 'go', 'conditional': 'conditional', 'conditional go': 'conditional', 'conditional pass': 'conditional', 'conditionally approved': 'conditional', 'approved with conditions': 'conditional', 'pass with conditions': 'conditional', 'go with conditions': 'conditional', 'conditional approval': 'conditional', 'amber': 'conditional', '有条件通过': 'conditional', '带条件通过': 'conditional', '条件通过': 'conditional', '原则通过': 'conditional', '有条件批准': 'conditional', '基本通过': 'conditional', '整改后通过': 'conditional', '带风险通过': 'conditional', 'rework': 'rework', 'recycle': 'rework', 'repeat': 'rework', 'redo': 'rework', 'revise': 'rework', 'resubmit': 'rework', 'return': 'rework', '返工': 'rework', '整改': 'rework', '退回': 'rework', '重新评审': 'rework', '修改后再审': 'rework', '重审': 'rework', '需整改': 'rework', 'hold': 'hold', 'on hold': 'hold', 'deferred': 'hold', 'postponed': 'hold', 'pause': 'hold', '暂停': 'hold', '暂缓': 'hold', '推迟': 'hold', '搁置': 'hold', '延期': 'hold', '挂起': 'hold', 'stop': 'stop', 'no go': 'stop', 'kill': 'stop', 'rejected': 'stop', 'fail': 'stop', 'failed': 'stop', 'terminate': 'stop', 'cancel': 'stop', 'reject': 'stop', 'no': 'stop', '不通过': 'stop', '终止': 'stop', '否决': 'stop', '未通过': 'stop', '拒绝': 'stop', '取消': 'stop', '否': 'stop', '停止': 'stop', '驳回': 'stop', '不合格': 'stop'})) as decision,
        easy_text(written.conditions) as conditions,
        easy_date(written.conditions_due_on) as conditions_due_on,
        easy_date(written.conditions_closed_on) as conditions_closed_on,
        coalesce(choice_of(written.status, convention.status_words), choice_of(written.status, map {'not started': 'not_started', 'planned': 'not_started', 'scheduled': 'not_started', 'upcoming': 'not_started', 'future': 'not_started', 'missing': 'not_started', 'none': 'not_started', 'open': 'not_started', 'not held': 'not_started', 'no': 'not_started', '未开始': 'not_started', '计划中': 'not_started', '未召开': 'not_started', '未提交': 'not_started', '缺失': 'not_started', '未到期': 'not_started', '待评审': 'not_started', '待提交': 'not_started', '否': 'not_started', '无': 'not_started', '未编制': 'not_started', '未完成': 'not_started', 'in progress': 'in_progress', 'draft': 'in_progress', 'in preparation': 'in_progress', 'in review': 'in_progress', 'submitted': 'in_progress', 'pending': 'in_progress', 'under review': 'in_progress', '进行中': 'in_progress', '准备中': 'in_progress', '草稿': 'in_progress', '编写中': 'in_progress', '评审中': 'in_progress', '已提交': 'in_progress', '审核中': 'in_progress', '编制中': 'in_progress', '起草中': 'in_progress', '待审批': 'in_progress', 'done': 'done', 'complete': 'done', 'completed': 'done', 'held': 'done', 'passed': 'done', 'approved': 'done', 'closed': 'done', 'signed off': 'done', 'signed': 'done', 'current': 'done', 'available': 'done', 'yes': 'done', '已完成': 'done', '完成': 'done', '已召开': 'done', '已通过': 'done', '通过': 'done', '已批准': 'done', '已归档': 'done', '已签署': 'done', '已评审': 'done', '是': 'done', '有': 'done', '已具备': 'done', '已发布': 'done', '归档': 'done', 'overdue': 'overdue', 'late': 'overdue', 'delayed': 'overdue', 'expired': 'overdue', 'outdated': 'overdue', 'red': 'overdue', '逾期': 'overdue', '已逾期': 'overdue', '延期': 'overdue', '滞后': 'overdue', '已过期': 'overdue', '过期': 'overdue', '超期': 'overdue', 'waived': 'waived', 'not required': 'waived', 'not applicable': 'waived', 'exempt': 'waived', 'exempted': 'waived', 'skipped': 'waived', '豁免': 'waived', '免评': 'waived', '不适用': 'waived', '无需': 'waived', '裁剪': 'waived', '已裁剪': 'waived', '跳过': 'waived', 'cancelled': 'cancelled', 'canceled': 'cancelled', 'withdrawn': 'cancelled', '已取消': 'cancelled', '取消': 'cancelled', '作废': 'cancelled'})) as status,
        easy_text(written.version) as version,
        easy_name(written.decided_by) as decided_by,
        easy_name(written.owner) as owner,
        coalesce(choice_of(written.rating, convention.rating_words), easy_light(written.rating)) as rating,
        easy_ratio(written.attendance, convention.attendance_mark, convention.attendance_points) as attendance,
        easy_text(written.link) as link,
        easy_text(written.comment) as comment
    from known
),
hard as (
    select
        *,
        case when unread(written.project_code, plain_code) is not null
            or unread(written.gate_id, gate_id) is not null
            then by_field(read_ids(with_text([
            {'field': 'project_id', 'text': unread(written.project_code, plain_code)},
            {'field': 'gate_id', 'text': unread(written.gate_id, gate_id)}]))) end as hard_ids,
        case when unread(written.gate_name, gate_name) is not null
            or unread(written.document_name, document_name) is not null
            or unread(written.stage, stage) is not null
            or unread(written.conditions, conditions) is not null
            or unread(written.version, version) is not null
            or unread(written.link, link) is not null
            or unread(written.comment, comment) is not null
            then by_field(read_texts(with_text([
            {'field': 'gate_name', 'text': unread(written.gate_name, gate_name)},
            {'field': 'document_name', 'text': unread(written.document_name, document_name)},
            {'field': 'stage', 'text': unread(written.stage, stage)},
            {'field': 'conditions', 'text': unread(written.conditions, conditions)},
            {'field': 'version', 'text': unread(written.version, version)},
            {'field': 'link', 'text': unread(written.link, link)},
            {'field': 'comment', 'text': unread(written.comment, comment)}]))) end as hard_texts,
        case when unread(written.is_mandatory, is_mandatory) is not null
            or unread(written.decision, decision) is not null
            or unread(written.status, status) is not null
            then by_field(read_words(with_text([
            {'field': 'is_mandatory', 'text': unread(written.is_mandatory, is_mandatory), 'otherwise': 'not_a_flag'},
            {'field': 'decision', 'text': unread(written.decision, decision), 'otherwise': 'not_a_choice'},
            {'field': 'status', 'text': unread(written.status, status), 'otherwise': 'not_a_choice'}]))) end as hard_words,
        case when unread(written.planned_date, planned_date) is not null
            or unread(written.forecast_date, forecast_date) is not null
            or unread(written.held_on, held_on) is not null
            or unread(written.conditions_due_on, conditions_due_on) is not null
            or unread(written.conditions_closed_on, conditions_closed_on) is not null
            then by_field(read_dates(with_text([
            {'field': 'planned_date', 'text': unread(written.planned_date, planned_date), 'day_order': convention.planned_date_order, 'edge': 'finish', 'serial': convention.planned_date_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'forecast_date', 'text': unread(written.forecast_date, forecast_date), 'day_order': convention.forecast_date_order, 'edge': 'finish', 'serial': convention.forecast_date_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'held_on', 'text': unread(written.held_on, held_on), 'day_order': convention.held_on_order, 'edge': 'finish', 'serial': convention.held_on_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'conditions_due_on', 'text': unread(written.conditions_due_on, conditions_due_on), 'day_order': convention.conditions_due_on_order, 'edge': 'finish', 'serial': convention.conditions_due_on_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'conditions_closed_on', 'text': unread(written.conditions_closed_on, conditions_closed_on), 'day_order': convention.conditions_closed_on_order, 'edge': 'finish', 'serial': convention.conditions_closed_on_serial, 'period': row_period, 'fiscal_start': fiscal_start}]))) end as hard_dates,
        case when unread(written.decided_by, decided_by) is not null
            or unread(written.owner, owner) is not null
            then by_field(read_names(with_text([
            {'field': 'decided_by', 'text': unread(written.decided_by, decided_by)},
            {'field': 'owner', 'text': unread(written.owner, owner)}]))) end as hard_names,
        case when unread(written.rating, rating) is not null
            then by_field(read_lights(with_text([
            {'field': 'rating', 'text': unread(written.rating, rating)}]))) end as hard_lights,
        case when unread(written.attendance, attendance) is not null
            then by_field(read_ratios(with_text([
            {'field': 'attendance', 'text': unread(written.attendance, attendance), 'mark': convention.attendance_mark, 'points': convention.attendance_points}]))) end as hard_ratios
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
    coalesce(nullif(concat_ws('|', coalesce(coalesce(gate_id, read_later(hard_ids, 'gate_id')), coalesce(gate_name, read_later(hard_texts, 'gate_name')), ''), coalesce(coalesce(document_name, read_later(hard_texts, 'document_name')), '')), '|'), concat('row:', written.load_id, ':', written.row_number)) as row_key,
    coalesce(gate_id, read_later(hard_ids, 'gate_id')) as gate_id,
    coalesce(gate_name, read_later(hard_texts, 'gate_name')) as gate_name,
    coalesce(document_name, read_later(hard_texts, 'document_name')) as document_name,
    coalesce(stage, read_later(hard_texts, 'stage')) as stage,
    is_mandatory as is_mandatory,
    coalesce(planned_date, read_later(hard_dates, 'planned_date')) as planned_date,
    coalesce(forecast_date, read_later(hard_dates, 'forecast_date')) as forecast_date,
    coalesce(held_on, read_later(hard_dates, 'held_on')) as held_on,
    decision as decision,
    coalesce(conditions, read_later(hard_texts, 'conditions')) as conditions,
    coalesce(conditions_due_on, read_later(hard_dates, 'conditions_due_on')) as conditions_due_on,
    coalesce(conditions_closed_on, read_later(hard_dates, 'conditions_closed_on')) as conditions_closed_on,
    status as status,
    coalesce(version, read_later(hard_texts, 'version')) as version,
    coalesce(decided_by, read_later(hard_names, 'decided_by')) as decided_by,
    coalesce(owner, read_later(hard_names, 'owner')) as owner,
    coalesce(rating, read_later(hard_lights, 'rating')) as rating,
    coalesce(attendance, read_later(hard_ratios, 'attendance')) as attendance,
    coalesce(link, read_later(hard_texts, 'link')) as link,
    coalesce(comment, read_later(hard_texts, 'comment')) as comment,
    written.extra,
    case when hard_ids is not null or hard_texts is not null or hard_words is not null or hard_dates is not null or hard_names is not null or hard_lights is not null or hard_ratios is not null then problems_of(list_concat(
        said(hard_ids),
        said(hard_texts),
        said(hard_words),
        said(hard_dates),
        said(hard_names),
        said(hard_lights),
        said(hard_ratios)
    )) else [] end as problems
from hard
