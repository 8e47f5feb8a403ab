-- The milestones of a project as known in the month shown, in the order of their baseline dates.
--
-- grain:   one row per project_id, milestone
-- columns:
--   project_id      key   project
--   milestone       key   what makes it that milestone inside the project
--   milestone_name  text  its name
--   baseline_date   date  approved date
--   forecast_date   date  expected date; null once reached
--   actual_date     date  when it was reached
--   slip_days       days  actual or forecast date less baseline date
--   is_critical     flag  whether it lies on the critical path
--   owner           text  who answers for it
with
milestones as (select * from core.milestones inner join scope using (project_id, period))
select
    milestones.project_id,
    milestones.row_key as milestone,
    coalesce(milestones.milestone_name, milestones.milestone_id, milestones.row_key) as milestone_name,
    milestones.baseline_date,
    if(milestones.actual_date is null, milestones.forecast_date, null) as forecast_date,
    milestones.actual_date,
    coalesce(milestones.actual_date, milestones.forecast_date) - milestones.baseline_date as slip_days,
    milestones.is_critical,
    milestones.owner
from milestones inner join chosen using (period)
order by milestones.project_id, coalesce(milestones.baseline_date, milestones.forecast_date, milestones.actual_date)
