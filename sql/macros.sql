-- Text to values, and the few sums that every model shares. Scalar macros only; each can be tried in any DuckDB shell.
--
-- easy_<type>(text, ...) is the value of a cell of the common shape, at about the price of a cast, else null.
-- read_<types>(cells) reads any cells: a list of {field, text and what is known of the column} becomes one of
-- {field, text, value, problem}. `problem` is what is doubtful about the value or, where there is none, what the cell
-- fails to be; problems_of tells blanks, placeholders and error cells from that and names each by a key of
-- pmo_analytics/words/findings.toml. Nothing is guessed: what is unclear has no value.
-- Readers are chains of small steps over a list, each adding to the cell, because nested lambdas are slow.

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
    + (safe_div(dayofmonth(day), dayofmonth(last_day(day))) - safe_div(dayofmonth(start) - 1,
        dayofmonth(last_day(start))));

create or replace macro light_on_three_steps(light) as case light
    when 'amber_green' then 'amber' when 'amber_red' then 'amber' else light
end;

create or replace macro light_rank(light) as case light_on_three_steps(light)
    when 'green' then 0 when 'amber' then 1 when 'red' then 2
end;

-- Whether an indicator says anything about a project that gives this reason, and whether the project has what a roll-up
-- takes from it. A ratio rolls up over the parts it has, also where the project's own makes no sense, as with a used-up
-- budget.
create or replace macro applies_to(reason) as
    coalesce(reason, '') not in ('NOT_STARTED', 'COMPLETE', 'CANCELLED', 'ON_HOLD', 'NOT_APPLICABLE');

create or replace macro has_parts(rollup, value, numerator, denominator, reason) as case
    when rollup not in ('ratio', 'share') then value is not null
    else numerator is not null and denominator is not null
        and (reason is null or reason = 'BUDGET_EXHAUSTED' or starts_with(reason, 'ZERO_DENOM'))
end;

-- Cells ----------------------------------------------------------------------------------------------------------------

-- Without the blanks at both ends, of every kind: tabs, line ends, no-break and ideographic spaces, zero-width signs.
create or replace macro trimmed(text) as nullif(regexp_replace(nfc_normalize(text),
    '^[\s\x{a0}\x{2000}-\x{200f}\x{202f}\x{3000}\x{feff}]+|[\s\x{a0}\x{2000}-\x{200f}\x{202f}\x{3000}\x{feff}]+$',
    '', 'g'), '');

