-- The milestones that ask for a look in the month shown: overdue, due in the next 60 days, reached in the last 60. Those
-- of closed and cancelled projects ask for none.
--
-- grain:   one row per project_id, milestone
-- columns:
--   project_id     key    project
--   milestone      key    what makes it that milestone inside the project
--   project_name   text   its project's name
--   milestone_name text   its name
--   kind           text   overdue, due or reached
--   owner          text   who answers for it
--   baseline_date  date   approved date
--   forecast_date  date   expected date as reported
--   reached_date   date   when it was reached
--   slip_days      days   actual or expected date less approved date
--   is_slip_red    flag   whether that is beyond the red bound
--   days_overdue   days   status date less approved date, of one that is overdue
--   reason         text   why there is no slip
--   flags          text   what to know about the slip
with
dates as (select * from core.milestone_dates inner join scope using (project_id, period)),
health as (select * from marts.project_health where not is_over(state)),
indicators as (select * from marts.indicators where indicator = 'milestone_slip_days'),
conventions as (select * from core.conventions),
sorted as (
    select
        dates.*,
        case
            when is_overdue then 'overdue'
            when is_open and coalesce(forecast_date, baseline_date)
                between status_date and status_date + conventions.milestone_horizon then 'due'
            when reached_date > status_date - conventions.milestone_horizon then 'reached'
        end as kind
    from dates inner join chosen using (period) cross join conventions
)
select
    sorted.project_id,
    sorted.row_key as milestone,
    health.project_name,
    sorted.milestone_name,
    sorted.kind,
    sorted.owner,
    sorted.baseline_date,
    sorted.forecast_date,
    sorted.reached_date,
    sorted.slip_days,
    coalesce(indicators.light = 'red', false) as is_slip_red,
    if(sorted.is_overdue, sorted.status_date - sorted.baseline_date, null) as days_overdue,
    sorted.slip_reason as reason,
    indicators.flags
from sorted
inner join health using (project_id, period)
left join indicators
    on indicators.project_id = sorted.project_id and indicators.period = sorted.period
    and indicators.subject_id = subject_within(sorted.project_id, sorted.row_key)
where sorted.kind is not null
order by
    list_position(['overdue', 'due', 'reached'], sorted.kind),
    days_overdue desc,
    coalesce(sorted.reached_date, sorted.forecast_date, sorted.baseline_date),
    sorted.project_id,
    sorted.row_key
