-- What was expected of each milestone, report by report, up to the month shown and within the last twelve months. Once
-- reached, the date it was reached on. Those that were reached before are left out.
--
-- grain:   one row per project_id, milestone, period
-- columns:
--   project_id      key   project
--   milestone       key   what makes it that milestone inside the project
--   period          date  month end
--   project_name    text  its project's name
--   milestone_name  text  its name
--   report_date     date  status date of the report; the day it was reached, once it is
--   expected_date   date  date expected then
--   baseline_date   date  approved date then
--   is_reached      flag  whether it was reached by then
--   slip_days       days  expected less approved date
--   is_slip_red     flag  whether that is beyond the red bound
--   moved_days      days  how far it has moved in all these reports; positive is later
with
dates as (select * from core.milestone_dates inner join scope using (project_id, period)),
health as (select * from marts.project_health),
indicators as (select * from marts.indicators where indicator = 'milestone_slip_days'),
recent as (
    select dates.*,
        lag(dates.is_reached, 1, false) over (
            partition by dates.project_id, dates.row_key order by dates.period
        ) as was_reached
    from dates cross join chosen
    where dates.period between (chosen.period - interval 11 month)::date and chosen.period
)
select
    recent.project_id,
    recent.row_key as milestone,
    recent.period,
    health.project_name,
    recent.milestone_name,
    if(recent.is_reached, recent.reached_date, recent.status_date) as report_date,
    recent.expected_date,
    recent.baseline_date,
    recent.is_reached,
    recent.slip_days,
    coalesce(indicators.light = 'red', false) as is_slip_red,
    last_value(recent.expected_date) over reports - first_value(recent.expected_date) over reports as moved_days
from recent
inner join health using (project_id, period)
left join indicators
    on indicators.project_id = recent.project_id and indicators.period = recent.period
    and indicators.subject_id = subject_within(recent.project_id, recent.row_key)
where recent.expected_date is not null and not recent.was_reached
window reports as (
    partition by recent.project_id, recent.row_key order by recent.period
    rows between unbounded preceding and unbounded following
)
qualify bool_or(not recent.is_reached) over reports
order by recent.project_id, recent.baseline_date, recent.row_key, recent.period