-- Fullwidth signs, typographic minus and dashes, odd spaces and the apostrophe before a number, made plain; lower case.
create or replace macro plain(text) as lower(ltrim(trim(case
    when regexp_matches(text,
        '[\x{ff01}-\x{ffe6}\x{a0}\x{2000}-\x{2015}\x{2018}-\x{201b}\x{202f}\x{2212}\x{3000}\x{feff}\t-\r]')
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
create or replace macro folded_keys(spellings) as case when len(map_keys(spellings)) > 0
    then list_reduce(list_transform(
    map_entries(spellings), lambda spelling: map {folded(spelling.key): spelling.value}), lambda earlier, later:
    map_concat(earlier, later)) end;

-- 'Nothing here' in any cell, then in any but one of free text, where 无 and 'none' are answers.
create or replace macro placeholder() as '[-/\\.?*—–]+|n\.?/?a\.?|null|tb[acd]'
    || '|to be (?:advised|confirmed|determined|decided)|待定|待确定|待确认|待补充|待填写?';
create or replace macro name_placeholder() as placeholder()
    || '|nil|none|unknown|not (?:applicable|available|known|provided|set)|pending|open[ -]ended|no end date'
    || '|无|没有|暂无|空|未知|不详|未定|待议|未填写?|未提供|不适用|不涉及|长期|长期有效|永久';

create or replace macro is_placeholder(text) as strlen(text) < 60 and regexp_full_match(plain(text),
    name_placeholder());

create or replace macro is_error_cell(text) as text like '#%' and regexp_full_match(upper(text),
    '#(?:N/A|DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNCALCULATED)');

create or replace macro severity_of(reason) as case
    when reason in ('placeholder', 'approximate_date', 'short_year') then 'note'
    when reason in ('date_order_assumed', 'decimal_mark_assumed', 'percent_unclear', 'year_from_period', 'serial_date',
        'control_character', 'mixed_alphabets') then 'warning'
    else 'error'
end;

-- The text of a cell that was not easy to read, and the value it has among the cells read later (field -> cell).
create or replace macro unread(text, value) as case when value is null then text end;
create or replace macro with_text(cells) as list_filter(cells, lambda cell: cell.text is not null);
create or replace macro by_field(cells) as
    map_from_entries(list_transform(cells, lambda cell: {'key': cell.field, 'value': cell}));
create or replace macro read_later(cells, field) as case when cells is not null then cells[field].value end;

-- What the later cells say, without their values: those are of many types.
create or replace macro said(cells) as list_transform(map_values(cells), lambda cell: {'field': cell.field,
    'text': cell.text, 'is_empty': cell.value is null, 'problem': cell.problem});

-- {field, text, reason, severity} of each cell with a problem.
create or replace macro problems_of(cells) as list_transform(list_filter(list_transform(cells,
    lambda cell: {'field': cell.field,
    'text': cell.text, 'reason': case
        when not cell.is_empty then cell.problem
        when trimmed(cell.text) is null then null
        when cell.text = '#UNCALCULATED' then 'uncalculated'
        when is_error_cell(cell.text) then 'error_cell'
        when is_placeholder(cell.text) then 'placeholder'
        else cell.problem end}), lambda found: found.reason is not null),
    lambda found: struct_insert(found, severity := severity_of(found.reason)));

-- Words ----------------------------------------------------------------------------------------------------------------

-- A text that begins and ends with a sign of its own and is not a placeholder.
create or replace macro not_easy_text(placeholders) as
    '^[\s\x{a0}\x{2000}-\x{200f}\x{202f}\x{3000}\x{feff}\x{ff01}-\x{ff5e}#]|[\s\x{a0}\x{2000}-\x{200f}\x{202f}\x{3000}\x{feff}]$'
    || '|^(?i:' || placeholders || ')$|^$';

create or replace macro easy_text(text) as case
    when not regexp_matches(text, not_easy_text(placeholder())) then nfc_normalize(text) end;

create or replace macro text_of(text) as case
    when not (regexp_full_match(plain(text), placeholder()) or is_error_cell(text)) then trimmed(text) end;

-- Names of people and of things, where 'nobody' is no name.
create or replace macro easy_name(text) as case
    when not regexp_matches(text, not_easy_text(name_placeholder())) then nfc_normalize(text) end;

create or replace macro name_of(text) as case when not (is_placeholder(text) or is_error_cell(text))
    then trimmed(text) end;

create or replace macro easy_id(text) as case when regexp_full_match(text, '(?:[A-Za-z][!-~]*)?\d[!-~]*') then text end;

-- A name without the apostrophe that keeps a spreadsheet from reading a number.
create or replace macro id_of(text) as regexp_replace(name_of(text), '^''(\d)', '\1');

-- Signs that nobody sees, or that look like others, make two ids out of one.
create or replace macro id_doubt(id) as case
    when regexp_matches(id, '[\x00-\x1f\x7f-\x{9f}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}-\x{2069}\x{feff}]')
        then 'control_character'
    when regexp_matches(id, '\p{Latin}.*[\p{Greek}\p{Cyrillic}]|[\p{Greek}\p{Cyrillic}].*\p{Latin}'
        || '|\p{Greek}.*\p{Cyrillic}|\p{Cyrillic}.*\p{Greek}') then 'mixed_alphabets' end;

-- Cells with a `value`: where there is none, they fail to be what they should.
create or replace macro or_else(cells, problem) as list_transform(cells, lambda cell: {'field': cell.field,
    'text': cell.text, 'value': cell.value, 'problem': case when cell.value is null then problem end});

create or replace macro read_texts(cells) as
    or_else(list_transform(cells, lambda cell: struct_insert(cell, value := text_of(cell.text))), 'placeholder');
create or replace macro read_names(cells) as
    or_else(list_transform(cells, lambda cell: struct_insert(cell, value := name_of(cell.text))), 'placeholder');
create or replace macro read_ids(cells) as
    list_transform(list_transform(cells, lambda cell: struct_insert(cell, value := id_of(cell.text))),
    lambda cell: {'field': cell.field, 'text': cell.text, 'value': cell.value, 'problem': case
        when cell.value is null then 'placeholder' else id_doubt(cell.value) end});
-- Cells of which nothing but the reason is still to be found.
create or replace macro read_words(cells) as list_transform(cells, lambda cell: {'field': cell.field, 'text': cell.text,
    'value': null::varchar, 'problem': cell.otherwise});

-- `words` maps folded text to a value.
create or replace macro choice_of(text, words) as case
    when text is not null and words is not null then coalesce(words[lower(text)], words[folded(text)])
end;

create or replace macro flag_of(text) as case
    when plain(text) in ('true', 'yes', 'y', '1', '是', '有', '√', '✓', '✔', '☑') then true
    when plain(text) in ('false', 'no', 'n', '0', '否', '无', '×', '✗', '✘', '☐') then false end;

-- A whole number, alone or before its meaning: 4, 4/5, 4 - High, 4分. A word alone stands on no scale.
create or replace macro score_of(text) as case when text is not null then try_cast(regexp_extract(plain(text),
    '^(\d{1,3})(?:\.0+)?(?: ?/ ?\d{1,3}| ?[-:(=] ?[^\d].*| ?[^\x00-\x7f].*)?$', 1) as bigint) end;

-- A currency by its ISO code or by a sign that stands for one only; $ and ¥ are more than one country's.
create or replace macro currency_named(sign) as case
    when strlen(sign) = 3
        and contains(' aed afn all amd aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd btn'
        || ' bwp byn bzd cad cdf chf clp cny cop crc cup cve czk djf dkk dop dzd egp ern etb eur fjd fkp gbp gel ghs gip gmd'
        || ' gnf gtq gyd hkd hnl htg huf idr ils inr iqd irr isk jmd jod jpy kes kgs khr kmf kpw krw kwd kyd kzt lak lbp lkr'
        || ' lrd lsl lyd mad mdl mga mkd mmk mnt mop mru mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd omr pab pen pgk php'
        || ' pkr pln pyg qar ron rsd rub rwf sar sbd scr sdg sek sgd shp sle sos srd ssp stn syp szl thb tjs tmt tnd top try'
        || ' ttd twd tzs uah ugx usd uyu uzs ves vnd vuv wst xaf xcd xof xpf yer zar zmw zwg ', concat(' ', sign, ' '))
    then upper(sign)
    when sign in ('元', 'rmb', '人民币', '人民币元', 'cn¥') then 'CNY' when sign in ('£', '英镑') then 'GBP'
    when sign in ('€', 'euro', 'euros', '欧元') then 'EUR' when sign in ('us$', '美元', '美金') then 'USD'
    when sign in ('c$', 'ca$', '加元') then 'CAD' when sign in ('a$', 'au$', '澳元') then 'AUD'
    when sign in ('hk$', '港元', '港币') then 'HKD' when sign in ('nt$', '新台币') then 'TWD'
    when sign in ('s$', '新加坡元') then 'SGD' when sign in ('jp¥', '日元') then 'JPY' when sign = '瑞士法郎' then 'CHF'
end;

create or replace macro currency_of(text) as case when text is not null then currency_named(plain(text)) end;

-- Lights ---------------------------------------------------------------------------------------------------------------

create or replace macro easy_light(text) as case lower(text)
    when 'green' then 'green' when 'amber' then 'amber' when 'red' then 'red' when 'g' then 'green'
    when 'a' then 'amber'
    when 'r' then 'red' when '绿' then 'green' when '黄' then 'amber' when '红' then 'red'
    when 'amber/red' then 'amber_red' when 'amber/green' then 'amber_green' end;

-- A light by its word, letter, sign or colour, without blanks, slashes and dashes.
create or replace macro light_named(colour) as case
    when colour in ('g', 'green', '绿', '绿色', '绿灯', '🟢', '🟩', 'ontrack', '正常', '良好', '健康', '顺利', '按计划') then 'green'
    when colour in ('a', 'amber', 'y', 'yellow', 'o', 'orange', '黄', '黄色', '黄灯', '橙', '橙色', '橙灯', '🟡', '🟨', '🟠', '🟧',
        'atrisk', 'warning', '预警', '有风险', '存在风险', '关注', '需关注', '轻微滞后', '轻微延期') then 'amber'
    when colour in ('r', 'red', '红', '红色', '红灯', '🔴', '🟥', 'offtrack', 'critical', 'delayed', 'late', '延期', '滞后',
        '严重滞后', '严重延期', '逾期', '超期', '严重') then 'red'
    when colour in ('ag', 'ga', 'ambergreen', 'greenamber', '黄绿', '绿黄') then 'amber_green'
    when colour in ('ar', 'ra', 'amberred', 'redamber', '红黄', '黄红', '橙红') then 'amber_red'
    when colour in ('grey', 'gray', 'white', '灰', '灰色', '灰灯', '⚪', '⬜', '未评', '未评级', 'notrated', 'norating') then 'none'
end;

-- A fill colour is the light of the nearest hue: red at 0, amber at 45, green at 120 degrees; pale, grey and blue are none.
create or replace macro read_lights(cells) as
    list_transform(list_transform(list_transform(list_transform(list_transform(cells,
    lambda cell: struct_insert(cell,
    red := case when starts_with(cell.text, 'fill:#') then try_cast('0x' || cell.text[7:8] as integer) end,
    green := case when starts_with(cell.text, 'fill:#') then try_cast('0x' || cell.text[9:10] as integer) end,
    blue := case when starts_with(cell.text, 'fill:#') then try_cast('0x' || cell.text[11:12] as integer) end)),
    lambda cell: struct_insert(cell, most := greatest(cell.red, cell.green, cell.blue),
    chroma := greatest(cell.red, cell.green, cell.blue) - least(cell.red, cell.green, cell.blue))),
    lambda cell: struct_insert(cell, light := light_named(regexp_replace(plain(cell.text), '[\s/_.&()\x{fe0f}-]+', '',
        'g')),
    hue := 60 * case when cell.chroma < 30 then null
        when cell.most = cell.red then safe_div(cell.green - cell.blue, cell.chroma)
        when cell.most = cell.green then 2 + safe_div(cell.blue - cell.red, cell.chroma)
        else 4 + safe_div(cell.red - cell.green, cell.chroma) end)),
    lambda cell: struct_insert(cell, value := case when cell.light <> 'none' then cell.light
        when cell.hue < 22.5 or cell.hue > 330 then 'red' when cell.hue < 82.5 then 'amber'
        when cell.hue < 170 then 'green' end)), lambda cell: {'field': cell.field, 'text': cell.text, 'value': cell.value,
    'problem': case when cell.light = 'none' then 'placeholder' when cell.value is null then 'not_a_light' end});

-- Numbers --------------------------------------------------------------------------------------------------------------

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
    lambda cell: struct_insert(cell, parts := number_parts(cell.text), clock := clock_parts(cell.text)))),
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
        when cell.kind = 'count' and whole(cell.amount) is null then cell.otherwise else cell.doubt end});

