-- Every indicator of projects rolled up: ratios as the sum of their upper parts over the sum of their lower parts, over
-- the projects that have both; never a mean of ratios. Money of other currencies is converted at plan rates, and left
-- out where there is none. A project in a state that the indicator says nothing about is not missing.
--
-- grain:   one row per indicator, period, level, name
-- columns:
--   indicator         key      indicator, as in the register
--   period            date     month end
--   level             key      portfolio, programme, department or manager
--   name              key      name of the group; empty for all projects together
--   value             number   the rolled-up value, in the unit that the register names
--   numerator         number   sum of the upper parts; null where the figure is no ratio
--   denominator       number   sum of the lower parts
--   coverage          percent  share of the projects it applies to that are in it: by budget, by count where one lacks
--   count_projects    count    projects it applies to
--   count_with_value  count    projects that are in it
--   reason            text     why there is no value; null where there is one
--   flags             text     what to know about the value, comma separated; null if nothing
--   profile           text     threshold profile that colours it: of all projects in the group, else of the organisation
--   light             light    green, amber or red by its bounds
-- check: (value is null) <> (reason is null)
-- check: count_with_value <= count_projects
with
groups as (select * from marts.group_sums),
register as (select * from reference.indicators),
profiles as (select * from core.group_profiles),
bounds as (select * from core.light_bounds),
conventions as (select * from core.conventions),

measured as (
    select
        groups.*,
        coverage_of(is_weighed, weight_known, weight_all, count_with_value, count_projects) as coverage,
        coverage_reason(
            coverage, count_with_value, count_without_rate, count_projects,
            if(register.rollup in ('sum', 'count'), 0, conventions.least_coverage), null
        ) as lacking,
        case register.rollup
            when 'ratio' then safe_div(sum_numerator, sum_denominator)
            when 'share' then safe_div(sum_numerator, sum_denominator)
            when 'median' then median_value
            when 'worst' then worst_value
            else sum_value::double
        end as rolled_up,
        register.rollup,
        register.unit
    from groups inner join register using (indicator) cross join conventions
),

judged as (
    select
        measured.*,
        case
            when count_projects = 0 then 'NOT_APPLICABLE'
            when lacking is not null then lacking
            when rollup = 'median' and count_with_value < conventions.least_count
                then 'SMALL_N(' || count_with_value || '<' || conventions.least_count || ')'
            when rollup = 'share' and unit = 'percent' and sum_denominator < conventions.least_count
                then 'SMALL_N(' || sum_denominator::bigint || '<' || conventions.least_count || ')'
            when rolled_up is null or rollup in ('ratio', 'share') and sum_denominator < 0 then 'UNDEFINED_MATH'
        end as reason,
        if(coverage < conventions.plain_coverage, ['PARTIAL_COVERAGE'], [])
            || if(is_converted, ['FX_CONVERTED'], []) || if(is_jumped, ['AMOUNT_JUMPED'], []) as known
    from measured cross join conventions
)

select
    judged.indicator,
    judged.period,
    judged.level,
    judged.name,
    if(reason is null, rolled_up, null) as value,
    if(rollup in ('ratio', 'share'), sum_numerator, null)::double as numerator,
    if(rollup in ('ratio', 'share'), sum_denominator, null)::double as denominator,
    coverage,
    count_projects,
    count_with_value,
    reason,
    if(reason is null, joined_flags(known), null) as flags,
    bounds.profile,
    case
        when reason is not null or bounds.indicator is null then null
        when rolled_up >= coalesce(green_from, rolled_up) and rolled_up <= coalesce(green_to, rolled_up) then 'green'
        when rolled_up >= coalesce(amber_from, rolled_up) and rolled_up <= coalesce(amber_to, rolled_up) then 'amber'
        else 'red'
    end as light
from judged
left join profiles using (level, name, period)
left join bounds
    on bounds.profile = profiles.profile and bounds.indicator = judged.indicator and bounds.period = judged.period
order by judged.indicator, judged.period, judged.level, judged.name
