-- How many projects had each overall light in the month shown and the eleven before it.
--
-- grain:   one row per period, light
-- columns:
--   period          date     month end
--   light           light    red, amber, green; unknown where there is no computed light
--   count_projects  count    projects with that light
with
lights as (select * from marts.lights inner join scope using (project_id, period)),
steps as (select unnest(['red', 'amber', 'green', 'unknown']) as light),
overall as (
    select lights.period, coalesce(lights.computed, 'unknown') as light
    from lights cross join chosen
    where lights.dimension = 'overall'
      and lights.period between (chosen.period - interval 11 month)::date and chosen.period
),
months as (select distinct period from overall)
select months.period, steps.light, count(overall.light) as count_projects
from months cross join steps
left join overall on overall.period = months.period and overall.light = steps.light
group by months.period, steps.light
order by months.period, steps.light