-- Money ----------------------------------------------------------------------------------------------------------------

-- Up to 18 digits a decimal is read two hundred times faster than a wider one. What a double refuses is no number: a cast
-- to decimal reads '- ' as 0.
create or replace macro easy_money(text, mark, multiplier) as case
    when is_easy_number(text, mark) and not contains(text, 'e') and not contains(text, 'E')
        and isfinite(try_cast(text as double)) then case
    when multiplier is null then try_cast(try_cast(text as decimal(18, 6)) as decimal(24, 6))
    else try_cast(try_cast(text as decimal(18, 9)) * try_cast(multiplier as decimal(19, 6)) as decimal(24, 6)) end end;

-- Exact to six decimals; an exponent is read as a double, because a cast to decimal rounds very small numbers up.
create or replace macro scaled(number, steps) as case
    when contains(number, 'e') then try_cast(finite(try_cast(number as double)) * cast(steps as double) as decimal(24, 6))
    else try_cast(coalesce(
    try_cast(number as decimal(18, 9)) * try_cast(steps as decimal(19, 6)),
    try(try_cast(number as decimal(23, 9)) * try_cast(steps as decimal(15, 6))),
    case steps when 1 then try_cast(number as decimal(24, 6)) end) as decimal(24, 6)) end;

create or replace macro money_parts(text) as regexp_extract(plain(text),
    '^(\(?)([-+]?) ?((?:[a-z]{2}|[acs])?[$¥]|[£€]|[a-z]{3}|人民币)? ?([-+]?) ?(\d[\d.,'' ]*|[.,]\d+)(e[-+]?\d+)?'
    || '(?:(万亿|百万|千万|十万|亿|万|千|k|m|mn|mln|mio|million|millions|bn|b|billion|tn|trillion|thousand|元) ?元?)? ?'
    || '((?:[a-z]{2}|[acs])?[$¥]|[£€]|[a-z]{3}|人民币|[美欧港加澳日]元|美金|英镑|港币)?([-)]?)$',
    ['open', 'sign', 'before', 'inner', 'digits', 'exponent', 'scale', 'after', 'close']);

