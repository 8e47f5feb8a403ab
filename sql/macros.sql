-- Text to values, and the few sums that every model shares. Scalar macros only; each can be tried in any DuckDB shell.
--
-- easy_<type>(text, ...) is the value of a cell of the common shape, at about the price of a cast, else null.
-- to_<type>(text, ...) reads any cell: {value, problem}. `problem` is what is doubtful about the value or, where there
-- is none, what the cell fails to be; reason_of(text, cell) tells blanks, placeholders and error cells from that. Both
-- are keys of pmo_analytics/words/findings.toml. Nothing is guessed: what is unclear has no value.
-- list_transform([x], lambda y: ...)[1] computes x once and calls it y. Macros nest, so each lambda has its own name.

-- Arithmetic -----------------------------------------------------------------------------------------------------------

create or replace macro finite(number) as case when isfinite(cast(number as double)) then cast(number as double) end;

create or replace macro safe_div(numerator, denominator) as case
    when denominator = 0 then null
    when isfinite(cast(numerator as double)) and isfinite(cast(denominator as double))
    then finite(cast(numerator as double) / cast(denominator as double))
end;

create or replace macro month_end(day) as last_day(cast(day as date));

-- Months from the start of the day `start` to the end of the day `day`: 1 January to 28 February is 2.
create or replace macro month_index(start, day) as
    12.0::double * (year(day) - year(start)) + (month(day) - month(start))
    + (safe_div(dayofmonth(day), dayofmonth(last_day(day))) - safe_div(dayofmonth(start) - 1, dayofmonth(last_day(start))));

create or replace macro light_on_three_steps(light) as case light
    when 'amber_green' then 'amber' when 'amber_red' then 'amber' else light
end;

create or replace macro light_rank(light) as case light_on_three_steps(light)
    when 'green' then 0 when 'amber' then 1 when 'red' then 2
end;

-- Cells ----------------------------------------------------------------------------------------------------------------

-- Without the blanks at both ends, of every kind: tabs, line ends, no-break and ideographic spaces, zero-width signs.
create or replace macro trimmed(text) as nullif(regexp_replace(nfc_normalize(text),
    '^[\s\x{a0}\x{2000}-\x{200f}\x{202f}\x{3000}\x{feff}]+|[\s\x{a0}\x{2000}-\x{200f}\x{202f}\x{3000}\x{feff}]+$',
    '', 'g'), '');

