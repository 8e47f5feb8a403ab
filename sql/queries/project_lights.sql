-- The lights of a project on each dimension, in the last twelve months reported, the month shown included.
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
lights as (select * from marts.lights inner join scope using (project_id, period)),
months as (
    select periods.period from core.periods as periods cross join chosen
    where periods.period <= chosen.period
    order by periods.period desc
    limit 12
)
select
    lights.project_id,
    lights.dimension,
    lights.period,
    lights.computed,
    lights.declared,
    lights.gap,
    lights.reason,
    lights.drivers
from lights semi join months using (period)
order by lights.project_id, lights.dimension, lights.period
