-- Every indicator of a project in the month shown, with its light, its change and, where there is none, the reason.
-- What judges forecasts by the outcome is left out as long as there is none.
--
-- grain:   one row per project_id, indicator
-- columns:
--   project_id   key     project
--   indicator    key     indicator
--   family       key     schedule, cost ...
--   unit         text    the unit its values are shown in
--   better       text    higher, lower, band
--   inputs       list    the fields it reads, entity.field
--   source       text    where its definition comes from
--   label_en     text    its name in English
--   label_zh     text    its name in Chinese
--   meaning_en   text    what it says, in English
--   meaning_zh   text    what it says, in Chinese
--   value        number  the value
--   change       number  against the compared month
--   numerator    number  upper part of the ratio
--   denominator  number  lower part of the ratio
--   amber        number  bound of amber
--   red          number  bound of red
--   reason       text    why there is no value
--   applies      flag    whether there could be one: a project that has not begun, say, has no cost index
--   flags        text    what to know about the value, comma separated
--   light        light   the indicator's own light
--   is_lit       flag    whether its value could have a light: it has bounds, and no other indicator has the light instead
with
indicators as (select * from marts.indicators inner join scope using (project_id, period)),
register as (select * from reference.indicators),
bounds as (select * from core.light_bounds),
now as (select indicators.* from indicators inner join chosen using (period) where indicators.grain = 'project'),
before as (select indicators.* from indicators inner join chosen on indicators.period = chosen.compared)
select
    now.project_id,
    now.indicator,
    register.family,
    register.unit,
    register.better,
    register.inputs,
    register.source,
    register.label_en,
    register.label_zh,
    register.meaning_en,
    register.meaning_zh,
    now.value::double as value,
    (now.value - before.value)::double as change,
    now.numerator::double as numerator,
    now.denominator::double as denominator,
    bounds.amber,
    bounds.red,
    now.reason,
    applies_to(now.reason) as applies,
    now.flags,
    now.light,
    bounds.amber is not null
        and not coalesce(list_contains(string_split(now.flags, ','), 'LATE_STAGE'), false) as is_lit
from now inner join register using (indicator)
left join bounds using (profile, indicator, period)
left join before on before.project_id = now.project_id and before.indicator = now.indicator and before.grain = 'project'
where len(register.as_reported) = 0 or applies_to(now.reason)
order by now.project_id, register.family, now.indicator
