-- How many projects had each overall light in the last twelve months that were reported, the month shown included.
--
-- grain:   one row per period, light
-- columns:
--   period          date     month end
--   light           light    red, amber, green; unknown where there is none
--   count_projects  count    projects with that light
--   is_declared     flag     whether the month shows declared lights, for none can be computed
with
lights as (select * from marts.lights_shown inner join scope using (project_id, period)),
steps as (select unnest(['red', 'amber', 'green', 'unknown']) as light),
overall as (
    select lights.period, coalesce(lights.light, 'unknown') as light, lights.is_declared
    from lights cross join chosen
    where lights.dimension = 'overall'
      and lights.period <= chosen.period
),
months as (select distinct period, is_declared from overall order by period desc limit 12)
select months.period, steps.light, count(overall.light) as count_projects, months.is_declared
from months cross join steps
left join overall on overall.period = months.period and overall.light = steps.light
group by months.period, steps.light, months.is_declared
order by months.period, steps.light
