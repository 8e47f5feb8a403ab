-- Whether each project has work left in each month.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id     key   project
--   period         date  month end
--   is_unfinished  flag  whether work is under way and not known to be all done
-- looks back: no
with
progress as (select * from core.progress),
plans as (select * from core.baseline_in_force),
earned as (select * from core.earned_to_date)

select
    progress.project_id,
    progress.period,
    progress.progress_state = 'IN_PROGRESS' and not coalesce(
        earned.percent_complete >= 1, safe_div(earned.earned_value, plans.budget_at_completion) >= 1, false
    ) as is_unfinished
from progress
inner join plans using (project_id, period)
inner join earned using (project_id, period)
