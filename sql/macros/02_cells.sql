-- From the text of a cell to a value: what every type has in common.
--
-- easy_<type>(text, ...) is the value of a cell of the common shape, at about the price of a cast, else null.
-- read_<types>(cells) reads any cells: a list of {field, text and what is known of the column} becomes one of
-- {field, text, value, problem}. `problem` is what is doubtful about the value or, where there is none, what the cell
-- fails to be; problems_of tells blanks, placeholders and error cells from that and names each by a key of
-- pmo_analytics/words/findings.toml. Nothing is guessed: what is unclear has no value.
-- Readers are chains of small steps over a list, each adding to the cell, because nested lambdas are slow.

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

-- 'The same as above': what stands above is not looked up.
create or replace macro ditto() as '同上|同前|[〃″"]|ditto|same as above';

-- 'Nothing here' in any cell, then in any but one of free text, where 无 and 'none' are answers.
create or replace macro placeholder() as '[-/\\.?*—–]+|n\.?/?a\.?|null|tb[acd]|0000-00-00(?:[ t]00:00(?::00)?)?'
    || '|to be (?:advised|confirmed|determined|decided)|待定|待确定|待确认|待补充|待填写?|' || ditto();
create or replace macro name_placeholder() as placeholder()
    || '|nil|none|unknown|not (?:applicable|available|known|provided|set)|pending|open[ -]ended|no end date'
    || '|无|没有|暂无|空|未知|不详|未定|待议|未填写?|未提供|不适用|不涉及|长期|长期有效|永久';

create or replace macro is_placeholder(text) as strlen(text) < 60 and regexp_full_match(plain(text),
    name_placeholder());

create or replace macro is_error_cell(text) as text like '#%' and regexp_full_match(upper(text),
    '#(?:N/A|DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNCALCULATED)');

create or replace macro severity_of(reason) as case
    when reason in ('placeholder', 'approximate_date', 'short_year') then 'note'
    when reason in ('date_order_assumed', 'decimal_mark_assumed', 'approximate_number', 'same_as_above', 'percent_unclear', 'year_from_period', 'serial_date',
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
        when strlen(cell.text) < 30 and regexp_full_match(plain(cell.text), ditto()) then 'same_as_above'
        when is_placeholder(cell.text) then 'placeholder'
        else cell.problem end}), lambda found: found.reason is not null),
    lambda found: struct_insert(found, severity := severity_of(found.reason)));
