-- Numbers, counts and durations, with their decimal sign and their units.

-- What one cell says of its column's decimal sign: 1 a point, -1 a comma, 0 either, null nothing. 1.234 can be both.
create or replace macro decimal_vote(text) as case
    when text is null or not (contains(text, '.') or contains(text, ',')) then null
    when text not like '%.___' and isfinite(try_cast(text as double)) then 1
    else list_transform([regexp_extract(text, '^[^\d.,]{0,6}(\d[\d.,'' ]*\d|[.,]\d+)[^\d.,]{0,8}$', 1)],
        lambda token: case
        when regexp_full_match(token, '[1-9]\d{0,2}[.,]\d{3}') then 0
        when regexp_full_match(token, '\d*\.\d+|[1-9]\d{0,2}(?:[, '']\d{2,3})*,\d{3}(?:\.\d+)?'
            || '|[1-9]\d{0,2}(?:[ '']\d{3})+\.\d+') then 1
        when regexp_full_match(token, '\d*,\d+|[1-9]\d{0,2}(?:[. '']\d{3})*\.\d{3}(?:,\d+)?'
            || '|[1-9]\d{0,2}(?:[ '']\d{3})+,\d+') then -1
    end)[1]
end;

-- '.' or ',' as most cells of the column say, else of the load; '?' is a point that only habit speaks for.
create or replace macro decimal_mark(column_vote, load_vote) as case
    when column_vote < 0 or (column_vote = 0 and load_vote < 0) then ','
    when column_vote = 0 and coalesce(load_vote, 0) = 0 then '?'
    else '.'
end;

create or replace macro is_easy_number(text, mark) as
    not contains(text, '_') and (mark = '.' or (mark = '?' and not contains(text, '.')));

create or replace macro easy_number(text, mark, multiplier) as case when is_easy_number(text, mark)
    then finite(try_cast(text as double)) * coalesce(cast(multiplier as double), 1) end;

