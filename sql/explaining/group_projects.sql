-- The projects of a group with what each brings to the rolled-up value, in the portfolio's currency; or why it brings
-- nothing.
--
-- $indicator is asked about, of the group $name of $level in $period.
with
every_value as (select * from marts.indicators where indicator = $indicator and grain = 'project'),
register as (select * from reference.indicators where indicator = $indicator),
memberships as (select * from core.memberships where level = $level and name = $name and period = $period::date),
rates as (select * from core.plan_rates),
facts as (select * from core.earned_value),
reports as (select * from core.projects),

parts as (
    select
        every_value.project_id,
        every_value.period,
        every_value.value::double as value,
        every_value.numerator::double as numerator,
        every_value.denominator::double as denominator,
        every_value.reason,
        every_value.flags,
        every_value.light,
        register.rollup in ('ratio', 'share') as is_ratio,
        if(register.rollup = 'ratio' or register.unit = 'money', rates.rate, 1) as rate,
        facts.budget_at_completion::double * rates.rate as weight,
        applies_to(every_value.reason) as is_applicable,
        has_parts(
            register.rollup, every_value.value, every_value.numerator, every_value.denominator, every_value.reason
        ) as has_parts
    from every_value cross join register
    inner join scope using (project_id, period)
    inner join memberships using (project_id, period)
    inner join facts using (project_id, period)
    inner join rates using (project_id, period)
)

select
    parts.project_id,
    reports.project_name,
    if(is_ratio, value, value * rate) as value,
    if(is_ratio, numerator * rate, null) as numerator,
    if(is_ratio, denominator * rate, null) as denominator,
    weight,
    is_applicable,
    is_applicable and has_parts and rate is not null as is_in,
    if(is_applicable and has_parts and rate is null, 'FX_MISSING', reason) as reason,
    flags,
    light
from parts left join reports using (project_id, period)
order by is_in desc, is_applicable desc, weight desc nulls last, project_id
