-- What the figures rest on: the files that speak of the month shown (of all months, where none is) and of the projects in
-- scope, when the newest of them was loaded, and the currency that money is shown in.
--
-- grain:   one row
-- columns:
--   currency        currency  the portfolio's; null where nothing says
--   count_files     count     files
--   last_loaded_on  date      day on which the newest was loaded, UTC
with
visible as (
    select visible.load_id
    from core.visible inner join scope using (project_id, period) cross join chosen
    where chosen.period is null or visible.period = chosen.period
),
loads as (select * from ledger.loads),
currency as (select * from core.portfolio_currency)
select
    any_value(currency.currency) as currency,
    count(distinct loads.file_id) as count_files,
    max(loads.recorded_at)::date as last_loaded_on
from currency left join (select loads.* from loads semi join visible using (load_id)) as loads on true
