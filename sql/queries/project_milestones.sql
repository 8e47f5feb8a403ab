-- The milestones of a project as known in the month shown, in the order of their baseline dates.
--
-- grain:   one row per project_id, milestone
-- columns:
--   project_id      key   project
--   milestone       key   what makes it that milestone inside the project
--   milestone_name  text  its name
--   baseline_date   date  approved date
--   forecast_date   date  expected date, not before the status date while it is open; null once reached
--   actual_date     date  when it was reached
--   slip_days       days  actual or expected date less baseline date; of one that stands still, as last reported
--   is_critical     flag  whether it lies on the critical path
--   owner           text  who answers for it
with
milestones as (select * from core.milestone_dates inner join scope using (project_id, period))
select
    milestones.project_id,
    milestones.row_key as milestone,
    milestones.milestone_name,
    milestones.baseline_date,
    if(milestones.is_reached, null, coalesce(milestones.expected_date, milestones.forecast_date)) as forecast_date,
    milestones.reached_date as actual_date,
    coalesce(milestones.slip_days, milestones.forecast_date - milestones.baseline_date) as slip_days,
    milestones.is_critical,
    milestones.owner
from milestones inner join chosen using (period)
order by
    milestones.project_id,
    coalesce(milestones.baseline_date, milestones.forecast_date, milestones.reached_date)
