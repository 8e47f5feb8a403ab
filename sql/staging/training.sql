-- Training, typed. Courses required of a person or role, and whether they were taken.
-- Written by pmo_analytics/models/staging.py from data/fields/training.toml.
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
--   person_id     text     Number of the person in the organisation.
--   person_name   text     Name of the person; blank where the row sets a rule for a role.
--   role          text     Role the course is required for.
--   unit          text     Department or team the person belongs to.
--   course_id     text     Code of the course.
--   course_name   text     Name of the course or certificate.
--   is_required   flag     Whether the course is required for the person or role.
--   due_on        date     Day the course must be taken by.
--   completed_on  date     Day the course was passed.
--   expires_on    date     Day the certificate ends.
--   status        text     Where the person stands with the course.
--   hours         hours    Length of the course.
--   score         ratio    Mark reached.
--   provider      text     Who gives the course.
--   cost          money    Cost of the course.
--   comment       text     Anything else.
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
        sum(order_vote(due_on)) as due_on_vote,
        bool_and(is_serial(due_on)) as due_on_serial,
        sum(order_vote(completed_on)) as completed_on_vote,
        bool_and(is_serial(completed_on)) as completed_on_serial,
        sum(order_vote(expires_on)) as expires_on_vote,
        bool_and(is_serial(expires_on)) as expires_on_serial,
        sum(decimal_vote(hours)) as hours_vote,
        sum(decimal_vote(score)) as score_vote,
        sum(decimal_vote(cost)) as cost_vote
    from ledger.training
    group by load_id
),
header as (
    select
        load_id,
        any_value(value_map) filter (field = 'is_required') as is_required_words,
        any_value(date_order) filter (field = 'due_on') as due_on_named,
        any_value(date_order) filter (field = 'completed_on') as completed_on_named,
        any_value(date_order) filter (field = 'expires_on') as expires_on_named,
        any_value(value_map) filter (field = 'status') as status_words,
        max(multiplier) filter (field = 'hours') as hours_multiplier,
        max(multiplier) filter (field = 'score') as score_multiplier,
        max(multiplier) filter (field = 'cost') as cost_multiplier
    from ledger.load_columns
    where entity = 'training'
    group by load_id
),
load_vote as (
    select
        *,
        list_sum([hours_vote, score_vote, cost_vote]) as number_vote,
        list_sum([due_on_vote, completed_on_vote, expires_on_vote]) as date_vote
    from vote
),
convention as (
    select
        load_id,
        folded_keys(is_required_words) as is_required_words,
        date_order(due_on_named, due_on_vote, date_vote, setting.date_order) as due_on_order,
        due_on_serial,
        date_order(completed_on_named, completed_on_vote, date_vote, setting.date_order) as completed_on_order,
        completed_on_serial,
        date_order(expires_on_named, expires_on_vote, date_vote, setting.date_order) as expires_on_order,
        expires_on_serial,
        folded_keys(status_words) as status_words,
        decimal_mark(hours_vote, number_vote) as hours_mark,
        hours_multiplier,
        decimal_mark(score_vote, number_vote) as score_mark,
        score_multiplier,
        decimal_mark(cost_vote, number_vote) as cost_mark,
        cost_multiplier
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
    from ledger.training as written
    join convention using (load_id)
    cross join setting
),
easy as (
    select
        *,
        easy_id(written.project_code) as plain_code,
        easy_id(written.person_id) as person_id,
        easy_name(written.person_name) as person_name,
        easy_text(written.role) as role,
        easy_text(written.unit) as unit,
        easy_id(written.course_id) as course_id,
        easy_text(written.course_name) as course_name,
        coalesce(try_cast(choice_of(written.is_required, convention.is_required_words) as boolean), flag_of(written.is_required)) as is_required,
        easy_date(written.due_on) as due_on,
        easy_date(written.completed_on) as completed_on,
        easy_date(written.expires_on) as expires_on,
        coalesce(choice_of(written.status, convention.status_words), choice_of(written.status, map {'not started': 'not_started', 'planned': 'not_started', 'required': 'not_started', 'assigned': 'not_started', 'open': 'not_started', 'not enrolled': 'not_started', 'no': 'not_started', 'to do': 'not_started', 'outstanding': 'not_started', '未开始': 'not_started', '计划': 'not_started', '待培训': 'not_started', '未报名': 'not_started', '未完成': 'not_started', '否': 'not_started', '未参加': 'not_started', '待完成': 'not_started', '未培训': 'not_started', 'in progress': 'in_progress', 'started': 'in_progress', 'enrolled': 'in_progress', 'booked': 'in_progress', 'registered': 'in_progress', 'scheduled': 'in_progress', 'ongoing': 'in_progress', '进行中': 'in_progress', '已报名': 'in_progress', '学习中': 'in_progress', '培训中': 'in_progress', '已预约': 'in_progress', '在学': 'in_progress', 'done': 'done', 'complete': 'done', 'completed': 'done', 'passed': 'done', 'attended': 'done', 'certified': 'done', 'yes': 'done', 'pass': 'done', 'valid': 'done', '已完成': 'done', '完成': 'done', '通过': 'done', '已通过': 'done', '合格': 'done', '是': 'done', '已取证': 'done', '已参加': 'done', '已结业': 'done', '有效': 'done', '已培训': 'done', 'failed': 'failed', 'not passed': 'failed', 'fail': 'failed', 'no show': 'failed', '未通过': 'failed', '不合格': 'failed', '缺席': 'failed', '不及格': 'failed', 'overdue': 'overdue', 'late': 'overdue', 'missed': 'overdue', '逾期': 'overdue', '已逾期': 'overdue', '超期': 'overdue', 'expired': 'expired', 'lapsed': 'expired', '过期': 'expired', '已过期': 'expired', '失效': 'expired', '已失效': 'expired', 'waived': 'waived', 'exempt': 'waived', 'exempted': 'waived', 'not required': 'waived', 'not applicable': 'waived', '豁免': 'waived', '免修': 'waived', '不适用': 'waived', '无需': 'waived', '免训': 'waived'})) as status,
        easy_number(written.hours, convention.hours_mark, convention.hours_multiplier) as hours,
        easy_number(written.score, convention.score_mark, convention.score_multiplier) as score,
        easy_text(written.provider) as provider,
        easy_money(written.cost, convention.cost_mark, convention.cost_multiplier) as cost,
        easy_text(written.comment) as comment
    from known
),
hard as (
    select
        *,
        case when unread(written.project_code, plain_code) is not null
            or unread(written.person_id, person_id) is not null
            or unread(written.course_id, course_id) is not null
            then by_field(read_ids(with_text([
            {'field': 'project_id', 'text': unread(written.project_code, plain_code)},
            {'field': 'person_id', 'text': unread(written.person_id, person_id)},
            {'field': 'course_id', 'text': unread(written.course_id, course_id)}]))) end as hard_ids,
        case when unread(written.person_name, person_name) is not null
            then by_field(read_names(with_text([
            {'field': 'person_name', 'text': unread(written.person_name, person_name)}]))) end as hard_names,
        case when unread(written.role, role) is not null
            or unread(written.unit, unit) is not null
            or unread(written.course_name, course_name) is not null
            or unread(written.provider, provider) is not null
            or unread(written.comment, comment) is not null
            then by_field(read_texts(with_text([
            {'field': 'role', 'text': unread(written.role, role)},
            {'field': 'unit', 'text': unread(written.unit, unit)},
            {'field': 'course_name', 'text': unread(written.course_name, course_name)},
            {'field': 'provider', 'text': unread(written.provider, provider)},
            {'field': 'comment', 'text': unread(written.comment, comment)}]))) end as hard_texts,
        case when unread(written.is_required, is_required) is not null
            or unread(written.status, status) is not null
            then by_field(read_words(with_text([
            {'field': 'is_required', 'text': unread(written.is_required, is_required), 'otherwise': 'not_a_flag'},
            {'field': 'status', 'text': unread(written.status, status), 'otherwise': 'not_a_choice'}]))) end as hard_words,
        case when unread(written.due_on, due_on) is not null
            or unread(written.completed_on, completed_on) is not null
            or unread(written.expires_on, expires_on) is not null
            then by_field(read_dates(with_text([
            {'field': 'due_on', 'text': unread(written.due_on, due_on), 'day_order': convention.due_on_order, 'edge': 'finish', 'serial': convention.due_on_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'completed_on', 'text': unread(written.completed_on, completed_on), 'day_order': convention.completed_on_order, 'edge': 'finish', 'serial': convention.completed_on_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'expires_on', 'text': unread(written.expires_on, expires_on), 'day_order': convention.expires_on_order, 'edge': 'finish', 'serial': convention.expires_on_serial, 'period': row_period, 'fiscal_start': fiscal_start}]))) end as hard_dates,
        case when unread(written.hours, hours) is not null
            or unread(written.score, score) is not null
            then by_field(read_quantities(with_text([
            {'field': 'hours', 'text': unread(written.hours, hours), 'mark': convention.hours_mark, 'multiplier': convention.hours_multiplier, 'hours_per_day': hours_per_day, 'kind': 'hours', 'otherwise': 'not_hours'},
            {'field': 'score', 'text': unread(written.score, score), 'mark': convention.score_mark, 'multiplier': convention.score_multiplier, 'hours_per_day': hours_per_day, 'kind': 'number', 'otherwise': 'not_a_number'}]))) end as hard_quantities,
        case when unread(written.cost, cost) is not null
            then by_field(read_money(with_text([
            {'field': 'cost', 'text': unread(written.cost, cost), 'mark': convention.cost_mark, 'multiplier': convention.cost_multiplier, 'currency': row_currency}]))) end as hard_money
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
    coalesce(nullif(concat_ws('|', coalesce(coalesce(person_id, read_later(hard_ids, 'person_id')), coalesce(person_name, read_later(hard_names, 'person_name')), ''), coalesce(coalesce(role, read_later(hard_texts, 'role')), ''), coalesce(coalesce(course_id, read_later(hard_ids, 'course_id')), coalesce(course_name, read_later(hard_texts, 'course_name')), '')), '||'), concat('row:', written.load_id, ':', written.row_number)) as row_key,
    coalesce(person_id, read_later(hard_ids, 'person_id')) as person_id,
    coalesce(person_name, read_later(hard_names, 'person_name')) as person_name,
    coalesce(role, read_later(hard_texts, 'role')) as role,
    coalesce(unit, read_later(hard_texts, 'unit')) as unit,
    coalesce(course_id, read_later(hard_ids, 'course_id')) as course_id,
    coalesce(course_name, read_later(hard_texts, 'course_name')) as course_name,
    is_required as is_required,
    coalesce(due_on, read_later(hard_dates, 'due_on')) as due_on,
    coalesce(completed_on, read_later(hard_dates, 'completed_on')) as completed_on,
    coalesce(expires_on, read_later(hard_dates, 'expires_on')) as expires_on,
    status as status,
    try_cast(coalesce(hours, read_later(hard_quantities, 'hours')) as decimal(12, 2)) as hours,
    try_cast(coalesce(score, read_later(hard_quantities, 'score')) as double) as score,
    coalesce(provider, read_later(hard_texts, 'provider')) as provider,
    coalesce(cost, read_later(hard_money, 'cost')) as cost,
    coalesce(comment, read_later(hard_texts, 'comment')) as comment,
    written.extra,
    case when hard_ids is not null or hard_names is not null or hard_texts is not null or hard_words is not null or hard_dates is not null or hard_quantities is not null or hard_money is not null then problems_of(list_concat(
        said(hard_ids),
        said(hard_names),
        said(hard_texts),
        said(hard_words),
        said(hard_dates),
        said(hard_quantities),
        said(hard_money)
    )) else [] end as problems
from hard
