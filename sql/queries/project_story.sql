-- What the manager wrote, in the month shown and in the month compared.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id          key    project
--   period              date   month end
--   declared_overall    light  light declared
--   narrative           text   the comment
--   highlights          text   what was achieved
--   next_steps          text   what comes next
--   decisions_needed    text   what is asked of the committee
--   is_repeated         flag   whether the comment is word for word that of the compared month
with
health as (select * from marts.project_health inner join scope using (project_id, period)),
before as (select health.* from health inner join chosen on health.period = chosen.compared)
select
    health.project_id,
    health.period,
    health.declared_overall,
    health.narrative,
    health.highlights,
    health.next_steps,
    health.decisions_needed,
    coalesce(health.period = chosen.period and health.narrative = before.narrative, false) as is_repeated
from health cross join chosen left join before using (project_id)
where health.period in (chosen.period, chosen.compared)
order by health.project_id, health.period desc
