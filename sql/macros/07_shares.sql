-- Shares, from percent or points to 0 to 1.

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

-- Tenths in Chinese as percent: 九成 is 90%, 七成五 75%.
create or replace macro tenths_in_percent(text) as case when regexp_full_match(text, '[一二三四五六七八九]成[一二三四五六七八九半]?')
    then concat(strpos('一二三四五六七八九', text[1]), case text[3] when '' then 0 when '半' then 5
        else strpos('一二三四五六七八九', text[3]) end, '%') else text end;

-- Cells with `mark` and `points`, from 0 to 1. In a column of points a plain number between 0 and 1 is no clear share.
create or replace macro read_ratios(cells) as list_transform(list_transform(with_number(list_transform(cells,
    lambda cell: struct_insert(cell, parts := number_parts(tenths_in_percent(exact_text(cell.text)))))),
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
        else coalesce(cell.doubt, rough(cell.text)) end});
