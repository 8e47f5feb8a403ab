-- The lights of a project on each dimension, in the month shown and the eleven before it.
--
-- grain:   one row per project_id, dimension, period
-- columns:
--   project_id  key    project
--   dimension   key    overall, schedule, cost ...
--   period      date   month end
--   computed    light  light from the figures
--   declared    light  light the manager declared, on its own scale
--   gap         count  steps by which computed is worse than declared
--   reason      text   why there is no computed light
--   drivers     text   indicators that gave the light, comma separated
with
lights as (select * from marts.lights inner join scope using (project_id, period))
select
    lights.project_id,
    lights.dimension,
    lights.period,
    lights.computed,
    lights.declared,
    lights.gap,
    lights.reason,
    lights.drivers
from lights cross join chosen
where lights.period between (chosen.period - interval 11 month)::date and chosen.period
order by lights.project_id, lights.dimension, lights.period
