-- Where each month lies in its fiscal year, which begins with the month that the settings name. A fiscal year is called
-- by the calendar year it ends in.
--
-- grain:   one row per period
-- columns:
--   period              date   month end
--   fiscal_year         count  calendar year that the fiscal year ends in
--   year_start          month  last day of its first month
--   last_quarter_start  month  last day of the first month of its last quarter
--   year_end            date   its last day
--   months_elapsed      count  months of it that have passed, this one included
with
periods as (select * from core.periods),
settings as (select max(value)::integer as first_month from reference.settings where name = 'fiscal_year_start_month'),

placed as (
    select
        periods.period,
        (month(periods.period) - settings.first_month + 12) % 12 + 1 as months_elapsed
    from periods cross join settings
)

select
    period,
    year(period + to_months(12 - months_elapsed))::integer as fiscal_year,
    last_day((period - to_months(months_elapsed - 1))::date) as year_start,
    last_day((period - to_months(months_elapsed - 10))::date) as last_quarter_start,
    last_day((period + to_months(12 - months_elapsed))::date) as year_end,
    months_elapsed::bigint as months_elapsed
from placed