create or replace macro money_scale(scale) as case
    when scale = '元' then 1 when scale in ('k', 'thousand', '千') then 1000 when scale = '万' then 10000
    when scale = '十万' then 100000 when scale in ('m', 'mn', 'mln', 'mio', 'million', 'millions', '百万') then 1000000
    when scale = '千万' then 10000000 when scale = '亿' then 100000000
    when scale in ('bn', 'b', 'billion') then 1000000000 when scale in ('tn', 'trillion', '万亿') then 1000000000000
end;

-- Cells with `mark`, `multiplier` and the row's `currency`. The cell's own unit wins over the header's multiplier; a cell
-- in another currency than its row's has no value.
create or replace macro read_money(cells) as
    list_transform(list_transform(list_transform(list_transform(with_number(list_transform(cells, lambda cell:
    struct_insert(cell, parts := money_parts(cell.text)))), lambda cell: struct_insert(cell,
    sign := case when cell.parts.before in ('$', '¥') and cell.parts.after <> '' then cell.parts.after
        else concat(cell.parts.before, cell.parts.after) end,
    steps := coalesce(money_scale(cell.parts.scale), cell.multiplier, 1))),
    lambda cell: struct_insert(cell, named := currency_named(cell.sign))), lambda cell: struct_insert(cell,
    amount := scaled(cell.number, cell.steps), fits := case cell.sign when '' then true
        when '$' then coalesce(cell.currency like '__D' or cell.currency in ('ARS', 'CLP', 'COP', 'MXN'), true)
        when '¥' then coalesce(cell.currency in ('CNY', 'JPY'), true)
        else coalesce(cell.named = cell.currency, cell.named is not null) end)), lambda cell: {
    'field': cell.field, 'text': cell.text, 'value': case when cell.fits then cell.amount end, 'problem': case
        when not cell.fits and (cell.named is not null or cell.sign in ('$', '¥')) then 'currency_contradicts'
        when cell.amount is null or not cell.fits then coalesce(cell.doubt, 'not_a_number') else cell.doubt end});

