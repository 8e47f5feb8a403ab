-- For how many months in a row each project's overall light has been red; a month without a report ends the row.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id  key    project
--   period      date   month end that is red
--   months_red  count  months in a row, this one included
with
reds as (select * from marts.lights where dimension = 'overall' and computed = 'red'),

-- months of one run are as far from its first month as they stand after it
placed as (
    select
        project_id,
        period,
        date_diff('month', '2000-01-31'::date, period)
            - row_number() over (partition by project_id order by period) as run
    from reds
)

select project_id, period, row_number() over (partition by project_id, run order by period) as months_red
from placed
