-- Lights by word, letter, sign or fill colour; by bounds; the profile of several projects.

-- The threshold profile that colours several projects together: the one that all have, else the other.
create or replace macro shared_profile(profiles, otherwise) as if(len(profiles) = 1, profiles[1], otherwise);

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

-- A light and what is said about it: 'green - on track', 'red (↑)', '绿 g', '黄色预警'. What is said names no other light.
create or replace macro light_parts(text) as regexp_extract(text, '^(green|amber|yellow|orange|red|[绿黄橙红][色灯]?|[🟢🟩🟡🟨🟠🟧🔴🟥])'
    || '\x{fe0f}? ?(?:预警|([-:;,，、(↑↓→↗↘⬆⬇].*|[a-z]))$', ['light', 'remark']);
create or replace macro squeezed(text) as regexp_replace(text, '[\s/_.&()\x{fe0f}-]+', '', 'g');
create or replace macro light_remarked(parts) as case
    when light_named(squeezed(parts.remark)) = light_named(parts.light) or not regexp_matches(parts.remark,
        '\b(?:green|amber|yellow|orange|red|blue|gr[ae]y|[a-z])\b|[绿黄橙红蓝灰🟢🟩🟡🟨🟠🟧🔴🟥]')
    then light_named(parts.light) end;

-- A fill colour is the light of the nearest hue: red at 0, amber at 45, green at 120 degrees; pale, grey and blue are none.
create or replace macro read_lights(cells) as
    list_transform(list_transform(list_transform(list_transform(list_transform(cells,
    lambda cell: struct_insert(cell,
    red := case when starts_with(cell.text, 'fill:#') then try_cast('0x' || cell.text[7:8] as integer) end,
    green := case when starts_with(cell.text, 'fill:#') then try_cast('0x' || cell.text[9:10] as integer) end,
    blue := case when starts_with(cell.text, 'fill:#') then try_cast('0x' || cell.text[11:12] as integer) end)),
    lambda cell: struct_insert(cell, most := greatest(cell.red, cell.green, cell.blue),
    chroma := greatest(cell.red, cell.green, cell.blue) - least(cell.red, cell.green, cell.blue))),
    lambda cell: struct_insert(cell, light := coalesce(light_named(squeezed(plain(cell.text))),
        light_remarked(light_parts(plain(cell.text)))),
    hue := 60 * case when cell.chroma < 30 then null
        when cell.most = cell.red then safe_div(cell.green - cell.blue, cell.chroma)
        when cell.most = cell.green then 2 + safe_div(cell.blue - cell.red, cell.chroma)
        else 4 + safe_div(cell.red - cell.green, cell.chroma) end)),
    lambda cell: struct_insert(cell, value := case when cell.light <> 'none' then cell.light
        when cell.hue < 22.5 or cell.hue > 330 then 'red' when cell.hue < 82.5 then 'amber'
        when cell.hue < 170 then 'green' end)), lambda cell: {'field': cell.field, 'text': cell.text, 'value': cell.value,
    'problem': case when cell.light = 'none' then 'placeholder' when cell.value is null then 'not_a_light' end});
