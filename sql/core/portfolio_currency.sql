-- The currency that sums are shown in: the one set for the portfolio, else the one most projects report in.
--
-- grain:   one row
-- columns:
--   currency  currency  ISO code; null where nothing says
with
settings as (select * from reference.settings where name = 'currency'),
projects as (select * from core.projects where currency is not null),

counted as (
    select currency, count(distinct project_id) as count_projects from projects group by currency
)

select coalesce(
    nullif((select max(value) from settings), ''),
    (select currency from counted order by count_projects desc, currency limit 1)
) as currency
