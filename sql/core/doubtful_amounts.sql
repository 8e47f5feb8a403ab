-- Which amounts that a month of a project rests on jumped like another unit: those that jumped in it, and those that
-- did so when they were last reported. An amount of a month alone stays in what is added up until the amount to date is
-- reported again. A report that repeats the amount, or brings another, ends the doubt.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id  key   project
--   period      date  month end
--   fields      list  fields of projects, in alphabetical order
with
jumps as (select project_id, period as jumped_on, field from core.amount_jumps),
periods as (select project_id, period from core.project_periods),
reports as (
    select project_id, period, to_json(projects) as said
    from core.projects as projects semi join jumps using (project_id)
),

resting as (
    select periods.project_id, periods.period, jumps.field, jumps.jumped_on
    from jumps inner join periods on periods.project_id = jumps.project_id and periods.period >= jumps.jumped_on
),

doubted as (
    select resting.*
    from resting anti join reports
        on reports.project_id = resting.project_id
        and reports.period > resting.jumped_on and reports.period <= resting.period
        and json_extract_string(reports.said, '$.' || replace(resting.field, '_this_period', '')) is not null
)

select project_id, period, list_sort(list_distinct(list(field))) as fields
from doubted
group by project_id, period
