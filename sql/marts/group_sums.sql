-- What each group's projects add up to for each indicator: the parts that a roll-up is made of. Sums are exact, so that
-- their order does not matter. The parts of a ratio and amounts of money are in the portfolio's currency.
--
-- grain:   one row per indicator, period, level, name
-- columns:
--   indicator           key     indicator, as in the register
--   period              date    month end
--   level               key     portfolio, programme, department or manager
--   name                key     name of the group; empty for all projects together
--   sum_numerator       number  sum of the upper parts
--   sum_denominator     number  sum of the lower parts
--   sum_value           number  sum of the values
--   median_value        number  median of the values, where that is the roll-up
--   worst_value         number  the worst of them, where that is the roll-up
--   weight_known        number  budget of the projects that are in it
--   weight_all          number  budget of the projects it applies to
--   is_weighed          flag    whether all of those have a budget
--   count_projects      count   projects it applies to
--   count_with_value    count   projects that are in it
--   count_without_rate  count   projects left out for want of an exchange rate
--   is_converted        flag    whether a project in it reports in another currency
--   is_jumped           flag    whether a figure in it rests on an amount that jumped like another unit
-- check: count_with_value <= count_projects
with
indicators as (select * from marts.indicators where grain = 'project'),
register as (select * from reference.indicators where grain = 'project' and rollup <> 'none'),
facts as (select * from core.earned_value),
rates as (select * from core.plan_rates),
memberships as (select * from core.memberships),
doubts as (select * from core.doubtful_amounts),

priced as (
    select
        indicators.*,
        register.rollup,
        register.rollup in ('ratio', 'share') as is_ratio,
        if(register.better = 'higher', indicators.value, -indicators.value) as goodness,
        register.rollup = 'ratio' or register.unit = 'money' as is_money,
        if(register.unit = 'money', rates.rate, 1) as value_rate,
        if(register.rollup = 'ratio', rates.rate, 1) as part_rate,
        is_money and rates.is_converted as is_foreign,
        -- parts without a value of their own, as of a used-up budget, have no flags that say so
        coalesce(if(
            indicators.reason is null,
            list_contains(string_split(indicators.flags, ','), 'AMOUNT_JUMPED'),
            list_has_any(register.inputs, list_transform(doubts.fields, lambda field: 'projects.' || field))
        ), false) as is_jumped,
        try_cast(facts.budget_at_completion::double * rates.rate as decimal(38, 9)) as weight
    from indicators
    inner join register using (indicator)
    inner join facts using (project_id, period)
    inner join rates using (project_id, period)
    left join doubts using (project_id, period)
),

parts as (
    select
        *,
        try_cast(value * value_rate as decimal(38, 9)) as amount,
        try_cast(numerator * part_rate as decimal(38, 9)) as upper_part,
        try_cast(denominator * part_rate as decimal(38, 9)) as lower_part,
        applies_to(reason) as is_applicable,
        is_applicable and has_parts(rollup, value, numerator, denominator, reason) as has_parts,
        has_parts and if(is_ratio, upper_part is not null and lower_part is not null, amount is not null) as is_known
    from priced
)

select
    parts.indicator,
    parts.period,
    memberships.level,
    memberships.name,
    sum(upper_part) filter (where is_known)::double as sum_numerator,
    sum(lower_part) filter (where is_known)::double as sum_denominator,
    sum(amount) filter (where is_known)::double as sum_value,
    median(parts.value) filter (where is_known and rollup = 'median') as median_value,
    arg_min(parts.value, goodness) filter (where is_known and rollup = 'worst') as worst_value,
    sum(weight) filter (where is_known)::double as weight_known,
    sum(weight) filter (where is_applicable)::double as weight_all,
    bool_and(weight is not null or not is_applicable) as is_weighed,
    count(*) filter (where is_applicable) as count_projects,
    count(*) filter (where is_known) as count_with_value,
    count(*) filter (where has_parts and part_rate * value_rate is null) as count_without_rate,
    bool_or(is_known and is_foreign) as is_converted,
    bool_or(is_known and is_jumped) as is_jumped
from parts inner join memberships using (project_id, period)
group by parts.indicator, parts.period, memberships.level, memberships.name
