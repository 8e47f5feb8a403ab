-- Who was expected to report in the chosen month, and who did: every project that reported in it, and every one that
-- reported in the last month before it and was not over then.
--
-- grain:   one row per project_id
-- columns:
--   project_id    key   project
--   project_name  text  its name
--   manager       text  its manager
--   has_reported  flag  whether a load of the month speaks of it
with
chosen as (select * from chosen),
scope as (select * from scope),

reports as (
    select project_id, period, project_name, manager, state
    from core.projects semi join scope using (project_id, period)
),

this_month as (
    select reports.* from reports inner join chosen using (period)
),

last_month as (
    select reports.*
    from reports
    where period = (select max(reports.period) from reports, chosen where reports.period < chosen.period)
      and not is_over(state)
)

select project_id, project_name, manager, true as has_reported
from this_month
union all
select project_id, project_name, manager, false as has_reported
from last_month anti join this_month using (project_id)
order by project_id
