-- Each dependency against the day it is needed: whether it is open, when it is expected, how many days too late. One
-- that is overdue and has no forecast ahead comes at the status date at the earliest.
--
-- grain:   one row per project_id, period, row_key
-- columns:
--   project_id    key   project
--   period        date  month end it was reported for
--   row_key       key   what makes it that dependency inside project and month
--   is_open       flag  whether it is still to be delivered
--   needed_on     date  day it is needed
--   expected_on   date  day it is expected, not before the status date
--   exposed_days  days  days it is expected after it is needed; 0 where it comes in time; null where that is unknown
--   is_estimated  flag  whether the expected day is only the earliest possible
with
periods as (select * from core.project_periods),
dependencies as (select * from core.dependencies),

told as (
    select
        dependencies.*,
        periods.status_date,
        coalesce(dependencies.status not in ('done', 'cancelled'), true)
            and coalesce(dependencies.actual_on > greatest(periods.status_date, periods.period), true) as is_open,
        coalesce(dependencies.forecast_on, dependencies.promised_on) as told_on,
        case
            when not is_open then null
            when told_on >= status_date then told_on
            when coalesce(told_on, needed_on) < status_date then status_date
        end as expected_on
    from dependencies inner join periods using (project_id, period)
    -- a link between two tasks that names no day is no promise to anybody
    where coalesce(needed_on, promised_on, forecast_on, actual_on) is not null
)

select
    project_id,
    period,
    row_key,
    is_open,
    needed_on,
    expected_on,
    greatest(expected_on - needed_on, if(expected_on is null or needed_on is null, null, 0)) as exposed_days,
    is_open and expected_on is distinct from told_on and expected_on is not null as is_estimated
from told
