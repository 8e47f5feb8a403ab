-- Everything that is known in a month of the subject of one value: each of its indicators, what the register says of it,
-- the bounds in force and what became of its light. A risk, milestone or benefit brings the values of its project.
--
-- $indicator is asked about, of $subject in $period; the last month that has it where $period is null.
with
every_value as not materialized (select * from marts.indicators),
register as (select * from reference.indicators),
bounds as (select * from core.light_bounds),
profiles as (select * from core.project_profiles),
models as (select model, inputs from reference.models where layer = 'indicators'),
columns_said as (select * from reference.columns where model like 'indicators.%'),
drivers as (select * from marts.light_drivers),
lights as (select * from marts.lights),

asked as (
    select subject_id, grain, project_id, period
    from every_value
    where indicator = $indicator and subject_id = $subject
        and ($period::date is null or period = $period::date)
        and (project_id is null or exists (
            select 1 from scope where scope.project_id = every_value.project_id and scope.period = every_value.period
        ))
    order by period desc
    limit 1
),

told as (
    select grain, subject_id, period from asked
    union
    select 'project', project_id, period from asked where project_id is not null
),

found as (
    select every_value.* from every_value semi join told using (grain, subject_id, period)
),

parts as (
    select
        replace(model, 'indicators.', '') as indicator,
        max(meaning) filter (where name = 'numerator') as numerator_said,
        max(meaning) filter (where name = 'denominator') as denominator_said,
        max(unit) filter (where name = 'numerator') as numerator_unit,
        max(unit) filter (where name = 'denominator') as denominator_unit
    from columns_said
    group by model
)

select
    found.indicator,
    found.grain,
    found.subject_id,
    found.project_id,
    found.period,
    found.value::double as value,
    found.numerator::double as numerator,
    found.denominator::double as denominator,
    found.reason,
    found.flags,
    found.light,
    found.profile,
    profiles.held_from,
    bounds.* exclude (profile, indicator, period, green_from, green_to, amber_from, amber_to),
    register.* exclude (indicator, grain),
    parts.* exclude (indicator),
    list_transform(
        list_filter(models.inputs, lambda input: starts_with(input, 'indicators.')),
        lambda input: replace(input, 'indicators.', '')
    ) as reads,
    drivers.light as light_given,
    coalesce(drivers.is_silent, false) as is_silent,
    lights.computed as dimension_light,
    lights.is_held
from found inner join register using (indicator)
left join bounds
    on bounds.profile = found.profile and bounds.indicator = found.indicator and bounds.period = found.period
left join profiles
    on profiles.project_id = coalesce(found.project_id, '') and profiles.period = found.period
left join models on models.model = 'indicators.' || found.indicator
left join parts on parts.indicator = found.indicator
left join drivers
    on drivers.project_id = found.project_id and drivers.period = found.period
    and drivers.indicator = found.indicator and found.grain = 'project'
left join lights
    on lights.project_id = found.project_id and lights.period = found.period
    and lights.dimension = bounds.dimension and found.grain = 'project'
order by found.indicator = $indicator desc, found.indicator