-- Shares ---------------------------------------------------------------------------------------------------------------

-- Whether a number without % can only be in points: 45 is, 0.45 and 1 are not.
create or replace macro is_points(text) as case when text is not null and not ends_with(text, '%') then
    abs(finite(coalesce(try_cast(text as double), try_cast(replace(plain(text), ',', '.') as double)))) > 2 end;

create or replace macro easy_ratio(text, mark, points) as case
    when not is_easy_number(text, mark) then null
    when ends_with(text, '%') then safe_div(try_cast(left(text, -1) as double), 100)
    when not coalesce(points, false)
    then case when try_cast(text as double) <= 1 then finite(try_cast(text as double)) end
    when abs(try_cast(text as double)) >= 1 then safe_div(try_cast(text as double), 100)
end;

-- Cells with `mark` and `points`, from 0 to 1. In a column of points a plain number between 0 and 1 is no clear share.
create or replace macro read_ratios(cells) as list_transform(list_transform(with_number(list_transform(cells,
    lambda cell: struct_insert(cell, parts := number_parts(cell.text)))),
    lambda cell: struct_insert(cell, share := case
        when trim(cell.parts.before) = '' and trim(cell.parts.after) in ('', '%', 'percent', 'pct')
        then finite(try_cast(cell.number as double)) end,
    is_plain := trim(cell.parts.after) = '', in_points := coalesce(cell.points, false))), lambda cell: {
    'field': cell.field, 'text': cell.text, 'value': case
        when cell.is_plain and not cell.in_points then cell.share
        when not (cell.is_plain and abs(cell.share) > 0 and abs(cell.share) < 1) then safe_div(cell.share, 100) end,
    'problem': case
        when cell.share is null then coalesce(cell.doubt, 'not_a_number')
        when cell.is_plain and cell.in_points and abs(cell.share) > 0 and abs(cell.share) < 1 then 'percent_contradicts'
        when cell.is_plain and not cell.in_points and cell.share > 1 and cell.share <= 2 then 'percent_unclear'
        else cell.doubt end});

