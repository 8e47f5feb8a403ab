-- Amounts of money.

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

create or replace macro money_parts(text) as regexp_extract(
    regexp_replace(exact_text(text), '^([^()]+)\(((?:万亿|百万|千万|十万|亿|万|千)元?|元)\)$', '\1\2'), '^(\(?)([-+]?) ?((?:[a-z]{2}|[acs])?[$¥]|[£€]|[a-z]{3}|人民币)? ?([-+]?) ?(\d[\d.,'' ]*|[.,]\d+)(e[-+]?\d+)?'
    || '(?:(万亿|百万|千万|十万|亿|万|千|w|k|m|mn|mln|mio|million|millions|bn|b|billion|tn|trillion|thousand|元) ?元?)? ?'
    || '((?:[a-z]{2}|[acs])?[$¥]|[£€]|[a-z]{3}|人民币|[美欧港加澳日]元|美金|英镑|港币)?([-)]?)$',
    ['open', 'sign', 'before', 'inner', 'digits', 'exponent', 'scale', 'after', 'close']);

create or replace macro money_scale(scale) as case
    when scale = '元' then 1 when scale in ('k', 'thousand', '千') then 1000 when scale in ('万', 'w') then 10000
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
        when cell.amount is null or not cell.fits then coalesce(cell.doubt, 'not_a_number')
        else coalesce(cell.doubt, rough(cell.text)) end});

-- The power of ten by which an amount jumped from the one before it, 0 where it did not: the jump lies within the
-- tolerance (in powers of ten) of a whole power, from the least to the greatest that is taken for another unit.
create or replace macro jump_power(amount, before, least, greatest, tolerance) as case
    when abs(log10(safe_div(amount, before)) - round(log10(safe_div(amount, before)))) <= tolerance
        and abs(round(log10(safe_div(amount, before)))) between least and greatest
        then round(log10(safe_div(amount, before)))::bigint
    else 0
end;

-- '1,200,000 (2026-04), 120 (2026-03)': an amount and the one before it, each with its month.
create or replace macro jump_text(amount, period, before, period_before) as concat(
    format('{:,}', round(amount)::bigint), ' (', strftime(period, '%Y-%m'), '), ',
    format('{:,}', round(before)::bigint), ' (', strftime(period_before, '%Y-%m'), ')'
);

-- An amount written in a currency, in the one that its project counts in, at what a unit of either is worth; null where
-- that is not known. An amount of no currency is in its project's, and so is every one of a project that has none.
create or replace macro exchanged(amount, written, own, rate, own_rate) as case
    when coalesce(written = own, true) then amount
    else try_cast(amount::double * safe_div(rate, own_rate) as decimal(24, 6)) end;

-- The currency that an amount is in then: still the one written where it could not be exchanged.
create or replace macro exchanged_currency(written, own, rate, own_rate) as
    if(safe_div(rate, own_rate) is null, written, coalesce(own, written));
