-- Text to values, and the few sums that every model shares. Scalar macros only; any of them can be pasted into a shell.
--
-- to_<type>(text, ...) gives the value or null, <type>_problem(text, value, ...) the name of what is wrong or doubtful
-- about the cell or null (a key of pmo_analytics/words/findings.toml). Blank text is null without a problem.
-- The common shape of a cell comes first, so that a regular file is typed at the speed of a cast.
-- list_transform([x], lambda y: ...)[1] computes x once and calls it y; names of lambdas differ, because macros nest.

-- Arithmetic -----------------------------------------------------------------------------------------------------------

create or replace macro finite(number) as case when isfinite(cast(number as double)) then number end;

create or replace macro safe_div(numerator, denominator) as case
    when denominator = 0 then null
    when isfinite(cast(numerator as double)) and isfinite(cast(denominator as double))
    then finite(cast(numerator as double) / cast(denominator as double))
end;

create or replace macro month_end(day) as cast(last_day(cast(day as date)) as date);

-- Months from the start of the day `start` to the end of the day `day`: 1 January to 28 February is 2.
create or replace macro month_index(start, day) as
    12.0::double * (year(day) - year(start)) + (month(day) - month(start))
    + safe_div(dayofmonth(day), dayofmonth(last_day(day)))
    - safe_div(dayofmonth(start) - 1, dayofmonth(last_day(start)));

create or replace macro light_on_three_steps(light) as case light
    when 'amber_green' then 'amber' when 'amber_red' then 'amber' else light
end;

create or replace macro light_rank(light) as case light_on_three_steps(light)
    when 'green' then 0 when 'amber' then 1 when 'red' then 2
end;

-- Cells ----------------------------------------------------------------------------------------------------------------

-- Blanks of every kind at both ends: tab, line ends, no-break and ideographic spaces, zero-width signs.
create or replace macro trimmed(text) as case
    when strlen(text) = length(text) and text > '!' and not ends_with(text, ' ') and not ends_with(text, chr(9))
        and not ends_with(text, chr(10)) and not ends_with(text, chr(13)) then text
    else nullif(regexp_replace(nfc_normalize(text),
        '^[\s\x{a0}\x{2000}-\x{200f}\x{202f}\x{3000}\x{feff}]+|[\s\x{a0}\x{2000}-\x{200f}\x{202f}\x{3000}\x{feff}]+$',
        '', 'g'), '')
end;

-- Fullwidth signs, typographic minus and dashes, odd spaces and the apostrophe before a number, made plain; lower case.
create or replace macro plain(text) as lower(ltrim(trimmed(case
    when regexp_matches(text, '[\x{ff01}-\x{ffe6}\x{a0}\x{2000}-\x{2015}\x{2018}-\x{201b}\x{202f}\x{2212}\x{3000}\s]')
    then translate(text,
        '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ'
        || '．，％－＋（）／：＃￥＄￡−–—‑‘’' || chr(160) || chr(8199) || chr(8201) || chr(8239) || chr(12288)
        || chr(9) || chr(10) || chr(13) || chr(8203) || chr(8206) || chr(8207) || chr(65279),
        '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
        || '.,%-+()/:#¥$£----''''' || '        ')
    else text end), ''''));

-- A word as choices compare it: any run of blanks, _ and - counts as one blank.
create or replace macro folded(text) as regexp_replace(plain(text), '[\s_-]+', ' ', 'g');

-- 'Nothing here' in any field but one of free text, where 无 and 'none' are answers.
create or replace macro is_placeholder(text) as strlen(text) < 60 and regexp_full_match(plain(text),
    '[-/\\.?*]+|n\.?/?a\.?|nil|null|none|unknown|tb[acd]|to be (?:advised|confirmed|determined|decided|agreed)'
    || '|not (?:applicable|available|known|provided|set)|pending|无|没有|暂无|空|未知|不详|未定|待定|待确定|待确认|待补充'
    || '|待填写?|待议|未填写?|未提供|不适用|不涉及|长期|长期有效|永久|open[ -]ended|no end date');

create or replace macro is_text_placeholder(text) as strlen(text) < 30 and regexp_full_match(plain(text),
    '[-/\\.?*]+|n\.?/?a\.?|null|tb[acd]|to be (?:advised|confirmed|determined|decided)|待定|待确定|待确认|待补充|待填写?');

create or replace macro is_error_cell(text) as text like '#%' and regexp_full_match(upper(text),
    '#(?:N/A|DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNCALCULATED)');

-- Why a cell with text has no value; `otherwise` where it is none of the shared reasons.
create or replace macro empty_reason(text, otherwise) as case
    when trimmed(text) is null then null
    when text = '#UNCALCULATED' then 'uncalculated'
    when is_error_cell(text) then 'error_cell'
    when is_placeholder(text) then 'placeholder'
    else otherwise
end;

create or replace macro problem_severity(reason) as case
    when reason in ('placeholder', 'approximate_date') then 'note'
    when reason in ('date_order_assumed', 'decimal_mark_assumed', 'percent_unclear', 'year_from_period', 'serial_date',
        'control_character', 'mixed_alphabets') then 'warning'
    else 'error'
end;

-- Of [{field, text, reason}] those with a reason, and how grave each is.
create or replace macro with_severity(problems) as list_transform(
    list_filter(problems, lambda found: found.reason is not null), lambda kept: {'field': kept.field,
    'text': kept.text, 'reason': kept.reason, 'severity': problem_severity(kept.reason)});

-- Words ----------------------------------------------------------------------------------------------------------------

create or replace macro to_text(text) as case
    when text is null then null
    when strlen(text) < 30 and (is_text_placeholder(text) or is_error_cell(text)) then null
    else trimmed(text)
end;

create or replace macro text_problem(text, value) as case
    when text is not null and value is null
    then case when is_text_placeholder(text) then 'placeholder' else empty_reason(text, null) end
end;

-- Names of people and of things: 'nobody' is no name.
create or replace macro to_name(text) as case
    when text is null then null
    when strlen(text) < 60 and (is_placeholder(text) or is_error_cell(text)) then null
    else trimmed(text)
end;

-- As a name; the apostrophe or the tab that keeps a spreadsheet from reading a number is no part of it.
create or replace macro to_id(text) as regexp_replace(to_name(text), '^''(\d)', '\1');

-- Signs that nobody sees or that look like others make two ids out of one.
create or replace macro id_problem(text, value) as case
    when value is null then text_problem(text, value)
    when regexp_full_match(value, '[ -~]*') then null
    when regexp_matches(value, '[\x00-\x1f\x7f-\x{9f}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}-\x{2069}\x{feff}]')
    then 'control_character'
    when cast(regexp_matches(value, '\p{Latin}') as integer) + cast(regexp_matches(value, '\p{Greek}') as integer)
        + cast(regexp_matches(value, '\p{Cyrillic}') as integer) > 1 then 'mixed_alphabets'
end;

-- `spellings` maps folded text to the value; the load's own spellings come in it too.
create or replace macro to_choice(text, spellings) as case
    when text is not null then coalesce(spellings[lower(text)], spellings[folded(text)])
end;

create or replace macro folded_keys(spellings) as map_from_entries(list_distinct(list_transform(
    map_entries(spellings), lambda spelling: {'key': folded(spelling.key), 'value': spelling.value})));
