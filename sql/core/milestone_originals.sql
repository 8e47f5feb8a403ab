-- The date each milestone was first approved for, and whether it was moved since.
--
-- grain:   one row per project_id, row_key
-- columns:
--   project_id        key   project
--   row_key           key   what makes it that milestone inside its project
--   original_date     date  approved date as first reported
--   original_period   date  month end it was first reported for
--   is_moved          flag  whether a later report gives it another approved date
with
dates as (select * from core.milestone_dates where baseline_date is not null)

select
    project_id,
    row_key,
    arg_min(baseline_date, period) as original_date,
    min(period) as original_period,
    min(baseline_date) <> max(baseline_date) as is_moved
from dates
group by project_id, row_key
