-- The hours of a full working day, for each day of the month reported and of the twelve after it, by the calendar known
-- then: Monday to Friday, but for what the calendar says. Where several calendars have names, only what is everyone's
-- counts.
--
-- grain:   one row per period, day
-- columns:
--   period  date   month end reported
--   day     date   the day
--   hours   hours  hours worked on it; 0 on a day off
with
periods as (select period from core.periods),
calendars as (select * from core.calendars where day is not null),
settings as (
    select max(value)::double as hours_per_day from reference.settings where name = 'hours_per_day'
),

days as (
    select
        period,
        unnest(generate_series(date_trunc('month', period), last_day((period + interval 12 month)::date), interval 1 day))::date
            as day
    from periods
),

counted as (select period, count(distinct calendar_name) as count_names from calendars group by period),

-- a row may speak of several days; a year of them is more than any holiday
told as (
    select
        calendars.period,
        unnest(generate_series(
            calendars.day,
            least(greatest(calendars.ends_on, calendars.day), calendars.day + interval 1 year),
            interval 1 day
        ))::date as day,
        coalesce(calendars.is_working_day, calendars.kind in ('worked', 'working')) as is_worked,
        calendars.working_hours
    from calendars inner join counted using (period)
    where calendars.calendar_name is null or counted.count_names = 1
),

exceptions as (
    select period, day, bool_or(is_worked) as is_worked, max(working_hours) as working_hours
    from told
    group by period, day
)

select
    days.period,
    days.day,
    case
        when coalesce(exceptions.is_worked, exceptions.working_hours > 0, isodow(days.day) <= 5)
            then coalesce(exceptions.working_hours, settings.hours_per_day)
        else 0
    end::decimal(12, 2) as hours
from days cross join settings left join exceptions using (period, day)
