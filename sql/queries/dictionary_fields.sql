-- Every field that can be loaded: what it means, the headers it goes by, and the headers it was loaded from.
--
-- grain:   one row per entity, field
-- columns:
--   entity          key    kind of thing
--   field           key    field
--   unit            text   unit it is shown in
--   label_en        text   its name in English
--   label_zh        text   its name in Chinese
--   meaning_en      text   what it says, in English
--   meaning_zh      text   what it says, in Chinese
--   headers         text   headers it was loaded from, comma separated
--   count_findings  count  findings on it in the month shown
with
fields as (select * from reference.fields),
columns_loaded as (select * from ledger.load_columns),
findings as (select * from marts.findings inner join scope using (project_id, period)),
headers as (
    select entity, field, string_agg(distinct header, ', ' order by header) as headers
    from columns_loaded
    where field is not null
    group by entity, field
),
counted as (
    select findings.entity, findings.field, count(*) as count_findings
    from findings inner join chosen using (period)
    where findings.is_active
    group by findings.entity, findings.field
)
select
    fields.entity,
    fields.field,
    fields.unit,
    fields.label_en,
    fields.label_zh,
    fields.meaning_en,
    fields.meaning_zh,
    headers.headers,
    coalesce(counted.count_findings, 0) as count_findings
from fields left join headers using (entity, field) left join counted using (entity, field)
order by fields.entity, fields.field
