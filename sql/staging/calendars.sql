-- Calendars, typed. Holidays, days worked in exchange and shorter days, for one calendar or several.
-- Written by pmo_analytics/models/staging.py from data/fields/calendars.toml.
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
--   calendar_name  text     Name of the calendar, such as a country's; blank means everyone's.
--   day            date     The day the row is about.
--   ends_on        date     Last day, where the row is about several.
--   kind           text     Whether the day is a holiday, worked in exchange, a normal working day or a weekend.
--   is_working_day flag     Whether people work that day.
--   working_hours  hours    Hours worked that day, where it differs from the setting.
--   day_name       text     Name of the holiday or the reason.
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
        sum(order_vote(day)) as day_vote,
        bool_and(is_serial(day)) as day_serial,
        sum(order_vote(ends_on)) as ends_on_vote,
        bool_and(is_serial(ends_on)) as ends_on_serial,
        sum(decimal_vote(working_hours)) as working_hours_vote
    from ledger.calendars
    group by load_id
),
header as (
    select
        load_id,
        any_value(date_order) filter (field = 'day') as day_named,
        any_value(date_order) filter (field = 'ends_on') as ends_on_named,
        any_value(value_map) filter (field = 'kind') as kind_words,
        any_value(value_map) filter (field = 'is_working_day') as is_working_day_words,
        max(multiplier) filter (field = 'working_hours') as working_hours_multiplier
    from ledger.load_columns
    where entity = 'calendars'
    group by load_id
),
load_vote as (
    select
        *,
        list_sum([working_hours_vote]) as number_vote,
        list_sum([day_vote, ends_on_vote]) as date_vote
    from vote
),
convention as (
    select
        load_id,
        date_order(day_named, day_vote, date_vote, setting.date_order) as day_order,
        day_serial,
        date_order(ends_on_named, ends_on_vote, date_vote, setting.date_order) as ends_on_order,
        ends_on_serial,
        folded_keys(kind_words) as kind_words,
        folded_keys(is_working_day_words) as is_working_day_words,
        decimal_mark(working_hours_vote, number_vote) as working_hours_mark,
        working_hours_multiplier
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
    from ledger.calendars as written
    join convention using (load_id)
    cross join setting
),
easy as (
    select
        *,
        easy_id(written.project_code) as plain_code,
        easy_text(written.calendar_name) as calendar_name,
        easy_date(written.day) as day,
        easy_date(written.ends_on) as ends_on,
        coalesce(choice_of(written.kind, convention.kind_words), choice_of(written.kind, map {'holiday': 'holiday', 'public holiday': 'holiday', 'bank holiday': 'holiday', 'non working': 'holiday', 'nonworking': 'holiday', 'day off': 'holiday', 'off': 'holiday', 'statutory holiday': 'holiday', 'closed': 'holiday', 'closure': 'holiday', 'shutdown': 'holiday', '节假日': 'holiday', '法定节假日': 'holiday', '放假': 'holiday', '休息': 'holiday', '假日': 'holiday', '假期': 'holiday', '休': 'holiday', '法定假日': 'holiday', '公休': 'holiday', '节日': 'holiday', '停工': 'holiday', '非工作日': 'holiday', '休假': 'holiday', '调休放假': 'holiday', '公众假期': 'holiday', '否': 'holiday', 'worked': 'worked', 'working weekend': 'worked', 'make up day': 'worked', 'makeup day': 'worked', 'exchange day': 'worked', 'compensatory': 'worked', 'swap day': 'worked', 'worked in exchange': 'worked', 'adjusted working day': 'worked', 'make up working day': 'worked', '调休': 'worked', '调休上班': 'worked', '补班': 'worked', '上班': 'worked', '班': 'worked', '调班': 'worked', '补休上班': 'worked', '调休工作日': 'worked', '周末上班': 'worked', '补班日': 'worked', 'working': 'working', 'working day': 'working', 'workday': 'working', 'weekday': 'working', 'work day': 'working', 'normal': 'working', 'business day': 'working', '工作日': 'working', '正常': 'working', '正常上班': 'working', '正常工作日': 'working', '平日': 'working', '是': 'working', 'weekend': 'weekend', 'saturday': 'weekend', 'sunday': 'weekend', 'rest day': 'weekend', '周末': 'weekend', '周六': 'weekend', '周日': 'weekend', '双休日': 'weekend', '休息日': 'weekend', '星期六': 'weekend', '星期日': 'weekend'})) as kind,
        coalesce(try_cast(choice_of(written.is_working_day, convention.is_working_day_words) as boolean), flag_of(written.is_working_day)) as is_working_day,
        easy_number(written.working_hours, convention.working_hours_mark, convention.working_hours_multiplier) as working_hours,
        easy_text(written.day_name) as day_name
    from known
),
hard as (
    select
        *,
        case when unread(written.project_code, plain_code) is not null
            then by_field(read_ids(with_text([
            {'field': 'project_id', 'text': unread(written.project_code, plain_code)}]))) end as hard_ids,
        case when unread(written.calendar_name, calendar_name) is not null
            or unread(written.day_name, day_name) is not null
            then by_field(read_texts(with_text([
            {'field': 'calendar_name', 'text': unread(written.calendar_name, calendar_name)},
            {'field': 'day_name', 'text': unread(written.day_name, day_name)}]))) end as hard_texts,
        case when unread(written.day, day) is not null
            or unread(written.ends_on, ends_on) is not null
            then by_field(read_dates(with_text([
            {'field': 'day', 'text': unread(written.day, day), 'day_order': convention.day_order, 'edge': 'finish', 'serial': convention.day_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'ends_on', 'text': unread(written.ends_on, ends_on), 'day_order': convention.ends_on_order, 'edge': 'finish', 'serial': convention.ends_on_serial, 'period': row_period, 'fiscal_start': fiscal_start}]))) end as hard_dates,
        case when unread(written.kind, kind) is not null
            or unread(written.is_working_day, is_working_day) is not null
            then by_field(read_words(with_text([
            {'field': 'kind', 'text': unread(written.kind, kind), 'otherwise': 'not_a_choice'},
            {'field': 'is_working_day', 'text': unread(written.is_working_day, is_working_day), 'otherwise': 'not_a_flag'}]))) end as hard_words,
        case when unread(written.working_hours, working_hours) is not null
            then by_field(read_quantities(with_text([
            {'field': 'working_hours', 'text': unread(written.working_hours, working_hours), 'mark': convention.working_hours_mark, 'multiplier': convention.working_hours_multiplier, 'hours_per_day': hours_per_day, 'kind': 'hours', 'otherwise': 'not_hours'}]))) end as hard_quantities
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
    coalesce(nullif(concat_ws('|', coalesce(coalesce(calendar_name, read_later(hard_texts, 'calendar_name')), ''), coalesce(cast(coalesce(day, read_later(hard_dates, 'day')) as varchar), name_of(written.day), '')), '|'), concat('row:', written.load_id, ':', written.row_number)) as row_key,
    coalesce(calendar_name, read_later(hard_texts, 'calendar_name')) as calendar_name,
    coalesce(day, read_later(hard_dates, 'day')) as day,
    coalesce(ends_on, read_later(hard_dates, 'ends_on')) as ends_on,
    kind as kind,
    is_working_day as is_working_day,
    try_cast(coalesce(working_hours, read_later(hard_quantities, 'working_hours')) as decimal(12, 2)) as working_hours,
    coalesce(day_name, read_later(hard_texts, 'day_name')) as day_name,
    written.extra,
    case when hard_ids is not null or hard_texts is not null or hard_dates is not null or hard_words is not null or hard_quantities is not null then problems_of(list_concat(
        said(hard_ids),
        said(hard_texts),
        said(hard_dates),
        said(hard_words),
        said(hard_quantities)
    )) else [] end as problems
from hard
