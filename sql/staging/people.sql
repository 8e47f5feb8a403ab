-- People, typed. People with their role, unit and working capacity by month.
-- Written by pmo_analytics/models/staging.py from data/fields/people.toml.
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
--   month                date     month end the row speaks about
--   row_key              key      what makes the row the same in another load of the project and period
--   person_id            text     Number of the person in the organisation.
--   person_name          text     Name of the person, as the plans and timesheets write it.
--   role                 text     Role the person is staffed in.
--   skills               text     Skills the person has.
--   grade                text     Seniority of the person.
--   unit                 text     Department or team the person belongs to.
--   manager              text     Person the member reports to.
--   employment_type      text     Whether the person is employed, contracted or from a supplier.
--   supplier             text     Company an external person comes from.
--   location             text     Where the person works.
--   capacity_hours       hours    Hours the person can work in the month, after leave and holidays.
--   gross_hours          hours    Hours before leave and non-project time are taken off.
--   leave_hours          hours    Hours of leave, training and other absence in the month.
--   non_project_hours    hours    Hours kept for line work, support and meetings.
--   working_days         days     Working days of the person in the month.
--   full_time_equivalent ratio    Share of a full-time position the person fills.
--   timesheet_hours      hours    Hours the person recorded in the month, on anything.
--   target_utilisation   percent  Share of capacity that should be on projects.
--   cost_rate            money    Cost of one hour of the person.
--   currency             text     Currency of the cost rate, as an ISO code.
--   is_key_person        flag     Whether the person holds a key position.
--   employed_from        date     First day the person works for the organisation.
--   employed_until       date     Last day the person works for the organisation.
--   status               text     Whether the person is available for work.
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
        sum(order_vote(month)) as month_vote,
        bool_and(is_serial(month)) as month_serial,
        sum(decimal_vote(capacity_hours)) as capacity_hours_vote,
        sum(decimal_vote(gross_hours)) as gross_hours_vote,
        sum(decimal_vote(leave_hours)) as leave_hours_vote,
        sum(decimal_vote(non_project_hours)) as non_project_hours_vote,
        sum(decimal_vote(working_days)) as working_days_vote,
        sum(decimal_vote(full_time_equivalent)) as full_time_equivalent_vote,
        sum(decimal_vote(timesheet_hours)) as timesheet_hours_vote,
        sum(decimal_vote(target_utilisation)) as target_utilisation_vote,
        bool_or(is_points(target_utilisation)) as target_utilisation_points,
        sum(decimal_vote(cost_rate)) as cost_rate_vote,
        sum(order_vote(employed_from)) as employed_from_vote,
        bool_and(is_serial(employed_from)) as employed_from_serial,
        sum(order_vote(employed_until)) as employed_until_vote,
        bool_and(is_serial(employed_until)) as employed_until_serial
    from ledger.people
    group by load_id
),
header as (
    select
        load_id,
        any_value(date_order) filter (field = 'month') as month_named,
        max(multiplier) filter (field = 'capacity_hours') as capacity_hours_multiplier,
        max(multiplier) filter (field = 'gross_hours') as gross_hours_multiplier,
        max(multiplier) filter (field = 'leave_hours') as leave_hours_multiplier,
        max(multiplier) filter (field = 'non_project_hours') as non_project_hours_multiplier,
        max(multiplier) filter (field = 'working_days') as working_days_multiplier,
        max(multiplier) filter (field = 'full_time_equivalent') as full_time_equivalent_multiplier,
        max(multiplier) filter (field = 'timesheet_hours') as timesheet_hours_multiplier,
        max(multiplier) filter (field = 'cost_rate') as cost_rate_multiplier,
        any_value(value_map) filter (field = 'is_key_person') as is_key_person_words,
        any_value(date_order) filter (field = 'employed_from') as employed_from_named,
        any_value(date_order) filter (field = 'employed_until') as employed_until_named,
        any_value(value_map) filter (field = 'status') as status_words
    from ledger.load_columns
    where entity = 'people'
    group by load_id
),
load_vote as (
    select
        *,
        list_sum([capacity_hours_vote, gross_hours_vote, leave_hours_vote, non_project_hours_vote, working_days_vote, full_time_equivalent_vote, timesheet_hours_vote, target_utilisation_vote, cost_rate_vote]) as number_vote,
        list_sum([month_vote, employed_from_vote, employed_until_vote]) as date_vote
    from vote
),
convention as (
    select
        load_id,
        date_order(month_named, month_vote, date_vote, setting.date_order) as month_order,
        month_serial,
        decimal_mark(capacity_hours_vote, number_vote) as capacity_hours_mark,
        capacity_hours_multiplier,
        decimal_mark(gross_hours_vote, number_vote) as gross_hours_mark,
        gross_hours_multiplier,
        decimal_mark(leave_hours_vote, number_vote) as leave_hours_mark,
        leave_hours_multiplier,
        decimal_mark(non_project_hours_vote, number_vote) as non_project_hours_mark,
        non_project_hours_multiplier,
        decimal_mark(working_days_vote, number_vote) as working_days_mark,
        working_days_multiplier,
        decimal_mark(full_time_equivalent_vote, number_vote) as full_time_equivalent_mark,
        full_time_equivalent_multiplier,
        decimal_mark(timesheet_hours_vote, number_vote) as timesheet_hours_mark,
        timesheet_hours_multiplier,
        decimal_mark(target_utilisation_vote, number_vote) as target_utilisation_mark,
        target_utilisation_points,
        decimal_mark(cost_rate_vote, number_vote) as cost_rate_mark,
        cost_rate_multiplier,
        folded_keys(is_key_person_words) as is_key_person_words,
        date_order(employed_from_named, employed_from_vote, date_vote, setting.date_order) as employed_from_order,
        employed_from_serial,
        date_order(employed_until_named, employed_until_vote, date_vote, setting.date_order) as employed_until_order,
        employed_until_serial,
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
    from ledger.people as written
    join convention using (load_id)
    cross join setting
),
easy as (
    select
        *,
        easy_id(written.project_code) as plain_code,
        easy_date(written.month) as month,
        easy_id(written.person_id) as person_id,
        easy_name(written.person_name) as person_name,
        easy_text(written.role) as role,
        easy_text(written.skills) as skills,
        easy_text(written.grade) as grade,
        easy_text(written.unit) as unit,
        easy_name(written.manager) as manager,
        easy_text(written.employment_type) as employment_type,
        easy_text(written.supplier) as supplier,
        easy_text(written.location) as location,
        easy_number(written.capacity_hours, convention.capacity_hours_mark, convention.capacity_hours_multiplier) as capacity_hours,
        easy_number(written.gross_hours, convention.gross_hours_mark, convention.gross_hours_multiplier) as gross_hours,
        easy_number(written.leave_hours, convention.leave_hours_mark, convention.leave_hours_multiplier) as leave_hours,
        easy_number(written.non_project_hours, convention.non_project_hours_mark, convention.non_project_hours_multiplier) as non_project_hours,
        easy_number(written.working_days, convention.working_days_mark, convention.working_days_multiplier) as working_days,
        easy_number(written.full_time_equivalent, convention.full_time_equivalent_mark, convention.full_time_equivalent_multiplier) as full_time_equivalent,
        easy_number(written.timesheet_hours, convention.timesheet_hours_mark, convention.timesheet_hours_multiplier) as timesheet_hours,
        easy_ratio(written.target_utilisation, convention.target_utilisation_mark, convention.target_utilisation_points) as target_utilisation,
        easy_money(written.cost_rate, convention.cost_rate_mark, convention.cost_rate_multiplier) as cost_rate,
        currency_of(written.currency) as currency,
        coalesce(try_cast(choice_of(written.is_key_person, convention.is_key_person_words) as boolean), flag_of(written.is_key_person)) as is_key_person,
        easy_date(written.employed_from) as employed_from,
        easy_date(written.employed_until) as employed_until,
        coalesce(choice_of(written.status, convention.status_words), choice_of(written.status, map {'active': 'active', 'employed': 'active', 'available': 'active', 'working': 'active', 'current': 'active', 'in post': 'active', 'yes': 'active', '在职': 'active', '在岗': 'active', '可用': 'active', '正常': 'active', '是': 'active', '已入职': 'active', '在场': 'active', 'on leave': 'on_leave', 'leave': 'on_leave', 'absent': 'on_leave', 'maternity leave': 'on_leave', 'parental leave': 'on_leave', 'sick': 'on_leave', 'sabbatical': 'on_leave', '休假': 'on_leave', '长假': 'on_leave', '产假': 'on_leave', '病假': 'on_leave', '请假': 'on_leave', '休假中': 'on_leave', '长期休假': 'on_leave', 'notice': 'notice', 'on notice': 'notice', 'leaving': 'notice', 'under notice': 'notice', '待离职': 'notice', '离职中': 'notice', '拟离职': 'notice', '办理离职': 'notice', 'left': 'left', 'inactive': 'left', 'terminated': 'left', 'resigned': 'left', 'former': 'left', 'no': 'left', 'retired': 'left', 'transferred': 'left', '离职': 'left', '已离职': 'left', '离岗': 'left', '退场': 'left', '已退场': 'left', '否': 'left', '退休': 'left', '调离': 'left', '已调离': 'left'})) as status,
        easy_text(written.comment) as comment
    from known
),
hard as (
    select
        *,
        case when unread(written.project_code, plain_code) is not null
            or unread(written.person_id, person_id) is not null
            then by_field(read_ids(with_text([
            {'field': 'project_id', 'text': unread(written.project_code, plain_code)},
            {'field': 'person_id', 'text': unread(written.person_id, person_id)}]))) end as hard_ids,
        case when unread(written.month, month) is not null
            or unread(written.employed_from, employed_from) is not null
            or unread(written.employed_until, employed_until) is not null
            then by_field(read_dates(with_text([
            {'field': 'month', 'text': unread(written.month, month), 'day_order': convention.month_order, 'edge': 'start', 'serial': convention.month_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'employed_from', 'text': unread(written.employed_from, employed_from), 'day_order': convention.employed_from_order, 'edge': 'start', 'serial': convention.employed_from_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'employed_until', 'text': unread(written.employed_until, employed_until), 'day_order': convention.employed_until_order, 'edge': 'finish', 'serial': convention.employed_until_serial, 'period': row_period, 'fiscal_start': fiscal_start}]))) end as hard_dates,
        case when unread(written.person_name, person_name) is not null
            or unread(written.manager, manager) is not null
            then by_field(read_names(with_text([
            {'field': 'person_name', 'text': unread(written.person_name, person_name)},
            {'field': 'manager', 'text': unread(written.manager, manager)}]))) end as hard_names,
        case when unread(written.role, role) is not null
            or unread(written.skills, skills) is not null
            or unread(written.grade, grade) is not null
            or unread(written.unit, unit) is not null
            or unread(written.employment_type, employment_type) is not null
            or unread(written.supplier, supplier) is not null
            or unread(written.location, location) is not null
            or unread(written.comment, comment) is not null
            then by_field(read_texts(with_text([
            {'field': 'role', 'text': unread(written.role, role)},
            {'field': 'skills', 'text': unread(written.skills, skills)},
            {'field': 'grade', 'text': unread(written.grade, grade)},
            {'field': 'unit', 'text': unread(written.unit, unit)},
            {'field': 'employment_type', 'text': unread(written.employment_type, employment_type)},
            {'field': 'supplier', 'text': unread(written.supplier, supplier)},
            {'field': 'location', 'text': unread(written.location, location)},
            {'field': 'comment', 'text': unread(written.comment, comment)}]))) end as hard_texts,
        case when unread(written.capacity_hours, capacity_hours) is not null
            or unread(written.gross_hours, gross_hours) is not null
            or unread(written.leave_hours, leave_hours) is not null
            or unread(written.non_project_hours, non_project_hours) is not null
            or unread(written.working_days, working_days) is not null
            or unread(written.full_time_equivalent, full_time_equivalent) is not null
            or unread(written.timesheet_hours, timesheet_hours) is not null
            then by_field(read_quantities(with_text([
            {'field': 'capacity_hours', 'text': unread(written.capacity_hours, capacity_hours), 'mark': convention.capacity_hours_mark, 'multiplier': convention.capacity_hours_multiplier, 'hours_per_day': hours_per_day, 'kind': 'hours', 'otherwise': 'not_hours'},
            {'field': 'gross_hours', 'text': unread(written.gross_hours, gross_hours), 'mark': convention.gross_hours_mark, 'multiplier': convention.gross_hours_multiplier, 'hours_per_day': hours_per_day, 'kind': 'hours', 'otherwise': 'not_hours'},
            {'field': 'leave_hours', 'text': unread(written.leave_hours, leave_hours), 'mark': convention.leave_hours_mark, 'multiplier': convention.leave_hours_multiplier, 'hours_per_day': hours_per_day, 'kind': 'hours', 'otherwise': 'not_hours'},
            {'field': 'non_project_hours', 'text': unread(written.non_project_hours, non_project_hours), 'mark': convention.non_project_hours_mark, 'multiplier': convention.non_project_hours_multiplier, 'hours_per_day': hours_per_day, 'kind': 'hours', 'otherwise': 'not_hours'},
            {'field': 'working_days', 'text': unread(written.working_days, working_days), 'mark': convention.working_days_mark, 'multiplier': convention.working_days_multiplier, 'hours_per_day': hours_per_day, 'kind': 'days', 'otherwise': 'not_days'},
            {'field': 'full_time_equivalent', 'text': unread(written.full_time_equivalent, full_time_equivalent), 'mark': convention.full_time_equivalent_mark, 'multiplier': convention.full_time_equivalent_multiplier, 'hours_per_day': hours_per_day, 'kind': 'number', 'otherwise': 'not_a_number'},
            {'field': 'timesheet_hours', 'text': unread(written.timesheet_hours, timesheet_hours), 'mark': convention.timesheet_hours_mark, 'multiplier': convention.timesheet_hours_multiplier, 'hours_per_day': hours_per_day, 'kind': 'hours', 'otherwise': 'not_hours'}]))) end as hard_quantities,
        case when unread(written.target_utilisation, target_utilisation) is not null
            then by_field(read_ratios(with_text([
            {'field': 'target_utilisation', 'text': unread(written.target_utilisation, target_utilisation), 'mark': convention.target_utilisation_mark, 'points': convention.target_utilisation_points}]))) end as hard_ratios,
        case when unread(written.cost_rate, cost_rate) is not null
            then by_field(read_money(with_text([
            {'field': 'cost_rate', 'text': unread(written.cost_rate, cost_rate), 'mark': convention.cost_rate_mark, 'multiplier': convention.cost_rate_multiplier, 'currency': row_currency}]))) end as hard_money,
        case when unread(written.currency, currency) is not null
            or unread(written.is_key_person, is_key_person) is not null
            or unread(written.status, status) is not null
            then by_field(read_words(with_text([
            {'field': 'currency', 'text': unread(written.currency, currency), 'otherwise': 'not_a_currency'},
            {'field': 'is_key_person', 'text': unread(written.is_key_person, is_key_person), 'otherwise': 'not_a_flag'},
            {'field': 'status', 'text': unread(written.status, status), 'otherwise': 'not_a_choice'}]))) end as hard_words
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
    coalesce(nullif(concat_ws('|', coalesce(cast(month_end(coalesce(month, read_later(hard_dates, 'month'))) as varchar), name_of(written.month), ''), coalesce(coalesce(person_id, read_later(hard_ids, 'person_id')), coalesce(person_name, read_later(hard_names, 'person_name')), '')), '|'), concat('row:', written.load_id, ':', written.row_number)) as row_key,
    coalesce(person_id, read_later(hard_ids, 'person_id')) as person_id,
    coalesce(person_name, read_later(hard_names, 'person_name')) as person_name,
    coalesce(role, read_later(hard_texts, 'role')) as role,
    coalesce(skills, read_later(hard_texts, 'skills')) as skills,
    coalesce(grade, read_later(hard_texts, 'grade')) as grade,
    coalesce(unit, read_later(hard_texts, 'unit')) as unit,
    coalesce(manager, read_later(hard_names, 'manager')) as manager,
    coalesce(employment_type, read_later(hard_texts, 'employment_type')) as employment_type,
    coalesce(supplier, read_later(hard_texts, 'supplier')) as supplier,
    coalesce(location, read_later(hard_texts, 'location')) as location,
    try_cast(coalesce(capacity_hours, read_later(hard_quantities, 'capacity_hours')) as decimal(12, 2)) as capacity_hours,
    try_cast(coalesce(gross_hours, read_later(hard_quantities, 'gross_hours')) as decimal(12, 2)) as gross_hours,
    try_cast(coalesce(leave_hours, read_later(hard_quantities, 'leave_hours')) as decimal(12, 2)) as leave_hours,
    try_cast(coalesce(non_project_hours, read_later(hard_quantities, 'non_project_hours')) as decimal(12, 2)) as non_project_hours,
    try_cast(coalesce(working_days, read_later(hard_quantities, 'working_days')) as double) as working_days,
    try_cast(coalesce(full_time_equivalent, read_later(hard_quantities, 'full_time_equivalent')) as double) as full_time_equivalent,
    try_cast(coalesce(timesheet_hours, read_later(hard_quantities, 'timesheet_hours')) as decimal(12, 2)) as timesheet_hours,
    coalesce(target_utilisation, read_later(hard_ratios, 'target_utilisation')) as target_utilisation,
    coalesce(cost_rate, read_later(hard_money, 'cost_rate')) as cost_rate,
    currency as currency,
    is_key_person as is_key_person,
    coalesce(employed_from, read_later(hard_dates, 'employed_from')) as employed_from,
    coalesce(employed_until, read_later(hard_dates, 'employed_until')) as employed_until,
    status as status,
    coalesce(comment, read_later(hard_texts, 'comment')) as comment,
    written.extra,
    case when hard_ids is not null or hard_dates is not null or hard_names is not null or hard_texts is not null or hard_quantities is not null or hard_ratios is not null or hard_money is not null or hard_words is not null then problems_of(list_concat(
        said(hard_ids),
        list_filter(said(hard_dates), lambda day: day.field <> 'month' or day.problem is distinct from 'approximate_date'),
        said(hard_names),
        said(hard_texts),
        said(hard_quantities),
        said(hard_ratios),
        said(hard_money),
        said(hard_words)
    )) else [] end as problems
from hard
