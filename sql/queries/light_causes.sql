-- What made each light of the month red or amber: the indicators that gave it, their values and the bounds they are
-- beyond; the worst first. A light that waits for a second better month has them from the month that was read last before.
--
-- grain:   one row per project_id, dimension, indicator
-- columns:
--   project_id  key     project
--   dimension   key     schedule, cost ...
--   indicator   key     indicator that gives the light
--   light       light   the light: red or amber
--   is_held     flag    whether it reads better this month and waits for a second one
--   unit        text    the unit of value and bound
--   value       number  its value; null where it is red by rule
--   bound       number  the bound that it is beyond; null where it is red by rule
--   is_below    flag    whether it lies below that bound
--   reason      text    why it has no value
--   profile     text    threshold profile of the month; null where it is the default
with
lights as (select * from marts.lights inner join scope using (project_id, period)),
indicators as (select * from marts.indicators where grain = 'project'),
drivers as (select * from marts.light_drivers),
register as (select * from reference.indicators),
bounds as (select * from core.light_bounds),
profiles as (select profile, is_default from reference.profiles),
given as (
    select
        lights.project_id,
        lights.dimension,
        lights.computed as light,
        lights.is_held,
        unnest(string_split(lights.drivers, ',')) as indicator,
        lights.given_in as period
    from lights inner join chosen using (period)
    where lights.computed in ('red', 'amber') and lights.dimension <> 'overall'
),
measured as (
    select given.*, indicators.value, indicators.reason, register.unit, bounds.amber, bounds.red,
        bounds.low_amber, bounds.low_red, nullif(bounds.profile, defaults.profile) as profile,
        register.better = 'higher' or coalesce(indicators.value < bounds.low_amber, false) as is_below
    from given inner join register using (indicator)
    inner join indicators using (project_id, period, indicator)
    inner join bounds using (profile, indicator, period)
    left join profiles as defaults on defaults.is_default
)
select
    measured.project_id,
    measured.dimension,
    measured.indicator,
    measured.light,
    measured.is_held,
    measured.unit,
    measured.value::double as value,
    if(
        measured.value is null,
        null,
        if(
            is_below and low_amber is not null,
            if(measured.light = 'red', low_red, low_amber),
            if(measured.light = 'red', red, amber)
        )
    )::double as bound,
    measured.is_below,
    measured.reason,
    measured.profile
from measured inner join drivers
    on drivers.project_id = measured.project_id and drivers.period = measured.period
    and drivers.dimension = measured.dimension and drivers.indicator = measured.indicator
order by measured.project_id, measured.dimension, drivers.utility nulls first, measured.indicator
