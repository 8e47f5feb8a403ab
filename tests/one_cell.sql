-- One cell at a time, as {field, text, value, problem}.

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