-- Dates ----------------------------------------------------------------------------------------------------------------

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

-- Without the weekday before a date and the time behind it.
create or replace macro date_text(text) as regexp_replace(plain(text),
    '^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[,.]? +|[ t,]+\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)? ?(?:[ap]m)? ?(?:z|utc|gmt)?'
    || '(?:[-+]\d\d:?\d\d)?$| ?\(?(?:星期|周)[一二三四五六日天]\)?$', '', 'g');

create or replace macro month_number(name) as
    cast(nullif((strpos('.janfebmaraprmayjunjulaugsepoctnovdec', left(name, 3)) + 1) // 3, 0) as varchar);

-- The ways of writing a date and how to read each. In a shape 9 stands for a number, m for a month's name and - for what
-- stands between them; then follow the digits of the first three numbers. The answer says which number is the year (p: the
-- period's), the month (m: the name) and the day; then 0 a day, o a day in the column's order, 8 and 6 digits run
-- together, 1 a month, q a quarter (a b c d by name), h a half (x y by name), z a year, f a fiscal year named by two years
-- and g a quarter of it, e one named by the year it ends in and u a quarter of that.
create or replace macro way_of(shape) as case
    when shape in ('9-9-9 224', '9-9-9 222') then '321o'
    when shape in ('9-9-9 422', '9年9月9日 422', '9年9月9号 422', '9年9月9 422', '9年9月9日 222') then '1230'
    when shape in ('9-m-9 240', '9m9 240', '9-of-m-9 240', '9-m-9 220', 'm-9-9 240') then '2m10'
    when shape = '9-m-9 420' then '1m20' when shape = '9 800' then '1118' when shape = '9 600' then '1116'
    when shape in ('9月9日 220', '9月9号 220') then 'p120'
    when shape in ('9年9月 420', '9年9月份 420', '9年9月 220', '9-9 420') then '12-1' when shape = '9-9 240' then '21-1'
    when shape in ('m-9 400', 'm9 400', 'm-of-9 400', 'm-9 200', '9-m 400') then '1m-1'
    when shape in ('9月 200', '9月份 200') then 'p1-1' when shape = 'm 000' then 'pm-1'
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
    when shape in ('q9-fy9 240', 'q9-fy9 220') then '21-u'
end;

create or replace macro count_digits(number) as case strlen(number) when 1 then 2 else coalesce(strlen(number), 0) end;

-- One number of a date: by its place, the period's year (p) or the month's name (m).
create or replace macro number_at(place, cell) as case place when 'p' then cast(year(cell.period) as varchar)
    when 'm' then cell.month_named else cell.n[try_cast(place as integer)] end;

-- A year of two digits is of 1970 to 2069.
create or replace macro day_of(year, month, day) as try_cast(concat(case when strlen(year) <> 2 then ''
    when year < '70' then '20' else '19' end, year, '-', month, '-', day) as date);

-- Cells get their text made plain, its numbers, month and part of a month, its shape, and the way to read it.
create or replace macro with_way(cells) as
    list_transform(list_transform(list_transform(list_transform(list_transform(cells,
    lambda cell: struct_insert(cell, tidy := date_text(cell.text))),
    lambda cell: struct_insert(cell, written := case when contains(cell.tidy, '月') or contains(cell.tidy, '年')
        then replace(cell.tidy, ' ', '') else cell.tidy end)),
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
        when cell.kind in ('a', 'x', 'z') then '1' when cell.kind = 'b' then '4' when cell.kind in ('c', 'y') then '7'
        when cell.kind = 'd' then '10' else cast(cell.fiscal_start as varchar) end,
    day := case when cell.kind = 'o' and cell.day_order like 'mdy%' then cell.second when cell.kind in ('0', 'o')
        then cell.third
        when cell.kind = '8' then cell.first[7:8] else '1' end,
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
    lambda cell: struct_insert(cell,
    first_day := cast(day_of(cell.year, cell.month, cell.day) + to_months(cell.later) as date),
    swapped := case when cell.kind = 'o' then day_of(cell.year, cell.day, cell.month) end,
    is_consecutive := (try_cast(cell.first as integer) + 1 - try_cast(cell.second as integer)) % 100 = 0)),
    lambda cell: struct_insert(cell, edge_day := case
        when cell.serial then date '1899-12-30' + cast(floor(try_cast(cell.written as double)) as integer)
        when cell.kind in ('f', 'g') and (cell.fiscal_start = 1 or not cell.is_consecutive) then null
        else edge_of(cell.first_day, cell.months, cell.third_of, cell.edge) end)),
    lambda cell: struct_insert(cell, found := possible(cell.edge_day))),
    lambda cell: {'field': cell.field, 'text': cell.text, 'value': cell.found, 'problem': case
    when cell.found is null then case when cell.way is null then 'not_a_date'
        when possible(cell.swapped) is not null then 'date_order_contradicts'
        when cell.kind in ('f', 'g') and cell.fiscal_start = 1 then 'fiscal_year_unclear' else 'impossible_date' end
    when cell.serial then 'serial_date'
    when cell.way[1] = 'p' then 'year_from_period'
    when cell.months > 0 then 'approximate_date'
    when cell.day_order like '%?' and cell.swapped <> cell.found then 'date_order_assumed'
    when cell.kind = 'o' and strlen(cell.first) = 2 then 'short_year' end});

-- One cell, as {field, text, value, problem} ---------------------------------------------------------------------------

create or replace macro to_number(text, mark, multiplier := null, kind := 'number', hours_per_day := null) as
    read_quantities([{
    'field': '', 'text': text, 'mark': mark, 'multiplier': multiplier, 'kind': kind, 'hours_per_day': hours_per_day,
    'otherwise': 'not_a_number'}])[1];
create or replace macro to_money(text, mark, multiplier := null, currency := null) as read_money([{
    'field': '', 'text': text, 'mark': mark, 'multiplier': multiplier, 'currency': currency}])[1];
create or replace macro to_ratio(text, mark, points) as read_ratios([{'field': '', 'text': text, 'mark': mark,
    'points': points}])[1];
create or replace macro to_light(text) as read_lights([{'field': '', 'text': text}])[1];
create or replace macro to_date(text, day_order, period, edge := 'finish', serial := false, fiscal_start := 1) as
    read_dates([{
    'field': '', 'text': text, 'day_order': day_order, 'edge': edge, 'serial': serial, 'period': period,
    'fiscal_start': fiscal_start}])[1];
