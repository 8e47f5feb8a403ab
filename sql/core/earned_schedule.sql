-- Earned schedule (Lipke): the time by which the plan had meant to earn what has been earned. Between two points of the
-- plan by the share of days; on a planned pause its end; once everything is earned, the planned duration.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id               key     project
--   period                   date    month end
--   earned_schedule_months   months  months from the approved start
--   earned_schedule_days     days    the same in days
--   planned_duration_months  months  planned time of all the work: until the curve that was sent reaches the budget,
--                                    else approved start to approved finish; null where neither is known
--   reason                   text    why there is none
--   flags                    list    what to know about it
-- check: (earned_schedule_months is null) <> (reason is null)
with
earned as (select * from core.earned_schedule_by_plan)

select * exclude (basis)
from earned
where basis = 'current'