-- Fullwidth signs, typographic minus and dashes, odd spaces and the apostrophe before a number, made plain; lower case.
create or replace macro plain(text) as lower(ltrim(trim(case
    when regexp_matches(text, '[\x{ff01}-\x{ffe6}\x{a0}\x{2000}-\x{2015}\x{2018}-\x{201b}\x{202f}\x{2212}\x{3000}\x{feff}\t-\r]')
    then translate(text,
        '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ'
        || '．，％－＋（）／：＃￥＄￡−–—‑‘’' || chr(160) || chr(8199) || chr(8201) || chr(8239) || chr(12288)
        || chr(9) || chr(10) || chr(13) || chr(8203) || chr(8206) || chr(8207) || chr(65279),
        '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
        || '.,%-+()/:#¥$£----''''' || '        ')
    else text end), ''''));

-- A word as lists of words compare it: any run of blanks, _ and - counts as one blank.
create or replace macro folded(text) as regexp_replace(plain(text), '[\s_-]+', ' ', 'g');

-- The same map with its keys folded; of two keys that fold alike the later counts.
create or replace macro folded_keys(spellings) as case when len(map_keys(spellings)) > 0 then list_reduce(list_transform(
    map_entries(spellings), lambda spelling: map {folded(spelling.key): spelling.value}), lambda earlier, later:
    map_concat(earlier, later)) end;

-- 'Nothing here' in any cell, then in any but one of free text, where 无 and 'none' are answers.
create or replace macro placeholder() as '[-/\\.?*—–]+|n\.?/?a\.?|null|tb[acd]'
    || '|to be (?:advised|confirmed|determined|decided)|待定|待确定|待确认|待补充|待填写?';
create or replace macro name_placeholder() as placeholder()
    || '|nil|none|unknown|not (?:applicable|available|known|provided|set)|pending|open[ -]ended|no end date'
    || '|无|没有|暂无|空|未知|不详|未定|待议|未填写?|未提供|不适用|不涉及|长期|长期有效|永久';

create or replace macro is_placeholder(text) as strlen(text) < 60 and regexp_full_match(plain(text), name_placeholder());

create or replace macro is_error_cell(text) as text like '#%' and regexp_full_match(upper(text),
    '#(?:N/A|DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNCALCULATED)');

-- The name of what is wrong or doubtful about a cell that was read; null where nothing is.
create or replace macro reason_of(text, cell) as case
    when cell.value is not null then cell.problem
    when trimmed(text) is null then null
    when text = '#UNCALCULATED' then 'uncalculated'
    when is_error_cell(text) then 'error_cell'
    when is_placeholder(text) then 'placeholder'
    else cell.problem
end;

create or replace macro severity_of(reason) as case
    when reason in ('placeholder', 'approximate_date') then 'note'
    when reason in ('date_order_assumed', 'decimal_mark_assumed', 'percent_unclear', 'year_from_period', 'serial_date',
        'control_character', 'mixed_alphabets') then 'warning'
    else 'error'
end;

-- The text of a cell that was not easy to read, and the value it has among the cells read later (field -> cell).
create or replace macro unread(text, value) as case when value is null then text end;
create or replace macro read_later(cells, field) as case when cells is not null then cells[field].value end;

-- What the later cells say, without their values: those are of many types.
create or replace macro said(cells) as list_transform(map_entries(cells), lambda entry: {'field': entry.key,
    'text': entry.value.text, 'value': case when entry.value.value is not null then true end, 'problem': entry.value.problem});

create or replace macro problems_of(cells) as list_transform(list_filter(list_transform(cells, lambda heard:
    {'field': heard.field, 'text': heard.text, 'reason': reason_of(heard.text, heard)}), lambda found:
    found.reason is not null), lambda kept: struct_insert(kept, severity := severity_of(kept.reason)));

-- Words ----------------------------------------------------------------------------------------------------------------

-- A text that begins and ends with a sign of its own and is not a placeholder.
create or replace macro not_easy_text(placeholders) as
    '^[\s\x{a0}\x{2000}-\x{200f}\x{202f}\x{3000}\x{feff}\x{ff01}-\x{ff5e}#]|[\s\x{a0}\x{2000}-\x{200f}\x{202f}\x{3000}\x{feff}]$'
    || '|^(?i:' || placeholders || ')$|^$';

create or replace macro easy_text(text) as case
    when not regexp_matches(text, not_easy_text(placeholder())) then nfc_normalize(text) end;

create or replace macro to_text(text) as {'value': case
    when not (regexp_full_match(plain(text), placeholder()) or is_error_cell(text)) then trimmed(text) end,
    'problem': 'placeholder'};

-- Names of people and of things, where 'nobody' is no name.
create or replace macro easy_name(text) as case
    when not regexp_matches(text, not_easy_text(name_placeholder())) then nfc_normalize(text) end;

create or replace macro name_of(text) as case when not (is_placeholder(text) or is_error_cell(text)) then trimmed(text) end;

create or replace macro to_name(text) as {'value': name_of(text), 'problem': 'placeholder'};

create or replace macro easy_id(text) as case when regexp_full_match(text, '(?:[A-Za-z][!-~]*)?\d[!-~]*') then text end;

-- As a name, without the apostrophe that keeps a spreadsheet from reading a number. Signs that nobody sees, or that look
-- like others, make two ids out of one.
create or replace macro to_id(text) as list_transform([regexp_replace(name_of(text), '^''(\d)', '\1')], lambda code: {'value': code,
    'problem': case when regexp_matches(code,
        '[\x00-\x1f\x7f-\x{9f}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}-\x{2069}\x{feff}]') then 'control_character'
        when regexp_matches(code, '\p{Latin}.*[\p{Greek}\p{Cyrillic}]|[\p{Greek}\p{Cyrillic}].*\p{Latin}'
            || '|\p{Greek}.*\p{Cyrillic}|\p{Cyrillic}.*\p{Greek}') then 'mixed_alphabets' end})[1];

-- `words` maps folded text to a value.
create or replace macro choice_of(text, words) as case
    when text is not null and words is not null then coalesce(words[lower(text)], words[folded(text)])
end;

create or replace macro flag_of(text) as case when text is not null then list_transform([plain(text)], lambda answer: case
    when answer in ('true', 'yes', 'y', '1', '是', '有', '√', '✓', '✔', '☑') then true
    when answer in ('false', 'no', 'n', '0', '否', '无', '×', '✗', '✘', '☐') then false end)[1] end;

-- A whole number, alone or before its meaning: 4, 4/5, 4 - High, 4分. A word alone stands on no scale.
create or replace macro score_of(text) as case when text is not null then try_cast(regexp_extract(plain(text),
    '^(\d{1,3})(?:\.0+)?(?: ?分| ?/ ?\d{1,3}| ?[-:(] ?[^\d].*| ?[^\d ,.:(/-].*)?$', 1) as bigint) end;

-- A currency by its ISO code or by a sign that stands for one only; $ and ¥ are more than one country's.
create or replace macro currency_of(text) as case when text is not null then list_transform([plain(text)], lambda money: case
    when money in ('元', 'rmb', '人民币', '人民币元', 'cn¥') then 'CNY' when money in ('£', '英镑') then 'GBP'
    when money in ('€', 'euro', 'euros', '欧元') then 'EUR' when money in ('us$', '美元', '美金') then 'USD'
    when money in ('c$', 'ca$', '加元') then 'CAD' when money in ('a$', 'au$', '澳元') then 'AUD'
    when money in ('hk$', '港元', '港币') then 'HKD' when money in ('nt$', '新台币') then 'TWD'
    when money in ('s$', '新加坡元') then 'SGD' when money in ('日元', 'jp¥') then 'JPY' when money = '瑞士法郎' then 'CHF'
    when strlen(money) = 3 and contains(' aed afn all amd aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd btn'
        || ' bwp byn bzd cad cdf chf clp cny cop crc cup cve czk djf dkk dop dzd egp ern etb eur fjd fkp gbp gel ghs gip gmd'
        || ' gnf gtq gyd hkd hnl htg huf idr ils inr iqd irr isk jmd jod jpy kes kgs khr kmf kpw krw kwd kyd kzt lak lbp lkr'
        || ' lrd lsl lyd mad mdl mga mkd mmk mnt mop mru mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd omr pab pen pgk php'
        || ' pkr pln pyg qar ron rsd rub rwf sar sbd scr sdg sek sgd shp sle sos srd ssp stn syp szl thb tjs tmt tnd top try'
        || ' ttd twd tzs uah ugx usd uyu uzs ves vnd vuv wst xaf xcd xof xpf yer zar zmw zwg ', concat(' ', money, ' '))
    then upper(money)
end)[1] end;

-- Lights ---------------------------------------------------------------------------------------------------------------

-- A fill colour by its nearest hue: red at 0, amber at 45, green at 120 degrees; pale, grey and blue fills are none.
create or replace macro light_of_fill(red, green, blue) as list_transform([greatest(red, green, blue) - least(red, green, blue)],
    lambda chroma: case when chroma >= 30 then list_transform([60 * case greatest(red, green, blue)
        when red then safe_div(green - blue, chroma) when green then 2 + safe_div(blue - red, chroma)
        else 4 + safe_div(red - green, chroma) end], lambda hue: case
        when hue between -30 and 22.5 or hue > 330 then 'red' when hue between 22.5 and 82.5 then 'amber'
        when hue between 82.5 and 170 then 'green' end)[1] end)[1];

create or replace macro easy_light(text) as case lower(text)
    when 'green' then 'green' when 'amber' then 'amber' when 'red' then 'red' when 'g' then 'green' when 'a' then 'amber'
    when 'r' then 'red' when '绿' then 'green' when '黄' then 'amber' when '红' then 'red'
    when 'amber/red' then 'amber_red' when 'amber/green' then 'amber_green' end;

create or replace macro light_of(text) as case
    when text like 'fill:#______' then light_of_fill(try_cast('0x' || text[7:8] as integer),
        try_cast('0x' || text[9:10] as integer), try_cast('0x' || text[11:12] as integer))
    else list_transform([regexp_replace(plain(text), '[\s/_.&()\x{fe0f}-]+', '', 'g')], lambda colour: case
        when colour in ('g', 'green', '绿', '绿色', '绿灯', '🟢', '🟩', 'ontrack', '正常', '良好', '健康', '顺利', '按计划')
        then 'green'
        when colour in ('a', 'amber', 'y', 'yellow', 'o', 'orange', '黄', '黄色', '黄灯', '橙', '橙色', '橙灯', '🟡', '🟨', '🟠',
            '🟧', 'atrisk', 'warning', '预警', '有风险', '存在风险', '关注', '需关注', '轻微滞后', '轻微延期') then 'amber'
        when colour in ('r', 'red', '红', '红色', '红灯', '🔴', '🟥', 'offtrack', 'critical', 'delayed', 'late', '延期', '滞后',
            '严重滞后', '严重延期', '逾期', '超期', '严重') then 'red'
        when colour in ('ag', 'ga', 'ambergreen', 'greenamber', '黄绿', '绿黄') then 'amber_green'
        when colour in ('ar', 'ra', 'amberred', 'redamber', '红黄', '黄红', '橙红') then 'amber_red'
    end)[1]
end;

create or replace macro to_light(text) as {'value': light_of(text), 'problem': case when plain(text) in ('grey', 'gray', 'white',
    '灰', '灰色', '灰灯', '⚪', '⬜', '未评', '未评级', 'not rated', 'no rating') then 'placeholder' else 'not_a_light' end};

-- Numbers --------------------------------------------------------------------------------------------------------------

-- What one cell says of its column's decimal sign: 1 a point, -1 a comma, 0 either, null nothing. 1.234 can be both.
create or replace macro decimal_vote(text) as case
    when text is null or not (contains(text, '.') or contains(text, ',')) then null
    when text not like '%.___' and isfinite(try_cast(text as double)) then 1
    else list_transform([regexp_extract(text, '^[^\d.,]{0,6}(\d[\d.,'' ]*\d|[.,]\d+)[^\d.,]{0,8}$', 1)], lambda token: case
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

-- A number and what stands around it; `digits` is '' where the cell is none.
create or replace macro number_parts(text) as regexp_extract(plain(text),
    '^(\(?)([-+]?) ?([^\d.,()+''-]*)([-+]?)(\d[\d.,'' ]*|[.,]\d+)(e[-+]?\d{1,3})?([^\d()+-]*)([-)]?)$',
    ['open', 'sign', 'before', 'inner', 'digits', 'exponent', 'after', 'close']);

-- Brackets or a minus on either side make a number negative; two of them make it unreadable (null).
create or replace macro sign_of(parts) as case
    when (parts.open = '(') <> (parts.close = ')')
        or strlen(replace(concat(parts.open, parts.sign, parts.inner, rtrim(parts.close, ')')), '+', '')) > 1 then null
    when '-' in (parts.sign, parts.inner, parts.close) or parts.open = '(' then '-' else ''
end;

-- The number as a cast reads it, and what is wrong or doubtful about how it is written.
create or replace macro digits_of(parts, mark, otherwise) as list_transform([{'point': point_digits(trim(parts.digits)),
    'comma': comma_digits(trim(parts.digits))}], lambda read: {
    'number': sign_of(parts) || case when mark = ',' then read.comma else read.point end || coalesce(parts.exponent, ''),
    'problem': case
        when case when mark = ',' then read.comma else read.point end is null
        then case when coalesce(read.comma, read.point) is null then otherwise else 'decimal_mark_contradicts' end
        when mark = '?' and parts.digits like '%.___' and read.comma is not null then 'decimal_mark_assumed' end})[1];

-- A number with a unit out of `units` (text -> steps), or without one: then the header's multiplier holds.
create or replace macro to_quantity(text, mark, multiplier, units, otherwise) as list_transform([number_parts(text)], lambda part:
    list_transform([digits_of(part, mark, otherwise)], lambda read_as: list_transform([finite(try_cast(read_as.number as double)) * case
        when trim(part.before) <> '' then null
        when trim(part.after) = '' then coalesce(cast(multiplier as double), 1)
        else units[rtrim(trim(part.after), '?. ')] end], lambda amount: {'value': amount,
        'problem': case when amount is null then coalesce(read_as.problem, otherwise) else read_as.problem end})[1])[1])[1];

create or replace macro to_number(text, mark, multiplier := null) as
    to_quantity(text, mark, multiplier, map {'': 1.0::double}, 'not_a_number');

create or replace macro whole(number) as case
    when number = floor(number) and abs(number) < 9e15 then cast(number as bigint) end;

create or replace macro to_count(text, mark, multiplier := null) as list_transform([to_quantity(text, mark, multiplier, map {'个': 1.0::double,
    '项': 1, '人': 1, '名': 1, '次': 1, '件': 1, '条': 1, '份': 1, '万': 10000, 'k': 1000}, 'not_a_whole_number')], lambda counted: {
    'value': whole(counted.value), 'problem': case when whole(counted.value) is null and counted.value is not null
    then 'not_a_whole_number' else counted.problem end})[1];

-- Written durations: 1w 2d 3h 30m as in Jira (days of `hours_per_day`), PT26H30M and 26:30 as a clock counts.
create or replace macro duration_hours(text, hours_per_day) as list_transform([regexp_extract(plain(text),
    '^(p?)(?:(\d+(?:\.\d+)?)w)? ?(?:(\d+(?:\.\d+)?)d)? ?t?(?:(\d+(?:\.\d+)?)[h:])? ?(?:(\d+)(?:m|$))? ?(?:(\d+)s)?$',
    ['iso', 'w', 'd', 'h', 'm', 's'])], lambda span: case when concat(span.w, span.d, span.h, span.m, span.s) <> ''
    then (coalesce(try_cast(span.w as double), 0) * case span.iso when 'p' then 7 else 5 end
            + coalesce(try_cast(span.d as double), 0)) * case span.iso when 'p' then 24 else hours_per_day end
        + coalesce(try_cast(span.h as double), 0) + safe_div(coalesce(try_cast(span.m as double), 0), 60)
        + safe_div(coalesce(try_cast(span.s as double), 0), 3600) end)[1];

-- A day of work is worth `hours_per_day`, a week five of them, a month 21.75 of them.
create or replace macro to_work_hours(text, mark, multiplier, hours_per_day) as list_transform([{
    'hours': to_quantity(text, mark, multiplier, map {'h': 1.0::double, 'hr': 1, 'hrs': 1, 'hour': 1, 'hours': 1, '小时': 1,
        '工时': 1, '时': 1, '人时': 1}, 'not_hours'),
    'days': to_quantity(text, mark, null, map {'d': 1.0::double, 'day': 1, 'days': 1, 'pd': 1, '天': 1, '日': 1, '人天': 1,
        '人日': 1, '工日': 1, 'w': 5, 'wk': 5, 'week': 5, 'weeks': 5, '周': 5, '人周': 5, '人月': 21.75}, 'not_hours'),
    'clock': duration_hours(text, hours_per_day)}], lambda work: {'value': try_cast(coalesce(work.hours.value,
    hours_per_day * work.days.value, work.clock) as decimal(12, 2)), 'problem': work.hours.problem})[1];

create or replace macro to_day_count(text, mark, multiplier, hours_per_day) as list_transform([{
    'days': to_quantity(text, mark, multiplier, map {'d': 1.0::double, 'day': 1, 'days': 1, 'wd': 1, 'edays': 1, '天': 1,
        '日': 1, '个工作日': 1, '工作日': 1, '日历天': 1}, 'not_days'),
    'hours': to_quantity(text, mark, null, map {'h': 1.0::double, 'hr': 1, 'hrs': 1, 'hour': 1, 'hours': 1, '小时': 1},
        'not_days')}], lambda lasting: {'value': coalesce(lasting.days.value, safe_div(lasting.hours.value, hours_per_day),
    try_cast(regexp_extract(plain(text), '^p(\d+)d(?:t0s)?$', 1) as double)), 'problem': lasting.days.problem})[1];

create or replace macro to_month_count(text, mark, multiplier) as to_quantity(text, mark, multiplier, map {
    'm': 1.0::double, 'mo': 1, 'mos': 1, 'mth': 1, 'mths': 1, 'month': 1, 'months': 1, '月': 1, '个月': 1,
    'y': 12, 'yr': 12, 'yrs': 12, 'year': 12, 'years': 12, '年': 12}, 'not_months');

-- Money ----------------------------------------------------------------------------------------------------------------

-- Up to 18 digits a decimal is read two hundred times faster than a wider one.
create or replace macro easy_money(text, mark, multiplier) as case when is_easy_number(text, mark) then case
    when multiplier is null then try_cast(try_cast(text as decimal(18, 6)) as decimal(24, 6))
    else try_cast(try_cast(text as decimal(18, 9)) * cast(multiplier as decimal(19, 2)) as decimal(24, 6)) end end;

-- Exact to six decimals.
create or replace macro scaled(number, steps) as try_cast(coalesce(
    try_cast(number as decimal(18, 9)) * cast(steps as decimal(19, 2)),
    try(try_cast(number as decimal(23, 9)) * cast(steps as decimal(15, 2))),
    case steps when 1 then try_cast(number as decimal(24, 6)) end) as decimal(24, 6));

create or replace macro money_parts(text) as regexp_extract(plain(text),
    '^(\(?)([-+]?) ?((?:[a-z]{2}|[acs])?[$¥]|[£€]|[a-z]{3}|人民币)? ?([-+]?) ?(\d[\d.,'' ]*|[.,]\d+)(e[-+]?\d{1,3})?'
    || '(?:(万亿|百万|千万|十万|亿|万|千|k|m|mn|mln|mio|million|millions|bn|b|billion|tn|trillion|thousand|元) ?元?)? ?'
    || '((?:[a-z]{2}|[acs])?[$¥]|[£€]|[a-z]{3}|人民币|[美欧港加澳日]元|美金|英镑|港币)?([-)]?)$',
    ['open', 'sign', 'before', 'inner', 'digits', 'exponent', 'scale', 'after', 'close']);

create or replace macro money_scale(scale) as case
    when scale = '元' then 1 when scale in ('k', 'thousand', '千') then 1000 when scale = '万' then 10000
    when scale = '十万' then 100000 when scale in ('m', 'mn', 'mln', 'mio', 'million', 'millions', '百万') then 1000000
    when scale = '千万' then 10000000 when scale = '亿' then 100000000
    when scale in ('bn', 'b', 'billion') then 1000000000 when scale in ('tn', 'trillion', '万亿') then 1000000000000
end;

-- Whether a sign beside a number can mean the row's currency; null where it means none at all.
create or replace macro fits_currency(sign, currency) as case
    when sign = '' then true
    when sign = '$' then coalesce(currency like '__D' or currency in ('ARS', 'CLP', 'COP', 'MXN'), true)
    when sign = '¥' then coalesce(currency in ('CNY', 'JPY'), true)
    when currency_of(sign) is not null then coalesce(currency_of(sign) = currency, true)
end;

-- The cell's own unit wins over the header's multiplier; a cell in another currency than its row's has no value.
create or replace macro to_money(text, mark, multiplier, currency) as list_transform([money_parts(text)], lambda price:
    list_transform([{'read': digits_of(price, mark, 'not_a_number'),
        'fits': fits_currency(price.before, currency) and fits_currency(price.after, currency)}], lambda worth:
    list_transform([case when worth.fits then scaled(worth.read.number, coalesce(money_scale(price.scale), multiplier, 1)) end],
        lambda sum: {'value': sum, 'problem': case when not worth.fits then 'currency_contradicts'
        when sum is null then coalesce(worth.read.problem, 'not_a_number') else worth.read.problem end})[1])[1])[1];

-- Shares ---------------------------------------------------------------------------------------------------------------

-- Whether a number without % can only be in points: 45 is, 0.45 and 1 are not.
create or replace macro is_points(text) as case when text is not null and not ends_with(text, '%') then
    abs(finite(coalesce(try_cast(text as double), try_cast(replace(plain(text), ',', '.') as double)))) > 2 end;

create or replace macro easy_ratio(text, mark, points) as case
    when not is_easy_number(text, mark) then null
    when ends_with(text, '%') then safe_div(try_cast(left(text, -1) as double), 100)
    when not coalesce(points, false) then case when try_cast(text as double) <= 1 then finite(try_cast(text as double)) end
    when abs(try_cast(text as double)) >= 1 then safe_div(try_cast(text as double), 100)
end;

-- 0-1. In a column of points (`points`) a plain number between 0 and 1 cannot be told from a share.
create or replace macro to_ratio(text, mark, points) as list_transform([number_parts(text)], lambda share: list_transform([{
    'read': digits_of(share, mark, 'not_a_number'), 'sign': case when trim(share.before) = '' then trim(share.after) end}],
    lambda part: list_transform([finite(try_cast(part.read.number as double))], lambda plain_share: case
        when part.sign in ('%', 'percent', 'pct') then {'value': safe_div(plain_share, 100), 'problem': part.read.problem}
        when part.sign <> '' or part.sign is null then {'value': null::double, 'problem': 'not_a_number'}
        when points and abs(plain_share) > 0 and abs(plain_share) < 1 then {'value': null, 'problem': 'percent_contradicts'}
        when points then {'value': safe_div(plain_share, 100), 'problem': part.read.problem}
        when plain_share > 1 and plain_share <= 2 then {'value': plain_share, 'problem': 'percent_unclear'}
        else {'value': plain_share, 'problem': part.read.problem} end)[1])[1])[1];

-- Dates ----------------------------------------------------------------------------------------------------------------

-- 2025-01-31 or 2025-01-31 17:00:00; every other way of writing a date is slower to read.
create or replace macro is_iso(text) as strlen(text) in (10, 19) and text like '____-__-__%';

-- A day before 1900-03-01, where spreadsheets count wrongly, or after 2199 is a mistake.
create or replace macro possible(day) as case when day between date '1900-03-01' and date '2199-12-31' then cast(day as date) end;

create or replace macro easy_date(text) as case when is_iso(text) then possible(try_cast(text as timestamp)) end;

-- What one cell says of its column's order: 1 day first, -1 month first, 0 either, null nothing.
create or replace macro order_vote(text) as case when text is not null and not is_iso(text) then list_transform(
    [regexp_extract(text, '^\s*(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d\d)(?:[^\d]|$)', ['a', 'b', 'y'])], lambda vote: case
    when vote.a = '' or cast(vote.a as integer) = cast(vote.b as integer) then null
    when cast(vote.a as integer) > 12 then case when cast(vote.b as integer) <= 12 then 1 end
    when cast(vote.b as integer) > 12 then -1 else 0 end)[1] end;

-- The order a format names, else the column's, else the load's, else the setting's: then with '?', a doubt.
create or replace macro date_order(named, column_vote, load_vote, setting) as case
    when named is not null then named
    when column_vote > 0 then 'dmy' when column_vote < 0 then 'mdy'
    when load_vote > 0 then 'dmy' when load_vote < 0 then 'mdy'
    else setting || '?'
end;

-- Whether a cell is a spreadsheet's day number (1954 to 2119); placeholders say nothing.
create or replace macro is_serial(text) as case
    when text is null then null
    when is_iso(text) then false
    when is_placeholder(text) or trimmed(text) is null then null
    else coalesce(try_cast(text as double) between 20000 and 80000, false)
end;

-- Without the weekday before a date, the time behind it and what only sounds: 1st, Sept.
create or replace macro date_text(text) as replace(replace(regexp_replace(regexp_replace(plain(text),
    '^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[,.]? +|[ t,]+\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)? ?(?:[ap]m)? ?(?:z|utc|gmt)?'
    || '(?:[-+]\d\d:?\d\d)?$| ?\(?(?:星期|周)[一二三四五六日天]\)?$| (?:年|月|日)|^fiscal year |^financial year ', '', 'g'),
    '(\d)(?:st|nd|rd|th) ', '\1 '), 'sept', 'sep'), 'sepember', 'september');

-- A year of two digits is of 1970 to 2069.
create or replace macro day_of(year, month, day) as try_cast(concat(case when strlen(year) <> 2 then ''
    when year < '70' then '20' else '19' end, year, '-', month, '-', day) as date);

-- A day that is written in full; `day_order` says which of two numbers before a year is the month.
create or replace macro exact_day(written, day_order) as possible(coalesce(
    try_strptime(written, ['%Y-%m-%d', '%Y/%m/%d', '%Y.%m.%d', '%Y年%m月%d日', '%Y年%m月%d号', '%Y年%m月%d', '%d %B %Y', '%d %b %Y',
        '%d-%b-%y', '%d-%b-%Y', '%d/%b/%y', '%d/%b/%Y', '%d %b %y', '%d %B %y', '%d %B, %Y', '%d-%B-%Y', '%d.%b.%Y', '%d. %B %Y',
        '%B %d, %Y', '%b %d, %Y', '%B %d %Y', '%b %d %Y', '%b. %d, %Y', '%Y-%b-%d', '%Y %b %d', '%Y %B %d']),
    case when strlen(written) = 8 then try_strptime(written, '%Y%m%d') end,
    case when day_order like 'mdy%'
    then try_strptime(written, ['%m/%d/%y', '%m/%d/%Y', '%m.%d.%y', '%m.%d.%Y', '%m-%d-%Y'])
    else try_strptime(written, ['%d/%m/%y', '%d/%m/%Y', '%d.%m.%y', '%d.%m.%Y', '%d-%m-%Y']) end));

-- The first or the last day of so many months from a first day.
create or replace macro edge_of_months(first, months, edge) as cast(case edge
    when 'start' then first else first + to_months(months) - interval 1 day end as date);

-- The same of one month or of a part of it: its first ten days, the ten after them, the rest.
create or replace macro edge_of_part(first, part, edge) as case
    when part in ('上旬', '初', 'early', 'start', 'beginning') and edge <> 'start' then first + 9
    when part in ('中旬', '中', 'mid') then first + case edge when 'start' then 10 else 19 end
    when part in ('下旬', '底', '末', 'late', 'end') and edge = 'start' then first + 20
    else edge_of_months(first, 1, edge) end;

-- FY25/26, 2020-21, Q3 FY2019/20, FY26, 2026财年, 2026, 2026年底.
create or replace macro year_parts(written) as regexp_extract(written,
    '^(?:q([1-4])[ /,.-]*)?(fy)? ?''?(\d{4}|\d\d)(?:[/-](\d{4}|\d\d))?(年|年底|年末|财年|财政年度)?$',
    ['quarter', 'fiscal', 'year', 'second', 'tail']);

-- A year or a fiscal year. One that bears one year's name ends in it; one with two names cannot start in January.
create or replace macro edge_of_year(parts, edge, fiscal_start) as case
    when parts.second = '' and parts.fiscal = '' and parts.tail in ('', '年') and parts.quarter = ''
    then case when strlen(parts.year) = 4 then edge_of_months(day_of(parts.year, 1, 1), 12, edge) end
    when parts.tail in ('年底', '年末') then edge_of_months(day_of(parts.year, 12, 1), 1, edge)
    when parts.second = '' or (fiscal_start > 1 and (parts.fiscal <> '' or strlen(parts.year) = 4)
        and (try_cast(parts.year as integer) + 1 - try_cast(parts.second as integer)) % 100 = 0)
    then edge_of_months(cast(day_of(parts.year, fiscal_start, 1)
        + to_months(case when parts.second = '' and fiscal_start > 1 then -12 else 0 end
        + coalesce(3 * try_cast(parts.quarter as integer) - 3, 0)) as date), case parts.quarter when '' then 12 else 3 end, edge)
end;

-- A month, quarter, half or year by its first day (edge 'start') or its last. Without a year it is one of the period's.
create or replace macro approximate_day(written, edge, period, fiscal_start) as list_transform([{
    'chinese': regexp_extract(written, '^(?:(\d{4}|\d\d)年)?(\d{1,2})月份?(?:(上旬|中旬|下旬|初|中|底|末)|(\d{1,2})[日号])?$',
        ['year', 'month', 'part', 'day']),
    'part': regexp_extract(written, '^(early|start|beginning|mid|late|end)(?: of)?[ -](.+)$', ['part', 'rest']),
    'fraction': regexp_extract(written, '^(?:([qh])([1-4])[ /,.-]*(\d{4})|(\d{4})(?:年第?|[ /-])?([qh]?)([1-4一二三四上下])(季度?|半年)?)$',
        ['kind', 'place', 'year', 'year2', 'kind2', 'place2', 'kind3']),
    'year': year_parts(written)}], lambda named: case
    when named.chinese.day <> '' then day_of(cast(year(period) as varchar), named.chinese.month, named.chinese.day)
    when named.chinese.month <> '' then edge_of_part(day_of(coalesce(nullif(named.chinese.year, ''),
        cast(year(period) as varchar)), named.chinese.month, 1), named.chinese.part, edge)
    when concat(named.fraction.kind, named.fraction.kind2, named.fraction.kind3) <> '' then list_transform([{
        'first': day_of(concat(named.fraction.year, named.fraction.year2), 1, 1),
        'months': case when concat(named.fraction.kind, named.fraction.kind2, named.fraction.kind3) in ('h', '半年') then 6 else 3 end,
        'place': try_cast(translate(concat(named.fraction.place, named.fraction.place2), '一二三四上下', '123412') as integer)}],
        lambda span: case when span.place * span.months <= 12 then
        edge_of_months(cast(span.first + to_months(span.months * (span.place - 1)) as date), span.months, edge) end)[1]
    else list_transform([case when named.part.rest = '' then written else named.part.rest end], lambda rest: coalesce(
        edge_of_part(possible(coalesce(try_strptime(rest, ['%Y-%m', '%Y/%m', '%Y.%m', '%m/%Y', '%m.%Y', '%m-%Y', '%B %Y', '%b %Y',
            '%b-%y', '%B-%y', '%b/%y', '%b-%Y', '%B-%Y', '%b/%Y', '%B%Y', '%b%Y', '%B, %Y', '%b ''%y', '%Y %B', '%Y %b', '%Y-%b']),
            case when strlen(rest) = 6 then try_strptime(rest, '%Y%m') end,
            try_strptime(concat(rest, ' ', cast(year(period) as varchar)), ['%B %Y', '%b %Y']))), named.part.part, edge),
        case when named.year.year <> '' then edge_of_year(named.year, edge, fiscal_start)
        when named.part.part = 'end' and strlen(rest) = 4 then edge_of_months(day_of(rest, 12, 1), 1, edge) end))[1] end)[1];

-- What a text that is no date fails at.
create or replace macro date_fault(written, day_order, fiscal_start) as case
    when strlen(written) <= 10 and exact_day(written, case when day_order like 'mdy%' then 'dmy' else 'mdy' end) is not null
    then 'date_order_contradicts'
    when regexp_matches(written, '^\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}[日号]?$|^\d{8}$|^\d{1,2}[ -][a-z]{3,9}[ ,-]+\d{2,4}$')
    then 'impossible_date'
    when fiscal_start = 1 and year_parts(written).second <> '' then 'fiscal_year_unclear'
    else 'not_a_date'
end;

-- `serial`: whether the whole column is day numbers.
create or replace macro to_date(text, day_order, edge, serial, period, fiscal_start) as list_transform([date_text(text)],
    lambda written: list_transform([exact_day(written, day_order)], lambda exact: case
    when exact is not null then {'value': exact, 'problem': case
        when day_order like '%?' and order_vote(written) = 0 then 'date_order_assumed' end}
    else list_transform([possible(case when serial
        then cast(date '1899-12-30' + cast(floor(try_cast(written as double)) as integer) as date)
        else approximate_day(written, edge, period, fiscal_start) end)], lambda near: {'value': near, 'problem': case
        when near is null then date_fault(written, day_order, fiscal_start)
        when serial then 'serial_date'
        when regexp_matches(written, '^\d{1,2}月|^[a-z -]+$') then 'year_from_period'
        else 'approximate_date' end})[1] end)[1])[1];
