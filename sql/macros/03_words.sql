-- Texts, names, ids, choices, flags, scores and currencies.

-- A text that begins and ends with a sign of its own and is not a placeholder, also not one with odd signs in it (n／a).
create or replace macro not_easy_text(placeholders) as
    '^[\s\x{a0}\x{2000}-\x{200f}\x{2018}-\x{201b}\x{202f}\x{3000}\x{feff}\x{ff01}-\x{ff5e}#'']'
    || '|[\s\x{a0}\x{2000}-\x{200f}\x{202f}\x{3000}\x{feff}]$|^(?i:' || placeholders || ')$|^$'
    || '|^[-/\\.?*—–0-9: a-zA-Z'']{0,19}' || odd_sign() || '(?:[-/\\.?*—–0-9: a-zA-Z'']|' || odd_sign() || '){0,19}$';

create or replace macro easy_text(text) as case
    when not regexp_matches(text, not_easy_text(placeholder())) then nfc_normalize(text) end;

create or replace macro text_of(text) as case
    when not (regexp_full_match(plain(text), placeholder()) or is_error_cell(text)) then trimmed(text) end;

-- Names of people and of things, where 'nobody' is no name; 'Ann (ann@example.com)' is Ann.
create or replace macro easy_name(text) as case
    when not regexp_matches(text, not_easy_text(name_placeholder()) || '|@') then nfc_normalize(text) end;

create or replace macro name_of(text) as case when not (is_placeholder(text) or is_error_cell(text))
    then coalesce(trimmed(regexp_replace(text, '\s*[(<（][^()<>（）@\s]+@[^()<>（）@\s]+[)>）]', '', 'g')), trimmed(text)) end;

create or replace macro easy_id(text) as case
    when regexp_full_match(text, '(?:[A-Za-z][!-~]*)?\d[!-~]*') and text not like '0000-00-00%' then text end;

-- A name without the apostrophe that keeps a spreadsheet from reading a number.
create or replace macro id_of(text) as regexp_replace(name_of(text), '^''(\d)', '\1');

-- Signs that nobody sees, or that look like others, make two ids out of one; so do Greek or Cyrillic letters that are
-- all of them drawn like Latin ones.
create or replace macro id_doubt(id) as case
    when regexp_matches(id, '[\x00-\x1f\x7f-\x{9f}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}-\x{2069}\x{feff}]')
        then 'control_character'
    when regexp_matches(id, '\p{Latin}.*[\p{Greek}\p{Cyrillic}]|[\p{Greek}\p{Cyrillic}].*\p{Latin}'
        || '|\p{Greek}.*\p{Cyrillic}|\p{Cyrillic}.*\p{Greek}'
        || '|^\PL*(?:[ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο]\PL*|[АВЕЅІЈКМНОРСТУХаеорсухѕіј]\PL*)+$') then 'mixed_alphabets' end;

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

-- A whole number, alone, before its meaning or behind it in brackets: 4, 4/5, 4 - High, 4分, High (4). What a word alone
-- is worth, its field says.
create or replace macro score_of(text) as case
    when strlen(text) = 1 then try_cast(text as bigint) -- nearly all of them, and read much faster
    when text is not null then try_cast(regexp_extract(regexp_replace(plain(text), '^[^\d()]+\((\d{1,3})\)$', '\1'),
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
