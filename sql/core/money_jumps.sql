-- Of the amounts that jumped like another unit, those that are named as findings: where the budget jumped alike in the
-- same month, the budget alone.
--
-- grain:   one row per project_id, period, field
-- columns:
--   project_id     key    project
--   period         date   month end
--   field          key    field of the dictionary
--   amount         money  what is reported
--   amount_before  money  what was reported last before
--   period_before  date   month end of that report
--   power          count  power of ten of the jump: 2, 3 or 4, below zero where the amount shrank
--   load_id        key    load the amount is from
--   cell           text   its cell
with
jumps as (select * from core.amount_jumps)

select * exclude (is_alike)
from jumps
where not is_alike
