-- Since when the amounts of each project are comparable: when the plan last changed, and when earned value or cost to
-- date last began anew with it, so that no difference may reach back beyond. They began anew where they fell in the
-- month of the change, and the window of the cost index does so under every over-target baseline.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id      key   project
--   period          date  month end; only months since the first change
--   changed_on      date  last month in which the plan changed
--   window_start    date  last month in which the window of the cost index began anew; null where it never did
--   earned_anew_on  date  last month in which earned value to date did
--   cost_anew_on    date  last month in which cost to date did
with
changes as (select * from core.plan_changes),
facts as (select * from core.earned_value),
conventions as (select * from core.conventions),

followed as (
    select
        facts.project_id,
        facts.period,
        facts.earned_value,
        facts.actual_cost,
        last_value(facts.earned_value ignore nulls) over before as earned_before,
        last_value(facts.actual_cost ignore nulls) over before as cost_before
    from facts semi join changes using (project_id)
    window before as (
        partition by project_id order by period rows between unbounded preceding and 1 preceding
    )
),

judged as (
    select
        followed.project_id,
        followed.period,
        changes.period as changed,
        if(earned_value < earned_before * (1 - conventions.reconciliation_tolerance), changes.period, null)
            as earned_anew,
        if(actual_cost < cost_before * (1 - conventions.reconciliation_tolerance), changes.period, null) as cost_anew,
        coalesce(if(changes.is_over_target, changes.period, null), earned_anew, cost_anew) as window_anew
    from followed left join changes using (project_id, period) cross join conventions
)

select
    project_id,
    period,
    max(changed) over so_far as changed_on,
    max(window_anew) over so_far as window_start,
    max(earned_anew) over so_far as earned_anew_on,
    max(cost_anew) over so_far as cost_anew_on
from judged
window so_far as (partition by project_id order by period)
qualify changed_on is not null
