-- What change requests that were approved later added to each finished project, after the month in which a forecast of
-- it was made: the newest row of each counts, also where later registers leave it out.
--
-- grain:   one row per project_id, period, months_before
-- columns:
--   project_id     key    project
--   period         date   month end
--   months_before  count  months before the finish in which the forecast was made
--   cost_added     money  cost that approved changes added since
--   days_added     days   days by which they moved the finish
--   is_cost_open   flag   whether one of them has no cost effect, or no day of decision, so that none is taken off
--   is_days_open   flag   the same of its effect on the finish
with
asked as (select * from core.forecast_months where forecast_period is not null),
changes as (select * from core.changes),

ended as (select distinct project_id, period from asked),

newest as (
    select
        ended.project_id,
        ended.period,
        changes.row_key,
        arg_max_null(changes.status, changes.period) as status,
        arg_max_null(coalesce(changes.decided_on, changes.implemented_on), changes.period) as decided_on,
        arg_max_null(changes.cost_impact, changes.period) as cost_impact,
        arg_max_null(changes.days_impact, changes.period) as days_impact
    from ended inner join changes on changes.project_id = ended.project_id and changes.period <= ended.period
    group by ended.project_id, ended.period, changes.row_key
),

later as (
    select newest.*, asked.months_before, newest.decided_on is null as is_undated
    from newest inner join asked using (project_id, period)
    where status in ('approved', 'implemented') and coalesce(decided_on > forecast_period, true)
)

select
    project_id,
    period,
    months_before,
    coalesce(sum(cost_impact) filter (where not is_undated), 0)::decimal(24, 6) as cost_added,
    coalesce(sum(days_impact) filter (where not is_undated), 0)::double as days_added,
    bool_or(cost_impact is null or is_undated and cost_impact <> 0) as is_cost_open,
    bool_or(days_impact is null or is_undated and days_impact <> 0) as is_days_open
from later
group by project_id, period, months_before