-- The digits of a number without its sign as a cast reads them, with a point or a comma before the decimals.
create or replace macro point_digits(digits) as case when regexp_full_match(digits,
    '[1-9]\d{0,2}(?:[, '']\d{3})+(?:\.\d*)?|[1-9]\d?(?:,\d\d)+,\d{3}(?:\.\d*)?|\d+\.?|\d*\.\d+')
    then replace(replace(replace(digits, ',', ''), ' ', ''), '''', '') end;
create or replace macro comma_digits(digits) as case when regexp_full_match(digits,
    '[1-9]\d{0,2}(?:[. '']\d{3})+(?:,\d*)?|\d+,?|\d*,\d+')
    then replace(replace(replace(replace(digits, '.', ''), ' ', ''), '''', ''), ',', '.') end;

create or replace macro whole(number) as case
    when number = floor(number) and abs(number) < 9e15 then cast(number as bigint) end;

create or replace macro easy_count(text, mark, multiplier) as whole(easy_number(text, mark, multiplier));

-- A figure without what makes it a rough one: 约60%, ~2m, approx £2m, 50%左右.
create or replace macro exact_text(text) as regexp_replace(plain(text),
    '^(?:大约|约为|约|大概|近|approx(?:\.|imately)?|about|circa|ca?\.|[~≈～]) *| *(?:左右|上下)$', '', 'g');
create or replace macro rough(text) as case when exact_text(text) <> plain(text) then 'approximate_number' end;

-- A number and what stands around it; `digits` is '' where the cell is none.
create or replace macro number_parts(text) as regexp_extract(plain(text),
    '^(\(?)([-+]?) ?([^\d.,()+''-]*)([-+]?)(\d[\d.,'' ]*|[.,]\d+)(e[-+]?\d+)?([^\d()+-]*)([-)]?)$',
    ['open', 'sign', 'before', 'inner', 'digits', 'exponent', 'after', 'close']);

-- Brackets or a minus on either side make a number negative; two of them make it unreadable (null).
create or replace macro sign_of(parts) as case
    when (parts.open = '(') <> (parts.close = ')')
        or strlen(replace(concat(parts.open, parts.sign, parts.inner, rtrim(parts.close, ')')), '+', '')) > 1 then null
    when '-' in (parts.sign, parts.inner, parts.close) or parts.open = '(' then '-' else ''
end;

-- Cells with `parts` and `mark` get the number as a cast reads it, and what is wrong or doubtful about how it is written.
create or replace macro with_number(cells) as list_transform(list_transform(cells, lambda cell: struct_insert(cell,
    point := point_digits(trim(cell.parts.digits)), comma := comma_digits(trim(cell.parts.digits)))),
    lambda cell: struct_insert(cell,
    number := sign_of(cell.parts) || case when cell.mark = ',' then cell.comma else cell.point end
        || coalesce(cell.parts.exponent, ''),
    doubt := case when case when cell.mark = ',' then cell.comma else cell.point end is null
        then case when coalesce(cell.comma, cell.point) is not null then 'decimal_mark_contradicts' end
        when cell.mark = '?' and trim(cell.parts.digits) like '%.___' and cell.comma is not null
            then 'decimal_mark_assumed' end));

-- What one `unit` is worth in the kind's own; a week is five working days, a month of work 21.75.
create or replace macro unit_steps(kind, unit, hours_per_day) as case
    when kind = 'count' and unit in ('个', '项', '人', '名', '次', '件', '条', '份') then 1
    when kind = 'hours' and unit in ('h', 'hr', 'hrs', 'hour', 'hours', '小时', '工时', '时', '人时') then 1
    when kind = 'hours' and unit in ('d', 'day', 'days', 'pd', '天', '日', '人天', '人日', '工日') then hours_per_day
    when kind = 'hours' and unit in ('w', 'wk', 'week', 'weeks', '周', '人周') then 5 * hours_per_day
    when kind = 'hours' and unit = '人月' then 21.75 * hours_per_day
    when kind = 'days' and unit in ('d', 'day', 'days', 'wd', 'edays', '天', '日', '个工作日', '工作日', '日历天') then 1
    when kind = 'days' and unit in ('h', 'hr', 'hrs', 'hour', 'hours', '小时') then safe_div(1, hours_per_day)
    when kind = 'months' and unit in ('m', 'mo', 'mos', 'mth', 'mths', 'month', 'months', '月', '个月') then 1
    when kind = 'months' and unit in ('y', 'yr', 'yrs', 'year', 'years', '年') then 12
end;

-- Written durations in hours: 1w 2d 3h 30m as in Jira (days of `hours_per_day`), PT26H30M and 26:30 as a clock counts.
create or replace macro clock_parts(text) as regexp_extract(plain(text),
    '^(?:(\d+):(\d\d)(?::(\d\d))?|(p?)(?:(\d+(?:\.\d+)?)w)? ?(?:(\d+(?:\.\d+)?)d)? ?t?(?:(\d+(?:\.\d+)?)h)?'
    || ' ?(?:(\d+(?:\.\d+)?)m)? ?(?:(\d+(?:\.\d+)?)s)?)$', ['hh', 'mm', 'ss', 'iso', 'w', 'd', 'h', 'm', 's']);
create or replace macro part_of(number) as coalesce(try_cast(number as double), 0);
create or replace macro clock_hours(span, hours_per_day) as
    case when concat(span.hh, span.w, span.d, span.h, span.m, span.s) <> '' then
        (part_of(span.w) * case span.iso when 'p' then 7 else 5 end + part_of(span.d))
            * case span.iso when 'p' then 24 else hours_per_day end
        + part_of(concat(span.hh, span.h)) + safe_div(part_of(concat(span.mm, span.m)), 60)
        + safe_div(part_of(concat(span.ss, span.s)), 3600) end;

-- Cells of a `kind` (number, count, hours, days, months) with `mark`, `multiplier`, `hours_per_day` and what they fail to
-- be `otherwise`. The cell's own unit wins over the header's multiplier.
create or replace macro read_quantities(cells) as list_transform(list_transform(with_number(list_transform(cells,
    lambda cell: struct_insert(cell, parts := number_parts(exact_text(cell.text)), clock := clock_parts(cell.text)))),
    lambda cell: struct_insert(cell, amount := coalesce(finite(try_cast(cell.number as double)) * case
        when trim(cell.parts.before) <> '' then null
        when trim(cell.parts.after) = '' then coalesce(cast(cell.multiplier as double), 1)
        else unit_steps(cell.kind, rtrim(trim(cell.parts.after), '?. '), cell.hours_per_day) end,
        case when cell.kind = 'hours' then clock_hours(cell.clock, cell.hours_per_day)
        when cell.kind = 'days' and cell.clock.iso = 'p' and concat(cell.clock.w, cell.clock.h, cell.clock.m, cell.clock.s) = ''
        then try_cast(cell.clock.d as double) end))),
    lambda cell: {'field': cell.field, 'text': cell.text,
    'value': case when cell.kind = 'count' then cast(whole(cell.amount) as double) else cell.amount end,
    'problem': case when cell.amount is null then coalesce(cell.doubt, cell.otherwise)
        when cell.kind = 'count' and whole(cell.amount) is null then cell.otherwise
        else coalesce(cell.doubt, rough(cell.text)) end});
