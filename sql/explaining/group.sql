-- The rolled-up value of a group of projects, what the register says of the indicator, and the bounds in force.
--
-- $indicator is asked about, of the group $name of $level in $period; the last month that has it where $period is null.
with
rollup as (select * from marts.rollup),
register as (select * from reference.indicators),
bounds as (select * from core.light_bounds),
profiles as (select * from core.group_profiles),
columns_said as (select * from reference.columns where model = 'indicators.' || $indicator),

parts as (
    select
        max(meaning) filter (where name = 'numerator') as numerator_said,
        max(meaning) filter (where name = 'denominator') as denominator_said,
        max(unit) filter (where name = 'numerator') as numerator_unit,
        max(unit) filter (where name = 'denominator') as denominator_unit
    from columns_said
)

select
    rollup.* exclude (value, numerator, denominator),
    rollup.value::double as value,
    rollup.numerator,
    rollup.denominator,
    profiles.held_from,
    bounds.* exclude (profile, indicator, period, green_from, green_to, amber_from, amber_to),
    register.* exclude (indicator),
    parts.*
from rollup inner join register using (indicator) cross join parts
left join profiles
    on profiles.level = rollup.level and profiles.name = rollup.name and profiles.period = rollup.period
left join bounds
    on bounds.profile = rollup.profile and bounds.indicator = rollup.indicator and bounds.period = rollup.period
where rollup.indicator = $indicator and rollup.level = $level and rollup.name = $name
    and ($period::date is null or rollup.period = $period::date)
order by rollup.period desc
limit 1
