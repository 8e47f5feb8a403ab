-- The bounds of each indicator's light as two stretches, green inside amber; a side without a limit is null. They are
-- drawn wider by the tolerance, so that a value on a bound is on its better side.
--
-- grain:   one row per indicator
-- columns:
--   indicator   key     indicator
--   green_from  number  least value that is green
--   green_to    number  greatest value that is green
--   amber_from  number  least value that is not red
--   amber_to    number  greatest value that is not red
with
register as (select * from reference.indicators where amber is not null and red is not null),
conventions as (select * from core.conventions)

select
    register.indicator,
    if(register.better = 'higher', register.amber, register.low_amber) - conventions.bound_tolerance as green_from,
    if(register.better = 'higher', null, register.amber) + conventions.bound_tolerance as green_to,
    if(register.better = 'higher', register.red, register.low_red) - conventions.bound_tolerance as amber_from,
    if(register.better = 'higher', null, register.red) + conventions.bound_tolerance as amber_to
from register cross join conventions
