-- How many findings wait in the files of the month shown and of the eleven before it, and how many files have none.
-- Counted as in finding_list and finding_files.
--
-- grain:   one row per card, period
-- columns:
--   card        key     error, warning, note, clean
--   period      date    month end
--   value       number  the card's figure
--   change      number  against the compared month; null in all other months, and where that month has no file
--   count_of    count   files that speak for the month
with
months as (
    select distinct known.period
    from core.periods as known cross join chosen
    where known.period = chosen.compared
       or known.period between (chosen.period - interval 11 month)::date and chosen.period
),
visible as (
    select visible.* from core.visible semi join months using (period) where visible.period = visible.written_period
),
loads as (select * from ledger.loads),
findings as (select * from marts.open_findings semi join months using (period)),
seen as (select project_id, period from scope),
known as (select project_id, period from core.project_periods),
whole as (
    select months.period, count(known.project_id) = count(seen.project_id) as is_whole
    from months left join known using (period) left join seen using (project_id, period)
    group by months.period
),
files as (
    select distinct visible.period, loads.file_id
    from visible inner join loads using (load_id) inner join whole using (period)
    left join seen on seen.project_id = visible.project_id and seen.period = visible.period
    where seen.project_id is not null or (is_whole and visible.project_id = '')
),
counted as (
    select findings.*, loads.file_id
    from findings inner join loads using (load_id) inner join whole using (period)
    left join seen on seen.project_id = findings.project_id and seen.period = findings.period
    where if(findings.project_id is null, is_whole, seen.project_id is not null)
),
figures as (
    select severity as card, months.period, count(counted.finding_number) as value
    from months cross join (select unnest(['error', 'warning', 'note']) as severity)
    left join counted using (severity, period)
    group by all
    union all
    select 'clean', months.period, count(files.file_id)
    from months left join (files anti join counted using (file_id, period)) as files using (period)
    group by all
),
sizes as (select months.period, count(files.file_id) as count_of from months left join files using (period) group by all)
select
    figures.card,
    figures.period,
    figures.value::double as value,
    if(before_sizes.count_of > 0, figures.value - before.value, null)::double as change,
    sizes.count_of
from figures
inner join sizes using (period)
left join chosen on chosen.period = figures.period
left join figures as before on before.card = figures.card and before.period = chosen.compared
left join sizes as before_sizes on before_sizes.period = chosen.compared
order by figures.card, figures.period
