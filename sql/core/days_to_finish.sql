-- Working days from the status date of each project to its forecast finish, by the calendar known then; where none is
-- loaded, and beyond the months it covers, Monday to Friday.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id    key    project
--   period        date   month end
--   working_days  count  working days after the status date, up to the forecast finish
--   reason        text   why that is not known
--   is_estimated  flag   whether no calendar is loaded, or the finish is made of the tasks
-- check: (working_days is null) <> (reason is null)
with
schedule as (select * from core.schedule),
days as (select * from core.working_days),
calendars as (select distinct period from core.calendars where day is not null),

ahead as (
    select
        project_id,
        period,
        status_date,
        forecast_finish,
        is_forecast_estimated,
        if(forecast_finish is null, 'MISSING_INPUT(forecast_finish)', null) as reason,
        greatest(coalesce(forecast_finish, status_date), status_date) as last_day_ahead,
        weekdays_after(status_date, last_day_ahead) as count_weekdays
    from schedule
),

exceptions as (
    select period, day, if(hours > 0, 1, -1) as difference
    from days semi join calendars using (period)
    where (hours > 0) <> (isodow(day) <= 5)
),

corrected as (
    select ahead.project_id, ahead.period, sum(exceptions.difference) as difference
    from ahead inner join exceptions
        on exceptions.period = ahead.period
        and exceptions.day > ahead.status_date and exceptions.day <= ahead.last_day_ahead
    group by ahead.project_id, ahead.period
)

select
    ahead.project_id,
    ahead.period,
    if(reason is null, ahead.count_weekdays + coalesce(corrected.difference, 0), null)::bigint as working_days,
    ahead.reason,
    reason is null and (calendars.period is null or ahead.is_forecast_estimated) as is_estimated
from ahead
left join corrected using (project_id, period)
left join calendars using (period)
