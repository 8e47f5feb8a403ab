-- The projects there are to choose from: those that reported in the month shown or before, by name.
--
-- grain:   one row per project_id
-- columns:
--   project_id    key    project
--   project_name  text   its name
--   attention     score  attention score in the month shown
with
health as (select * from marts.project_health inner join scope using (project_id, period)),
now as (select health.* from health inner join chosen using (period))
select health.project_id, arg_max(health.project_name, health.period) as project_name, max(now.attention) as attention
from health left join now using (project_id)
group by health.project_id
order by project_name, health.project_id
