-- The bounds of each indicator's light in each month, under each profile: those that people set, else those of the
-- profile's version of the month. As two stretches they are drawn wider by the tolerance, green inside amber, so that a
-- value on a bound is on its better side; a side without a limit is null.
--
-- grain:   one row per profile, indicator, period
-- columns:
--   profile      key     threshold profile
--   indicator    key     indicator
--   period       date    month end
--   dimension    text    the light that the indicator steers under the profile; null where none
--   low_red      number  bound of red on the low side of a band
--   low_amber    number  bound of amber on the low side of a band
--   amber        number  bound of amber
--   red          number  bound of red
--   is_own       flag    whether people set them, above every profile
--   bounds_from  date    month end from which they hold; null where they have held since always
--   green_from   number  least value that is green
--   green_to     number  greatest value that is green
--   amber_from   number  least value that is not red
--   amber_to     number  greatest value that is not red
with
periods as (select * from core.periods),
versions as (select * from reference.profile_bounds),
register as (select * from reference.indicators),
own as (select * from core.bound_decisions where amber is not null),
conventions as (select * from core.conventions),

of_profile as (
    select
        periods.period,
        versions.*,
        versions.valid_from > min(versions.valid_from) over (partition by versions.profile, versions.indicator)
            as is_later
    from periods inner join versions on versions.valid_from <= periods.period
    qualify row_number() over (
        partition by versions.profile, versions.indicator, periods.period order by versions.valid_from desc
    ) = 1
),

in_force as (
    select
        of_profile.profile,
        of_profile.indicator,
        of_profile.period,
        of_profile.dimension,
        register.better,
        own.indicator is not null as is_own,
        if(is_own, own.low_red, of_profile.low_red) as low_red,
        if(is_own, own.low_amber, of_profile.low_amber) as low_amber,
        if(is_own, own.amber, of_profile.amber) as amber,
        if(is_own, own.red, of_profile.red) as red,
        case when is_own then own.valid_from when of_profile.is_later then of_profile.valid_from end as bounds_from
    from of_profile
    inner join register using (indicator)
    left join own
        on own.indicator = of_profile.indicator and of_profile.period >= own.valid_from
        and (own.valid_until is null or of_profile.period < own.valid_until)
)

select
    in_force.profile,
    in_force.indicator,
    in_force.period,
    in_force.dimension,
    in_force.low_red,
    in_force.low_amber,
    in_force.amber,
    in_force.red,
    in_force.is_own,
    in_force.bounds_from,
    if(better = 'higher', amber, low_amber) - conventions.bound_tolerance as green_from,
    if(better = 'higher', null, amber) + conventions.bound_tolerance as green_to,
    if(better = 'higher', red, low_red) - conventions.bound_tolerance as amber_from,
    if(better = 'higher', null, red) + conventions.bound_tolerance as amber_to
from in_force cross join conventions
