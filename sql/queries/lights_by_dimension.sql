-- How many projects are red, amber, green or not known on each dimension, and how that changed.
--
-- grain:   one row per dimension, light
-- columns:
--   dimension       key      overall, schedule, cost ...
--   light           light    red, amber, green; unknown where there is none
--   count_projects  count    projects with that light in the month shown
--   change          count    against the compared month; null where nothing was reported then
--   is_declared     flag     whether these are declared lights, for none can be computed
with
lights as (select * from marts.lights_shown inner join scope using (project_id, period)),
steps as (select unnest(['red', 'amber', 'green', 'unknown']) as light),
counted as (
    select dimension, period, coalesce(light, 'unknown') as light, count(*) as count_projects
    from lights
    group by all
),
dimensions as (select distinct lights.dimension, lights.is_declared from lights inner join chosen using (period)),
has_before as (select count(*) > 0 as is_known from lights inner join chosen on lights.period = chosen.compared)
select
    dimensions.dimension,
    steps.light,
    coalesce(now.count_projects, 0) as count_projects,
    if(has_before.is_known, coalesce(now.count_projects, 0) - coalesce(before.count_projects, 0), null) as change,
    dimensions.is_declared
from dimensions cross join steps cross join chosen cross join has_before
left join counted as now
    on now.dimension = dimensions.dimension and now.light = steps.light and now.period = chosen.period
left join counted as before
    on before.dimension = dimensions.dimension and before.light = steps.light and before.period = chosen.compared
