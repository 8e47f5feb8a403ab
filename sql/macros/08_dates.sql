-- Dates in all the ways they are written, the approximate ones included.

-- 2025-01-31 or 2025-01-31 17:00:00; every other way of writing a date is slower to read.
create or replace macro is_iso(text) as strlen(text) in (10, 19) and text like '____-__-__%';

-- A day before 1950 is a spreadsheet's reading of a bare year (2025 as day number 2025 is in 1905), one after 2199 no plan.
create or replace macro possible(day) as case
    when day between date '1950-01-01' and date '2199-12-31' then cast(day as date) end;

create or replace macro easy_date(text) as case when is_iso(text) then possible(try_cast(text as timestamp)) end;

-- What one cell says of its column's order: 1 day first, -1 month first, 0 either, null nothing.
create or replace macro order_vote(text) as case when text is not null and not is_iso(text) then list_transform(
    [regexp_extract(text, '^\s*(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d\d)(?:[^\d]|$)', ['a', 'b', 'y'])],
        lambda vote: case
    when vote.a = '' or try_cast(vote.a as integer) = try_cast(vote.b as integer) then null
    when try_cast(vote.a as integer) > 12 then case when try_cast(vote.b as integer) <= 12 then 1 end
    when try_cast(vote.b as integer) > 12 then -1 else 0 end)[1] end;

-- The order a format names, else the column's, else the load's, else the setting's: then with '?', a doubt.
create or replace macro date_order(named, column_vote, load_vote, setting) as case
    when named is not null then named
    when column_vote > 0 then 'dmy' when column_vote < 0 then 'mdy'
    when load_vote > 0 then 'dmy' when load_vote < 0 then 'mdy'
    else concat(setting, '?')
end;

-- Whether a cell is a spreadsheet's day number (1954 to 2119); placeholders say nothing.
create or replace macro is_serial(text) as case
    when text is null then null
    when is_iso(text) then false
    when is_placeholder(text) or trimmed(text) is null then null
    else coalesce(try_cast(text as double) between 20000 and 80000, false)
end;

