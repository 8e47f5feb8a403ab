-- How much each dimension weighs in the attention score; the weights of the dimensions that are known are scaled to 1.
--
-- grain:   one row per dimension
-- columns:
--   dimension  key    schedule, cost, risk, resource, benefits
--   weight     ratio  its weight
select dimension, weight::double as weight
from (
    values ('schedule', 0.25), ('cost', 0.25), ('risk', 0.15), ('resource', 0.15), ('benefits', 0.1)
) as weights(dimension, weight)
