-- Milestones, typed. Key events of a project with their baseline, forecast and actual dates.
-- Written by pmo_analytics/models/staging.py from data/fields/milestones.toml.
--
-- grain:   one row per load_id, row_number
-- columns:
--   load_id             key      load that brought the row
--   row_number          key      place of the row among the load's rows of this entity
--   source_row          count    row of the sheet; null where a record is a column
--   source_column       text     column of the sheet where a record is one
--   project_id          key      code as written, else the name; empty where the row is of no project
--   project_code        text     code as written
--   project_name        text     name as written
--   period              date     month end the row was reported for
--   row_key             key      what makes the row the same in another load of the project and period
--   milestone_id        text     Code of the milestone inside its project.
--   milestone_name      text     What is reached.
--   milestone_type      text     Kind of milestone, such as contract, payment or internal.
--   stage               text     Stage of the life cycle the milestone belongs to.
--   baseline_date       date     Approved date of the milestone.
--   forecast_date       date     Date now expected.
--   actual_date         date     Day the milestone was reached; blank while it is not.
--   status              text     Where the milestone stands, as the report says.
--   percent_complete    percent  Share of the work towards the milestone that is done.
--   owner               text     Person responsible for reaching the milestone.
--   department          text     Unit responsible for reaching the milestone.
--   is_critical         flag     Whether the milestone is a key one or on the critical path.
--   is_payment          flag     Whether reaching it triggers a payment.
--   payment_amount      money    Amount paid when the milestone is reached.
--   currency            text     Currency of the amounts, as an ISO code; blank: the project's.
--   weight              percent  Share of the project's progress that the milestone stands for.
--   reported_slip_days  days     Days late as the report states them; late is positive.
--   baseline_version    text     Version of the approved plan that holds the baseline date.
--   acceptance_criteria text     What must be true for the milestone to count as reached.
--   comment             text     The report's own words on the milestone.
--   extra               json     columns of the table that match no field, by their headers
--   problems            problems cells that could not be read, or were read with doubt
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
        sum(order_vote(baseline_date)) as baseline_date_vote,
        bool_and(is_serial(baseline_date)) as baseline_date_serial,
        sum(order_vote(forecast_date)) as forecast_date_vote,
        bool_and(is_serial(forecast_date)) as forecast_date_serial,
        sum(order_vote(actual_date)) as actual_date_vote,
        bool_and(is_serial(actual_date)) as actual_date_serial,
        sum(decimal_vote(percent_complete)) as percent_complete_vote,
        bool_or(is_points(percent_complete)) as percent_complete_points,
        sum(decimal_vote(payment_amount)) as payment_amount_vote,
        sum(decimal_vote(weight)) as weight_vote,
        bool_or(is_points(weight)) as weight_points,
        sum(decimal_vote(reported_slip_days)) as reported_slip_days_vote
    from ledger.milestones
    group by load_id
),
header as (
    select
        load_id,
        any_value(date_order) filter (field = 'baseline_date') as baseline_date_named,
        any_value(date_order) filter (field = 'forecast_date') as forecast_date_named,
        any_value(date_order) filter (field = 'actual_date') as actual_date_named,
        any_value(value_map) filter (field = 'status') as status_words,
        any_value(value_map) filter (field = 'is_critical') as is_critical_words,
        any_value(value_map) filter (field = 'is_payment') as is_payment_words,
        max(multiplier) filter (field = 'payment_amount') as payment_amount_multiplier,
        max(multiplier) filter (field = 'reported_slip_days') as reported_slip_days_multiplier
    from ledger.load_columns
    where entity = 'milestones'
    group by load_id
),
load_vote as (
    select
        *,
        list_sum([percent_complete_vote, payment_amount_vote, weight_vote, reported_slip_days_vote]) as number_vote,
        list_sum([baseline_date_vote, forecast_date_vote, actual_date_vote]) as date_vote
    from vote
),
convention as (
    select
        load_id,
        date_order(baseline_date_named, baseline_date_vote, date_vote, setting.date_order) as baseline_date_order,
        baseline_date_serial,
        date_order(forecast_date_named, forecast_date_vote, date_vote, setting.date_order) as forecast_date_order,
        forecast_date_serial,
        date_order(actual_date_named, actual_date_vote, date_vote, setting.date_order) as actual_date_order,
        actual_date_serial,
        folded_keys(status_words) as status_words,
        decimal_mark(percent_complete_vote, number_vote) as percent_complete_mark,
        percent_complete_points,
        folded_keys(is_critical_words) as is_critical_words,
        folded_keys(is_payment_words) as is_payment_words,
        decimal_mark(payment_amount_vote, number_vote) as payment_amount_mark,
        payment_amount_multiplier,
        decimal_mark(weight_vote, number_vote) as weight_mark,
        weight_points,
        decimal_mark(reported_slip_days_vote, number_vote) as reported_slip_days_mark,
        reported_slip_days_multiplier
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
    from ledger.milestones as written
    join convention using (load_id)
    cross join setting
),
easy as (
    select
        *,
        easy_id(written.project_code) as plain_code,
        easy_id(written.milestone_id) as milestone_id,
        easy_text(written.milestone_name) as milestone_name,
        easy_text(written.milestone_type) as milestone_type,
        easy_text(written.stage) as stage,
        easy_date(written.baseline_date) as baseline_date,
        easy_date(written.forecast_date) as forecast_date,
        easy_date(written.actual_date) as actual_date,
        coalesce(choice_of(written.status, convention.status_words), choice_of(written.status, map {'not started': 'not_started', 'notstarted': 'not_started', 'planned': 'not_started', 'upcoming': 'not_started', 'future': 'not_started', 'pending': 'not_started', 'to do': 'not_started', 'todo': 'not_started', 'scheduled': 'not_started', 'open': 'not_started', 'new': 'not_started', 'not due': 'not_started', 'not yet due': 'not_started', 'no': 'not_started', '未开始': 'not_started', '未启动': 'not_started', '待开始': 'not_started', '计划中': 'not_started', '未到期': 'not_started', '待办': 'not_started', '未达成': 'not_started', '未完成': 'not_started', '待完成': 'not_started', '否': 'not_started', 'in progress': 'in_progress', 'ongoing': 'in_progress', 'started': 'in_progress', 'on track': 'in_progress', 'active': 'in_progress', 'doing': 'in_progress', 'underway': 'in_progress', 'wip': 'in_progress', 'green': 'in_progress', 'g': 'in_progress', '进行中': 'in_progress', '推进中': 'in_progress', '实施中': 'in_progress', '正常': 'in_progress', '正常进行': 'in_progress', '按计划进行': 'in_progress', '处理中': 'in_progress', '执行中': 'in_progress', '绿': 'in_progress', '绿灯': 'in_progress', '按计划': 'in_progress', 'at risk': 'at_risk', 'risk': 'at_risk', 'amber': 'at_risk', 'yellow': 'at_risk', 'a': 'at_risk', 'warning': 'at_risk', 'possible delay': 'at_risk', '有风险': 'at_risk', '预警': 'at_risk', '风险': 'at_risk', '存在风险': 'at_risk', '可能延期': 'at_risk', '黄': 'at_risk', '黄灯': 'at_risk', '临期': 'at_risk', 'late': 'late', 'overdue': 'late', 'delayed': 'late', 'missed': 'late', 'slipped': 'late', 'behind': 'late', 'behind schedule': 'late', 'off track': 'late', 'red': 'late', 'r': 'late', '延期': 'late', '已延期': 'late', '逾期': 'late', '已逾期': 'late', '滞后': 'late', '延误': 'late', '超期': 'late', '红': 'late', '红灯': 'late', 'done': 'done', 'complete': 'done', 'completed': 'done', 'achieved': 'done', 'closed': 'done', 'met': 'done', 'reached': 'done', 'delivered': 'done', 'finished': 'done', 'passed': 'done', 'approved': 'done', 'yes': 'done', '100%': 'done', '已完成': 'done', '完成': 'done', '达成': 'done', '已达成': 'done', '已关闭': 'done', '关闭': 'done', '通过': 'done', '已通过': 'done', '已验收': 'done', '按期完成': 'done', '延期完成': 'done', '是': 'done', '已交付': 'done', '提前完成': 'done', '准时完成': 'done', '延迟完成': 'done', '如期完成': 'done', 'on hold': 'on_hold', 'hold': 'on_hold', 'paused': 'on_hold', 'suspended': 'on_hold', 'deferred': 'on_hold', 'postponed': 'on_hold', 'blocked': 'on_hold', '挂起': 'on_hold', '已挂起': 'on_hold', '暂停': 'on_hold', '暂缓': 'on_hold', '已暂停': 'on_hold', '推迟': 'on_hold', '阻塞': 'on_hold', 'cancelled': 'cancelled', 'canceled': 'cancelled', 'removed': 'cancelled', 'deleted': 'cancelled', 'withdrawn': 'cancelled', 'not applicable': 'cancelled', '已取消': 'cancelled', '取消': 'cancelled', '作废': 'cancelled', '删除': 'cancelled', '不适用': 'cancelled', '终止': 'cancelled', '中止': 'cancelled'})) as status,
        easy_ratio(written.percent_complete, convention.percent_complete_mark, convention.percent_complete_points) as percent_complete,
        easy_name(written.owner) as owner,
        easy_text(written.department) as department,
        coalesce(try_cast(choice_of(written.is_critical, convention.is_critical_words) as boolean), flag_of(written.is_critical)) as is_critical,
        coalesce(try_cast(choice_of(written.is_payment, convention.is_payment_words) as boolean), flag_of(written.is_payment)) as is_payment,
        easy_money(written.payment_amount, convention.payment_amount_mark, convention.payment_amount_multiplier) as payment_amount,
        currency_of(written.currency) as currency,
        easy_ratio(written.weight, convention.weight_mark, convention.weight_points) as weight,
        easy_number(written.reported_slip_days, convention.reported_slip_days_mark, convention.reported_slip_days_multiplier) as reported_slip_days,
        easy_text(written.baseline_version) as baseline_version,
        easy_text(written.acceptance_criteria) as acceptance_criteria,
        easy_text(written.comment) as comment
    from known
),
hard as (
    select
        *,
        case when unread(written.project_code, plain_code) is not null
            or unread(written.milestone_id, milestone_id) is not null
            then by_field(read_ids(with_text([
            {'field': 'project_id', 'text': unread(written.project_code, plain_code)},
            {'field': 'milestone_id', 'text': unread(written.milestone_id, milestone_id)}]))) end as hard_ids,
        case when unread(written.milestone_name, milestone_name) is not null
            or unread(written.milestone_type, milestone_type) is not null
            or unread(written.stage, stage) is not null
            or unread(written.department, department) is not null
            or unread(written.baseline_version, baseline_version) is not null
            or unread(written.acceptance_criteria, acceptance_criteria) is not null
            or unread(written.comment, comment) is not null
            then by_field(read_texts(with_text([
            {'field': 'milestone_name', 'text': unread(written.milestone_name, milestone_name)},
            {'field': 'milestone_type', 'text': unread(written.milestone_type, milestone_type)},
            {'field': 'stage', 'text': unread(written.stage, stage)},
            {'field': 'department', 'text': unread(written.department, department)},
            {'field': 'baseline_version', 'text': unread(written.baseline_version, baseline_version)},
            {'field': 'acceptance_criteria', 'text': unread(written.acceptance_criteria, acceptance_criteria)},
            {'field': 'comment', 'text': unread(written.comment, comment)}]))) end as hard_texts,
        case when unread(written.baseline_date, baseline_date) is not null
            or unread(written.forecast_date, forecast_date) is not null
            or unread(written.actual_date, actual_date) is not null
            then by_field(read_dates(with_text([
            {'field': 'baseline_date', 'text': unread(written.baseline_date, baseline_date), 'day_order': convention.baseline_date_order, 'edge': 'finish', 'serial': convention.baseline_date_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'forecast_date', 'text': unread(written.forecast_date, forecast_date), 'day_order': convention.forecast_date_order, 'edge': 'finish', 'serial': convention.forecast_date_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'actual_date', 'text': unread(written.actual_date, actual_date), 'day_order': convention.actual_date_order, 'edge': 'finish', 'serial': convention.actual_date_serial, 'period': row_period, 'fiscal_start': fiscal_start}]))) end as hard_dates,
        case when unread(written.status, status) is not null
            or unread(written.is_critical, is_critical) is not null
            or unread(written.is_payment, is_payment) is not null
            or unread(written.currency, currency) is not null
            then by_field(read_words(with_text([
            {'field': 'status', 'text': unread(written.status, status), 'otherwise': 'not_a_choice'},
            {'field': 'is_critical', 'text': unread(written.is_critical, is_critical), 'otherwise': 'not_a_flag'},
            {'field': 'is_payment', 'text': unread(written.is_payment, is_payment), 'otherwise': 'not_a_flag'},
            {'field': 'currency', 'text': unread(written.currency, currency), 'otherwise': 'not_a_currency'}]))) end as hard_words,
        case when unread(written.percent_complete, percent_complete) is not null
            or unread(written.weight, weight) is not null
            then by_field(read_ratios(with_text([
            {'field': 'percent_complete', 'text': unread(written.percent_complete, percent_complete), 'mark': convention.percent_complete_mark, 'points': convention.percent_complete_points},
            {'field': 'weight', 'text': unread(written.weight, weight), 'mark': convention.weight_mark, 'points': convention.weight_points}]))) end as hard_ratios,
        case when unread(written.owner, owner) is not null
            then by_field(read_names(with_text([
            {'field': 'owner', 'text': unread(written.owner, owner)}]))) end as hard_names,
        case when unread(written.payment_amount, payment_amount) is not null
            then by_field(read_money(with_text([
            {'field': 'payment_amount', 'text': unread(written.payment_amount, payment_amount), 'mark': convention.payment_amount_mark, 'multiplier': convention.payment_amount_multiplier, 'currency': row_currency}]))) end as hard_money,
        case when unread(written.reported_slip_days, reported_slip_days) is not null
            then by_field(read_quantities(with_text([
            {'field': 'reported_slip_days', 'text': unread(written.reported_slip_days, reported_slip_days), 'mark': convention.reported_slip_days_mark, 'multiplier': convention.reported_slip_days_multiplier, 'hours_per_day': hours_per_day, 'kind': 'days', 'otherwise': 'not_days'}]))) end as hard_quantities
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
    coalesce(coalesce(milestone_id, read_later(hard_ids, 'milestone_id')), coalesce(milestone_name, read_later(hard_texts, 'milestone_name')), concat('row:', written.load_id, ':', written.row_number)) as row_key,
    coalesce(milestone_id, read_later(hard_ids, 'milestone_id')) as milestone_id,
    coalesce(milestone_name, read_later(hard_texts, 'milestone_name')) as milestone_name,
    coalesce(milestone_type, read_later(hard_texts, 'milestone_type')) as milestone_type,
    coalesce(stage, read_later(hard_texts, 'stage')) as stage,
    coalesce(baseline_date, read_later(hard_dates, 'baseline_date')) as baseline_date,
    coalesce(forecast_date, read_later(hard_dates, 'forecast_date')) as forecast_date,
    coalesce(actual_date, read_later(hard_dates, 'actual_date')) as actual_date,
    status as status,
    coalesce(percent_complete, read_later(hard_ratios, 'percent_complete')) as percent_complete,
    coalesce(owner, read_later(hard_names, 'owner')) as owner,
    coalesce(department, read_later(hard_texts, 'department')) as department,
    is_critical as is_critical,
    is_payment as is_payment,
    coalesce(payment_amount, read_later(hard_money, 'payment_amount')) as payment_amount,
    currency as currency,
    coalesce(weight, read_later(hard_ratios, 'weight')) as weight,
    try_cast(coalesce(reported_slip_days, read_later(hard_quantities, 'reported_slip_days')) as double) as reported_slip_days,
    coalesce(baseline_version, read_later(hard_texts, 'baseline_version')) as baseline_version,
    coalesce(acceptance_criteria, read_later(hard_texts, 'acceptance_criteria')) as acceptance_criteria,
    coalesce(comment, read_later(hard_texts, 'comment')) as comment,
    written.extra,
    case when hard_ids is not null or hard_texts is not null or hard_dates is not null or hard_words is not null or hard_ratios is not null or hard_names is not null or hard_money is not null or hard_quantities is not null then problems_of(list_concat(
        said(hard_ids),
        said(hard_texts),
        said(hard_dates),
        said(hard_words),
        said(hard_ratios),
        said(hard_names),
        said(hard_money),
        said(hard_quantities)
    )) else [] end as problems
from hard