-- A day of the week as it stands beside a date, and which one it is, Monday 1 to Sunday 7.
create or replace macro weekday_word() as '(?:mon|tue|wed|thu|fri|sat|sun)(?:s|nes|r|rs|ur)?(?:day)?\.?';
create or replace macro weekday_in(text) as case when regexp_matches(plain(text), '(?:星期|周|礼拜)[一二三四五六日天]')
    then least(7, instr('一二三四五六日天', regexp_extract(plain(text), '(?:星期|周|礼拜)([一二三四五六日天])', 1)))
    else nullif((instr('.montuewedthufrisatsun', left(regexp_extract(plain(text),
        '(?:^|[ ,(])(' || weekday_word() || ')(?:[ ,)]|$)', 1), 3)) + 1) // 3, 0) end;

-- Without the weekday beside a date, the time behind it and the tick of what was done on it.
create or replace macro date_text(text) as regexp_replace(plain(text),
    '^[✓✔√☑✅●] *| *[✓✔√☑✅●]$|^\(?' || weekday_word() || '\)?,? +|,? *\(' || weekday_word() || '\)|,? +' || weekday_word()
    || '$|[ t,]+\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)? ?(?:[ap]m)? ?(?:z|utc|gmt)?'
    || '(?:[-+]\d\d:?\d\d)?$|,? *\(?(?:星期|周|礼拜)[一二三四五六日天]\)?,? *', '', 'g');

-- A date without what leaves the day open: 'w/c' before a week's first day, 'by' and 前 of a date at the latest.
create or replace macro exact_date(text) as
    regexp_replace(text, '^(?:w/c|week commencing|week of|by|before) +| *(?:之前|以前|前)$', '', 'g');
-- Months in Chinese figures: 2026年四月 as 2026年4月.
create or replace macro months_in_digits(text) as case when regexp_matches(text, '[一二三四五六七八九十]月')
    then translate(replace(replace(replace(text, '十一月', '11月'), '十二月', '12月'), '十月', '10月'),
        '〇一二三四五六七八九', '0123456789') else text end;

create or replace macro month_number(name) as
    cast(nullif((strpos('.janfebmaraprmayjunjulaugsepoctnovdec', left(name, 3)) + 1) // 3, 0) as varchar);

-- The ways of writing a date and how to read each. In a shape 9 stands for a number, m for a month's name and - for what
-- stands between them; then follow the digits of the first three numbers. The answer says which number is the year (p: the
-- period's), the month (m: the name, c: the period's) and the day; then 0 a day, o a day in the column's order, 8 and 6 digits run
-- together, 1 a month, q a quarter (a b c d by name), h a half (x y by name), z a year, f a fiscal year named by two years
-- and g a quarter of it, e one named by the year it ends in and u a quarter of that, w a week.
create or replace macro way_of(shape) as case
    when shape in ('9-9-9 224', '9-9-9 222') then '321o'
    when shape in ('9-9-9 422', '9年9月9日 422', '9年9月9号 422', '9年9月9 422', '9年9月9日 222') then '1230'
    when shape in ('9-m-9 240', '9m9 240', '9-of-m-9 240', '9-m-9 220', 'm-9-9 240') then '2m10'
    when shape = '9-m-9 420' then '1m20' when shape = '9 800' then '1118' when shape = '9 600' then '1116'
    when shape in ('9月9日 220', '9月9号 220') then 'p120'
    when shape in ('9年9月 420', '9年9月份 420', '9年9月 220', '9-9 420') then '12-1' when shape = '9-9 240' then '21-1'
    when shape in ('m-9 400', 'm9 400', 'm-of-9 400', 'm-9 200', '9-m 400') then '1m-1'
    when shape in ('9月 200', '9月份 200') then 'p1-1' when shape = 'm 000' then 'pm-1'
    when shape in ('本月 000', '当月 000', '月 000') then 'pc-1'
    when shape in ('q9 200', '9季度 200', '第9季度 200') then 'p1-q'
    when shape in ('一季度 000', '第一季度 000') then 'p--a' when shape in ('二季度 000', '第二季度 000') then 'p--b'
    when shape in ('三季度 000', '第三季度 000') then 'p--c' when shape in ('四季度 000', '第四季度 000') then 'p--d'
    when shape in ('年 000', '本年 000', '今年 000') then 'p--z'
    when shape in ('9-w9 420', '9w9 420', '9年第9周 420') then '12-w'
    when shape = 'q9-9 240' then '21-q'
    when shape in ('9q9 420', '9-q9 420', '9年q9 420', '9年9季度 420', '9年第9季度 420') then '12-q'
    when shape in ('9年一季度 400', '9年第一季度 400') then '1--a' when shape in ('9年二季度 400', '9年第二季度 400') then '1--b'
    when shape in ('9年三季度 400', '9年第三季度 400') then '1--c' when shape in ('9年四季度 400', '9年第四季度 400') then '1--d'
    when shape = 'h9-9 240' then '21-h' when shape in ('9h9 420', '9-h9 420') then '12-h'
    when shape = '9年上半年 400' then '1--x' when shape = '9年下半年 400' then '1--y'
    when shape in ('9 400', '9年 400') then '1--z'
    when shape in ('9-9 440', 'fy9-9 220', 'fy9-9 420', 'fy9-9 440', 'fy-9-9 220', 'fy-9-9 420', 'fy-9-9 440')
        then '12-f'
    when shape in ('q9-9-9 242', 'q9-9-9 244', 'q9-fy9-9 242', 'q9-fy9-9 244', 'q9-fy9-9 222') then '231g'
    when shape in ('fy9 400', 'fy9 200', 'fy-9 400', 'fy-9 200', '9财年 400', '9财政年度 400') then '1--e'
    when shape in ('q9-fy9 240', 'q9-fy9 220') then '21-u' when shape in ('fy9-q9 420', 'fy9-q9 220', 'fy9q9 420',
        'fy9q9 220') then '12-u'
    when shape in ('fy9-9-q9 222', 'fy9-9-q9 422', 'fy9-9-q9 442') then '123g'
end;

create or replace macro count_digits(number) as case strlen(number) when 1 then 2 else coalesce(strlen(number), 0) end;

-- One number of a date: by its place, the period's year (p) or the month's name (m).
create or replace macro number_at(place, cell) as case place when 'p' then cast(year(cell.period) as varchar)
    when 'm' then cell.month_named when 'c' then cast(month(cell.period) as varchar) else cell.n[try_cast(place as integer)] end;

-- A year of two digits is of 1970 to 2069.
create or replace macro day_of(year, month, day) as try_cast(concat(case when strlen(year) <> 2 then ''
    when year < '70' then '20' else '19' end, year, '-', month, '-', day) as date);

-- Cells get their text made plain, its numbers, month and part of a month, its shape, and the way to read it.
create or replace macro with_way(cells) as
    list_transform(list_transform(list_transform(list_transform(list_transform(cells,
    lambda cell: struct_insert(cell, tidy := exact_date(date_text(cell.text)))),
    lambda cell: struct_insert(cell, written := case when contains(cell.tidy, '月') or contains(cell.tidy, '年')
        then months_in_digits(replace(cell.tidy, ' ', '')) else cell.tidy end)),
    lambda cell: struct_insert(cell, n := regexp_extract_all(cell.written, '\d+'),
        name := regexp_extract(cell.written,
            '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?'
            || '|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?:[^a-z]|$)'),
        part := regexp_extract(cell.written, '上旬|中旬|下旬|[初中底末]$|^(?:early|start|beginning|mid|late|end)(?: of)?[ -]'))),
    lambda cell: struct_insert(cell, month_named := month_number(cell.name),
        shape := concat(regexp_replace(regexp_replace(
        regexp_replace(replace(replace(cell.written, coalesce(nullif(regexp_replace(cell.name, '[^a-z]$', ''), ''),
            '|'), 'm'),
        coalesce(nullif(cell.part, ''), '|'), ''), '(?:fiscal|financial) year', 'fy'), '\d+(?:st|nd|rd|th)?', '9', 'g'),
        '[ ,./''-]+', '-', 'g'), ' ', count_digits(cell.n[1]), count_digits(cell.n[2]), count_digits(cell.n[3])))),
    lambda cell: struct_insert(cell, way := case
        when cell.shape = '9-9-9 222' and contains(cell.written, '-') then null
        when cell.shape = 'm-9 200' and contains(cell.written, ' ') and not contains(cell.written, '''') then null
        when cell.shape = '9-9 420' and strlen(cell.n[2]) = 2 and cell.n[2] > '12' then '12-f'
        when cell.shape in ('9-9-9-9 424', '9年9月-9年9月 424') then case when cell.edge = 'start' then '12-1'
            when ends_with(cell.field, 'finish') then '34-1' end
        else way_of(cell.shape) end));

-- Cells get year, month and day of the first day they name, how many months later it is and how many months it holds.
create or replace macro with_calendar(cells) as list_transform(list_transform(cells,
    lambda cell: struct_insert(cell, kind := cell.way[4], first := number_at(cell.way[1], cell),
        second := number_at(cell.way[2], cell), third := number_at(cell.way[3], cell))),
    lambda cell: struct_insert(cell,
    year := case when cell.kind in ('8', '6') then cell.first[1:4] else cell.first end,
    month := case when cell.kind in ('8', '6') then cell.first[5:6] when cell.kind = 'o' and cell.day_order like 'mdy%'
        then cell.third
        when cell.kind in ('0', 'o', '1') then cell.second
        when cell.kind = 'q' then cast(3 * try_cast(cell.second as integer) - 2 as varchar)
        when cell.kind = 'h' then cast(6 * try_cast(cell.second as integer) - 5 as varchar)
        when cell.kind in ('a', 'x', 'z', 'w') then '1' when cell.kind = 'b' then '4' when cell.kind in ('c', 'y') then '7'
        when cell.kind = 'd' then '10' else cast(cell.fiscal_start as varchar) end,
    day := case when cell.kind = 'o' and cell.day_order like 'mdy%' then cell.second when cell.kind in ('0', 'o')
        then cell.third
        when cell.kind = '8' then cell.first[7:8] when cell.kind = 'w' then '4' else '1' end,
    later := case when cell.kind in ('e', 'u') and cell.fiscal_start > 1 then -12 else 0 end + coalesce(3 * try_cast(
        case cell.kind when 'g' then cell.third when 'u' then cell.second end as integer) - 3, 0),
    months := case when cell.kind in ('1', '6') then 1 when cell.kind in ('q', 'a', 'b', 'c', 'd', 'g', 'u') then 3
        when cell.kind in ('h', 'x', 'y') then 6 when cell.kind in ('z', 'f', 'e') then 12 end,
    third_of := case when cell.part in ('上旬', '初') or left(cell.part, 3) in ('ear', 'sta', 'beg') then 1
        when cell.part in ('中旬', '中') or left(cell.part, 3) = 'mid' then 2 when cell.part <> '' then 3 end));

-- The first day (edge 'start') or the last of so many months, of a third of a month or of a year's first or last month.
create or replace macro edge_of(first, months, third, edge) as cast(case
    when months is null then first
    when months = 12 and third = 2 then null
    when edge = 'start' then case when months = 12 and third = 3 then first + to_months(11)
        when months = 1 and third > 1 then first + cast(10 * third - 10 as integer) else first end
    when months = 1 and third < 3 then first + cast(10 * third - 1 as integer)
    else first + to_months(case when months = 12 and third = 1 then 1 else months end) - interval 1 day end as date);

-- Cells with `day_order`, `edge`, the row's `period`, the setting `fiscal_start`, and `serial`: whether the whole column is
-- a spreadsheet's day numbers. Approximate dates start or end, as `edge` says.
create or replace macro read_dates(cells) as
    list_transform(list_transform(list_transform(list_transform(with_calendar(with_way(cells)),
    lambda cell: struct_insert(cell, is_week := cell.kind = 'w' or starts_with(date_text(cell.text), 'w'),
    first_day := case when cell.kind = 'w' and try_cast(cell.second as integer) between 1 and 53
        then cast(date_trunc('week', day_of(cell.year, '1', '4')) as date) + 7 * (try_cast(cell.second as integer) - 1)
        when cell.kind <> 'w' then cast(day_of(cell.year, cell.month, cell.day) + to_months(cell.later) as date) end,
    swapped := case when cell.kind = 'o' then day_of(cell.year, cell.day, cell.month) end,
    is_consecutive := (try_cast(cell.first as integer) + 1 - try_cast(cell.second as integer)) % 100 = 0)),
    lambda cell: struct_insert(cell, edge_day := case
        when cell.serial then date '1899-12-30' + cast(floor(try_cast(cell.written as double)) as integer)
        when cell.kind in ('f', 'g') and (cell.fiscal_start = 1 or not cell.is_consecutive) then null
        when cell.is_week and cell.months is null then cell.first_day + case cell.edge when 'start' then 0 else 6 end
        else edge_of(cell.first_day, cell.months, cell.third_of, cell.edge) end)),
    lambda cell: struct_insert(cell, found := possible(cell.edge_day))),
    lambda cell: {'field': cell.field, 'text': cell.text, 'value': cell.found, 'problem': case
    when cell.found is null then case when cell.way is null then 'not_a_date'
        when possible(cell.swapped) is not null then 'date_order_contradicts'
        when cell.kind in ('f', 'g') and cell.fiscal_start = 1 then 'fiscal_year_unclear' else 'impossible_date' end
    when cell.serial then 'serial_date'
    when cell.months is null and not cell.is_week and weekday_in(cell.text) <> isodow(cell.found)
        then 'weekday_contradicts'
    when cell.way[1] = 'p' then 'year_from_period'
    when cell.months > 0 or cell.is_week or exact_date(date_text(cell.text)) <> date_text(cell.text)
        then 'approximate_date'
    when cell.day_order like '%?' and cell.swapped <> cell.found then 'date_order_assumed'
    when cell.kind = 'o' and strlen(cell.first) = 2 then 'short_year' end});

-- The last two digits of the calendar year in which a fiscal year ends, as written, else that of a month; null where
-- neither says. A single year names the fiscal year that ends in it; of two years the first is the one it begins in.
create or replace macro years_named(written) as
    list_transform(regexp_extract_all(written, '\d{4}|\d{2}'), lambda digits: digits::integer);
create or replace macro fiscal_year_end(written, month, months_ahead) as coalesce(
    years_named(written)[1] + if(len(years_named(written)) >= 2 and months_ahead > 0, 1, 0),
    year(month + to_months(months_ahead))
) % 100;
