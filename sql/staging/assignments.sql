-- Assignments, typed. Planned and actual hours of a person or role on a project by month.
-- Written by pmo_analytics/models/staging.py from data/fields/assignments.toml.
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
--   person_name          text     Name of the person; blank where only a role is asked for.
--   role                 text     Role in which the person works, or which is still to be filled.
--   unit                 text     Department or team the person belongs to.
--   task_id              text     Task the hours are for, by code or name.
--   planned_hours        hours    Hours planned for the month.
--   actual_hours         hours    Hours worked in the month.
--   remaining_hours      hours    Hours still to be worked after the month.
--   allocation_share     percent  Share of the person's time given to the project.
--   full_time_equivalent ratio    Full-time equivalents given to the project.
--   firmness             text     Whether the hours are firm or only tentative.
--   is_key_person        flag     Whether the person is key to the project.
--   cost_rate            money    Cost of one hour of the person on the project.
--   cost                 money    Cost of the actual hours.
--   timesheet_status     text     Whether the hours are submitted or approved.
--   starts_on            date     First day on the project.
--   ends_on              date     Last day on the project.
--   comment              text     What was done, or anything else.
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
        sum(decimal_vote(planned_hours)) as planned_hours_vote,
        sum(decimal_vote(actual_hours)) as actual_hours_vote,
        sum(decimal_vote(remaining_hours)) as remaining_hours_vote,
        sum(decimal_vote(allocation_share)) as allocation_share_vote,
        bool_or(is_points(allocation_share)) as allocation_share_points,
        sum(decimal_vote(full_time_equivalent)) as full_time_equivalent_vote,
        sum(decimal_vote(cost_rate)) as cost_rate_vote,
        sum(decimal_vote(cost)) as cost_vote,
        sum(order_vote(starts_on)) as starts_on_vote,
        bool_and(is_serial(starts_on)) as starts_on_serial,
        sum(order_vote(ends_on)) as ends_on_vote,
        bool_and(is_serial(ends_on)) as ends_on_serial
    from ledger.assignments
    group by load_id
),
header as (
    select
        load_id,
        any_value(date_order) filter (field = 'month') as month_named,
        max(multiplier) filter (field = 'planned_hours') as planned_hours_multiplier,
        max(multiplier) filter (field = 'actual_hours') as actual_hours_multiplier,
        max(multiplier) filter (field = 'remaining_hours') as remaining_hours_multiplier,
        max(multiplier) filter (field = 'full_time_equivalent') as full_time_equivalent_multiplier,
        any_value(value_map) filter (field = 'firmness') as firmness_words,
        any_value(value_map) filter (field = 'is_key_person') as is_key_person_words,
        max(multiplier) filter (field = 'cost_rate') as cost_rate_multiplier,
        max(multiplier) filter (field = 'cost') as cost_multiplier,
        any_value(date_order) filter (field = 'starts_on') as starts_on_named,
        any_value(date_order) filter (field = 'ends_on') as ends_on_named
    from ledger.load_columns
    where entity = 'assignments'
    group by load_id
),
load_vote as (
    select
        *,
        list_sum([planned_hours_vote, actual_hours_vote, remaining_hours_vote, allocation_share_vote, full_time_equivalent_vote, cost_rate_vote, cost_vote]) as number_vote,
        list_sum([month_vote, starts_on_vote, ends_on_vote]) as date_vote
    from vote
),
convention as (
    select
        load_id,
        date_order(month_named, month_vote, date_vote, setting.date_order) as month_order,
        month_serial,
        decimal_mark(planned_hours_vote, number_vote) as planned_hours_mark,
        planned_hours_multiplier,
        decimal_mark(actual_hours_vote, number_vote) as actual_hours_mark,
        actual_hours_multiplier,
        decimal_mark(remaining_hours_vote, number_vote) as remaining_hours_mark,
        remaining_hours_multiplier,
        decimal_mark(allocation_share_vote, number_vote) as allocation_share_mark,
        allocation_share_points,
        decimal_mark(full_time_equivalent_vote, number_vote) as full_time_equivalent_mark,
        full_time_equivalent_multiplier,
        folded_keys(firmness_words) as firmness_words,
        folded_keys(is_key_person_words) as is_key_person_words,
        decimal_mark(cost_rate_vote, number_vote) as cost_rate_mark,
        cost_rate_multiplier,
        decimal_mark(cost_vote, number_vote) as cost_mark,
        cost_multiplier,
        date_order(starts_on_named, starts_on_vote, date_vote, setting.date_order) as starts_on_order,
        starts_on_serial,
        date_order(ends_on_named, ends_on_vote, date_vote, setting.date_order) as ends_on_order,
        ends_on_serial
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
    from ledger.assignments as written
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
        easy_text(written.unit) as unit,
        easy_text(written.task_id) as task_id,
        easy_number(written.planned_hours, convention.planned_hours_mark, convention.planned_hours_multiplier) as planned_hours,
        easy_number(written.actual_hours, convention.actual_hours_mark, convention.actual_hours_multiplier) as actual_hours,
        easy_number(written.remaining_hours, convention.remaining_hours_mark, convention.remaining_hours_multiplier) as remaining_hours,
        easy_ratio(written.allocation_share, convention.allocation_share_mark, convention.allocation_share_points) as allocation_share,
        easy_number(written.full_time_equivalent, convention.full_time_equivalent_mark, convention.full_time_equivalent_multiplier) as full_time_equivalent,
        coalesce(choice_of(written.firmness, convention.firmness_words), choice_of(written.firmness, map {'firm': 'firm', 'committed': 'firm', 'confirmed': 'firm', 'hard': 'firm', 'hard booked': 'firm', 'booked': 'firm', 'approved': 'firm', 'allocated': 'firm', 'assigned': 'firm', 'yes': 'firm', 'hard booking': 'firm', 'fixed': 'firm', '确定': 'firm', '已确认': 'firm', '已确定': 'firm', '确认': 'firm', '已分配': 'firm', '已批准': 'firm', '正式': 'firm', '硬占用': 'firm', '是': 'firm', '锁定': 'firm', '已安排': 'firm', 'tentative': 'tentative', 'proposed': 'tentative', 'soft': 'tentative', 'soft booked': 'tentative', 'requested': 'tentative', 'planned': 'tentative', 'draft': 'tentative', 'provisional': 'tentative', 'pending': 'tentative', 'soft booking': 'tentative', 'unconfirmed': 'tentative', 'no': 'tentative', 'forecast': 'tentative', '暂定': 'tentative', '待定': 'tentative', '待确认': 'tentative', '拟投入': 'tentative', '申请中': 'tentative', '预占': 'tentative', '软占用': 'tentative', '计划': 'tentative', '未确认': 'tentative', '否': 'tentative', '预计': 'tentative', '意向': 'tentative', '拟定': 'tentative'})) as firmness,
        coalesce(try_cast(choice_of(written.is_key_person, convention.is_key_person_words) as boolean), flag_of(written.is_key_person)) as is_key_person,
        easy_money(written.cost_rate, convention.cost_rate_mark, convention.cost_rate_multiplier) as cost_rate,
        easy_money(written.cost, convention.cost_mark, convention.cost_multiplier) as cost,
        easy_text(written.timesheet_status) as timesheet_status,
        easy_date(written.starts_on) as starts_on,
        easy_date(written.ends_on) as ends_on,
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
            or unread(written.starts_on, starts_on) is not null
            or unread(written.ends_on, ends_on) is not null
            then by_field(read_dates(with_text([
            {'field': 'month', 'text': unread(written.month, month), 'day_order': convention.month_order, 'edge': 'start', 'serial': convention.month_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'starts_on', 'text': unread(written.starts_on, starts_on), 'day_order': convention.starts_on_order, 'edge': 'start', 'serial': convention.starts_on_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'ends_on', 'text': unread(written.ends_on, ends_on), 'day_order': convention.ends_on_order, 'edge': 'finish', 'serial': convention.ends_on_serial, 'period': row_period, 'fiscal_start': fiscal_start}]))) end as hard_dates,
        case when unread(written.person_name, person_name) is not null
            then by_field(read_names(with_text([
            {'field': 'person_name', 'text': unread(written.person_name, person_name)}]))) end as hard_names,
        case when unread(written.role, role) is not null
            or unread(written.unit, unit) is not null
            or unread(written.task_id, task_id) is not null
            or unread(written.timesheet_status, timesheet_status) is not null
            or unread(written.comment, comment) is not null
            then by_field(read_texts(with_text([
            {'field': 'role', 'text': unread(written.role, role)},
            {'field': 'unit', 'text': unread(written.unit, unit)},
            {'field': 'task_id', 'text': unread(written.task_id, task_id)},
            {'field': 'timesheet_status', 'text': unread(written.timesheet_status, timesheet_status)},
            {'field': 'comment', 'text': unread(written.comment, comment)}]))) end as hard_texts,
        case when unread(written.planned_hours, planned_hours) is not null
            or unread(written.actual_hours, actual_hours) is not null
            or unread(written.remaining_hours, remaining_hours) is not null
            or unread(written.full_time_equivalent, full_time_equivalent) is not null
            then by_field(read_quantities(with_text([
            {'field': 'planned_hours', 'text': unread(written.planned_hours, planned_hours), 'mark': convention.planned_hours_mark, 'multiplier': convention.planned_hours_multiplier, 'hours_per_day': hours_per_day, 'kind': 'hours', 'otherwise': 'not_hours'},
            {'field': 'actual_hours', 'text': unread(written.actual_hours, actual_hours), 'mark': convention.actual_hours_mark, 'multiplier': convention.actual_hours_multiplier, 'hours_per_day': hours_per_day, 'kind': 'hours', 'otherwise': 'not_hours'},
            {'field': 'remaining_hours', 'text': unread(written.remaining_hours, remaining_hours), 'mark': convention.remaining_hours_mark, 'multiplier': convention.remaining_hours_multiplier, 'hours_per_day': hours_per_day, 'kind': 'hours', 'otherwise': 'not_hours'},
            {'field': 'full_time_equivalent', 'text': unread(written.full_time_equivalent, full_time_equivalent), 'mark': convention.full_time_equivalent_mark, 'multiplier': convention.full_time_equivalent_multiplier, 'hours_per_day': hours_per_day, 'kind': 'number', 'otherwise': 'not_a_number'}]))) end as hard_quantities,
        case when unread(written.allocation_share, allocation_share) is not null
            then by_field(read_ratios(with_text([
            {'field': 'allocation_share', 'text': unread(written.allocation_share, allocation_share), 'mark': convention.allocation_share_mark, 'points': convention.allocation_share_points}]))) end as hard_ratios,
        case when unread(written.firmness, firmness) is not null
            or unread(written.is_key_person, is_key_person) is not null
            then by_field(read_words(with_text([
            {'field': 'firmness', 'text': unread(written.firmness, firmness), 'otherwise': 'not_a_choice'},
            {'field': 'is_key_person', 'text': unread(written.is_key_person, is_key_person), 'otherwise': 'not_a_flag'}]))) end as hard_words,
        case when unread(written.cost_rate, cost_rate) is not null
            or unread(written.cost, cost) is not null
            then by_field(read_money(with_text([
            {'field': 'cost_rate', 'text': unread(written.cost_rate, cost_rate), 'mark': convention.cost_rate_mark, 'multiplier': convention.cost_rate_multiplier, 'currency': row_currency},
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
    month_end(coalesce(month, read_later(hard_dates, 'month'))) as month,
    coalesce(nullif(concat_ws('|', coalesce(cast(month_end(coalesce(month, read_later(hard_dates, 'month'))) as varchar), name_of(written.month), ''), coalesce(coalesce(person_id, read_later(hard_ids, 'person_id')), coalesce(person_name, read_later(hard_names, 'person_name')), ''), coalesce(coalesce(role, read_later(hard_texts, 'role')), ''), coalesce(coalesce(task_id, read_later(hard_texts, 'task_id')), '')), '|||'), concat('row:', written.load_id, ':', written.row_number)) as row_key,
    coalesce(person_id, read_later(hard_ids, 'person_id')) as person_id,
    coalesce(person_name, read_later(hard_names, 'person_name')) as person_name,
    coalesce(role, read_later(hard_texts, 'role')) as role,
    coalesce(unit, read_later(hard_texts, 'unit')) as unit,
    coalesce(task_id, read_later(hard_texts, 'task_id')) as task_id,
    try_cast(coalesce(planned_hours, read_later(hard_quantities, 'planned_hours')) as decimal(12, 2)) as planned_hours,
    try_cast(coalesce(actual_hours, read_later(hard_quantities, 'actual_hours')) as decimal(12, 2)) as actual_hours,
    try_cast(coalesce(remaining_hours, read_later(hard_quantities, 'remaining_hours')) as decimal(12, 2)) as remaining_hours,
    coalesce(allocation_share, read_later(hard_ratios, 'allocation_share')) as allocation_share,
    try_cast(coalesce(full_time_equivalent, read_later(hard_quantities, 'full_time_equivalent')) as double) as full_time_equivalent,
    firmness as firmness,
    is_key_person as is_key_person,
    coalesce(cost_rate, read_later(hard_money, 'cost_rate')) as cost_rate,
    coalesce(cost, read_later(hard_money, 'cost')) as cost,
    coalesce(timesheet_status, read_later(hard_texts, 'timesheet_status')) as timesheet_status,
    coalesce(starts_on, read_later(hard_dates, 'starts_on')) as starts_on,
    coalesce(ends_on, read_later(hard_dates, 'ends_on')) as ends_on,
    coalesce(comment, read_later(hard_texts, 'comment')) as comment,
    written.extra,
    case when hard_ids is not null or hard_dates is not null or hard_names is not null or hard_texts is not null or hard_quantities is not null or hard_ratios is not null or hard_words is not null or hard_money is not null then problems_of(list_concat(
        said(hard_ids),
        list_filter(said(hard_dates), lambda day: day.field <> 'month' or day.problem is distinct from 'approximate_date'),
        said(hard_names),
        said(hard_texts),
        said(hard_quantities),
        said(hard_ratios),
        said(hard_words),
        said(hard_money)
    )) else [] end as problems
from hard
