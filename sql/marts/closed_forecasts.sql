-- How far off the forecasts of each project were that finished in the twelve months up to a month, also where it is
-- not reported any more: by its last report up to that month. Forecasts are those first reported three, six and twelve
-- months before the finish; without later changes, what was approved after them is not held against them.
--
-- grain:   one row per measure, months_before, period, project_id
-- columns:
--   measure        key      cost, cost_less_changes, finish, finish_less_changes
--   months_before  count    months before the finish in which the forecast was made
--   period         date     month end
--   project_id     key      project
--   project_name   text     its name
--   last_period    date     month of its last report up to then
--   finished_on    date     when it finished
--   missed_by      number   forecast less final: of cost in the project's currency, of the finish in days
--   final          number   what it is measured by: final cost, or duration in days
--   error          percent  one over the other; negative is too little, or too early
--   reason         text     why there is no error; null where there is one
--   flags          text     what to know about it, comma separated; null if nothing
-- check: (error is null) <> (reason is null)
with
periods as (select period from core.periods),
closings as (select * from core.closings),
errors as (select * from core.forecast_errors),
reports as (select project_id, period, project_name from core.projects),
conventions as (select closing_months from core.conventions),

newest as (
    select periods.period, closings.project_id, max(closings.period) as last_period
    from periods inner join closings on closings.period <= periods.period
    group by periods.period, closings.project_id
),

closed as (
    select newest.*, closings.finished_on
    from newest
    inner join closings on closings.project_id = newest.project_id and closings.period = newest.last_period
    cross join conventions
    where closings.finished_on <= newest.period
      and closings.finished_on > last_day((newest.period - to_months(conventions.closing_months))::date)
)

select
    errors.measure,
    errors.months_before,
    closed.period,
    closed.project_id,
    reports.project_name,
    closed.last_period,
    closed.finished_on,
    errors.missed_by,
    errors.final,
    if(errors.reason is null, safe_div(errors.missed_by, errors.final), null) as error,
    errors.reason,
    joined_flags(errors.flags) as flags
from closed
inner join errors on errors.project_id = closed.project_id and errors.period = closed.last_period
left join reports on reports.project_id = closed.project_id and reports.period = closed.last_period
order by errors.measure, errors.months_before, closed.period, closed.project_id
