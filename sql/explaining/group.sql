-- The rolled-up value of a group of projects, what the register says of the indicator, and the bounds in force.
--
-- $indicator is asked about, of the group $name of $level in $period; the last month that has it where $period is null.
with
rollup as (select * from marts.rollup),
register as (select * from reference.indicators)

select
    rollup.* exclude (value, numerator, denominator),
    rollup.value::double as value,
    rollup.numerator,
    rollup.denominator,
    register.* exclude (indicator)
from rollup inner join register using (indicator)
where rollup.indicator = $indicator and rollup.level = $level and rollup.name = $name
    and ($period::date is null or rollup.period = $period::date)
order by rollup.period desc
limit 1
