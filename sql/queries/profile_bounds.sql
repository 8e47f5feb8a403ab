-- The bounds of every indicator under each threshold profile in the month chosen, else in the last: what turns it amber
-- and red there, and which light it steers. Bounds that people set themselves stand above every profile.
--
-- grain:   one row per indicator, profile
-- columns:
--   indicator    key     indicator
--   profile      key     threshold profile
--   family       key     schedule, cost ...
--   label_en     text    its name in English
--   label_zh     text    its name in Chinese
--   unit         text    unit of its values and bounds
--   better       text    higher, lower, band
--   dimension    text    the light it steers under the profile; null where none
--   low_red      number  bound of red on the low side of a band
--   low_amber    number  bound of amber on the low side of a band
--   amber        number  bound of amber
--   red          number  bound of red
--   is_own       flag    whether people set them themselves
--   bounds_from  date    month end from which they hold; null where they have held since always
--   is_chosen    flag    whether the profile colours what is told of the projects in scope together
with
register as (select * from reference.indicators),
profiles as (select * from reference.profiles),
months as (
    select
        coalesce(chosen.period, (select max(period) from scope), (select max(period) from core.periods)) as period,
        chosen.profile
    from chosen
),
bounds as (select * from core.light_bounds)
select
    bounds.indicator,
    bounds.profile,
    register.family,
    register.label_en,
    register.label_zh,
    register.unit,
    register.better,
    bounds.dimension,
    bounds.low_red,
    bounds.low_amber,
    bounds.amber,
    bounds.red,
    bounds.is_own,
    bounds.bounds_from,
    bounds.profile is not distinct from months.profile as is_chosen
from bounds inner join months using (period)
inner join register using (indicator)
inner join profiles on profiles.profile = bounds.profile
order by register.family, bounds.indicator, profiles.place
