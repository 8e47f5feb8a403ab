-- Every indicator of the register: what it means, from what, its thresholds, and how many projects have a value now.
--
-- grain:   one row per indicator
-- columns:
--   indicator         key     indicator
--   family            key     schedule, cost ...
--   grain             text    what one value speaks of: project, person, role ...
--   unit              text    unit of its values
--   better            text    higher, lower, band
--   rollup            text    how it is rolled up
--   dimension         text    the light it steers under the threshold profile in force; null where none
--   low_red           number  bound of red on the low side of a band
--   low_amber         number  bound of amber on the low side of a band
--   amber             number  bound of amber in force
--   red               number  bound of red in force
--   label_en          text    its name in English
--   label_zh          text    its name in Chinese
--   meaning_en        text    what it says, in English
--   meaning_zh        text    what it says, in Chinese
--   inputs            list    the fields it reads, entity.field
--   formula           text    how it is made of others, {earned_value} / {actual_cost}
--   numerator_en      text    else what its upper part is called, in English
--   numerator_zh      text    the same in Chinese
--   denominator_en    text    what its lower part is called, in English
--   denominator_zh    text    the same in Chinese
--   method_en         text    else how it is made, in a sentence, in English
--   method_zh         text    the same in Chinese
--   source            text    where its definition comes from
--   count_with_value  count   subjects with a value in the month shown: projects in scope, people and roles of all
--   count_subjects    count   subjects it was asked of
with
register as (select * from reference.indicators),
bounds as (
    select bounds.*
    from core.light_bounds as bounds inner join chosen using (profile)
    where bounds.period = coalesce(chosen.period, (select max(period) from core.periods))
),
indicators as (
    select * from marts.indicators inner join scope using (project_id, period)
    union all by name
    select * from marts.indicators where project_id is null
),
counted as (
    select
        indicators.indicator,
        count(indicators.value) as count_with_value,
        count(*) as count_subjects
    from indicators inner join chosen using (period)
    group by indicators.indicator
)
select
    register.indicator,
    register.family,
    register.grain,
    register.unit,
    register.better,
    register.rollup,
    bounds.dimension,
    bounds.low_red,
    bounds.low_amber,
    bounds.amber,
    bounds.red,
    register.label_en,
    register.label_zh,
    register.meaning_en,
    register.meaning_zh,
    register.inputs,
    register.formula,
    register.numerator_en,
    register.numerator_zh,
    register.denominator_en,
    register.denominator_zh,
    register.method_en,
    register.method_zh,
    register.source,
    coalesce(counted.count_with_value, 0) as count_with_value,
    coalesce(counted.count_subjects, 0) as count_subjects
from register left join counted using (indicator) left join bounds using (indicator)
order by register.family, register.indicator
