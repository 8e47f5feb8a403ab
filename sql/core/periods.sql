-- The months that anything active was reported for. Standing loads count only where nothing else is known.
--
-- grain:   one row per period
-- columns:
--   period           date  month end
--   previous_period  date  the calendar month before; null where nothing was reported for it
-- looks ahead: a month of standing loads alone is one until a report of any month comes
with
coverage as (select * from ledger.coverage),
loads as (select * from ledger.loads where is_active),

active as (select coverage.* from coverage semi join loads using (load_id)),

known as (
    select distinct period
    from active
    where not is_standing or not exists (select 1 from active as other where not other.is_standing)
)

select known.period, before.period as previous_period
from known left join known as before on before.period = last_day((known.period - interval 1 month)::date)
