-- The figures of the earned value page's cards, for the month shown and the eleven before it. An index is the ratio of
-- two sums over the projects that have both parts, and is not shown where these are too little of the budget; the
-- recommended estimates are added up bottom-up. A change is that of the projects known in both months, at the rates of
-- the month shown, so that none is a project that came or went. In the portfolio's currency, at plan rates.
--
-- grain:   one row per card, period
-- columns:
--   card              key     cost_index, schedule_index, estimate, variance
--   period            date    month end
--   value             number  the card's figure
--   change            number  against the compared month; null in all other months, and where one of the two is null
--   budget_change     number  part of the change of the variance by which budgets moved; null for the other cards
--   count_both        count   projects that the change speaks of
--   count_before      count   projects that the compared figure speaks of
--   count_with_value  count   projects the figure speaks of
--   count_projects    count   projects it should speak of
--   reason            text    why there is no value; null where there is one
-- check: (value is null) <> (reason is null)
with
indicators as (select * from marts.indicators inner join scope using (project_id, period)),
facts as (select * from core.earned_value inner join scope using (project_id, period)),
rates as (select * from core.plan_rates),
conventions as (select * from core.conventions),
cards as (
    select * from (values
        ('cost_performance_index', 'cost_index', true), ('schedule_performance_index', 'schedule_index', true),
        ('estimate_at_completion_selected', 'estimate', false), ('estimate_at_completion_selected', 'variance', false)
    ) as listed(indicator, card, is_ratio)
),
months as (
    select distinct facts.period
    from facts cross join chosen
    where facts.period = chosen.compared
       or facts.period between (chosen.period - interval 11 month)::date and chosen.period
),
parts as (
    select
        cards.card,
        cards.is_ratio,
        indicators.period,
        indicators.reason,
        indicators.project_id,
        rates.rate,
        rates.currency,
        facts.budget_at_completion::double as budget,
        case cards.card
            when 'variance' then budget - indicators.value
            when 'estimate' then indicators.value
            else indicators.numerator
        end as upper_amount,
        if(cards.is_ratio, indicators.denominator, 1) as lower_amount,
        upper_amount * rates.rate as upper_part,
        lower_amount * rates.rate as lower_part,
        applies_to(indicators.reason) as is_asked,
        is_asked and upper_amount is not null and lower_amount is not null and (
            indicators.reason is null or cards.is_ratio and starts_with(indicators.reason, 'ZERO_DENOM')
        ) as has_parts,
        has_parts and rates.rate is not null as is_known,
        facts.budget_at_completion * rates.rate as weight
    from indicators
    inner join cards using (indicator)
    inner join months using (period)
    inner join facts using (project_id, period)
    inner join rates using (project_id, period)
),
added as (
    select
        card,
        is_ratio,
        period,
        sum(upper_part) filter (where is_known) as upper_part,
        sum(lower_part) filter (where is_known) as lower_part,
        count(*) filter (where is_known) as count_with_value,
        count(*) filter (where is_asked) as count_projects,
        count(*) filter (where has_parts and not is_known) as count_without_rate,
        max(reason) filter (where is_asked) as missing,
        coverage_of(
            bool_and(weight is not null or not is_asked), sum(weight) filter (where is_known),
            sum(weight) filter (where is_asked), count(*) filter (where is_known), count(*) filter (where is_asked)
        ) as coverage
    from parts
    group by card, is_ratio, period
),
judged as (
    select
        *,
        if(is_ratio, safe_div(upper_part, lower_part), upper_part) as figure,
        coverage_reason(
            coverage, count_with_value, count_without_rate, count_projects,
            if(is_ratio, conventions.least_coverage, 0), coalesce(missing, 'MISSING_INPUT')
        ) as lacking,
        case
            when count_projects = 0 then 'NOT_APPLICABLE'
            when lacking is not null then lacking
            when is_ratio and coalesce(lower_part, 0) <= 0 then 'UNDEFINED_MATH'
        end as reason
    from added cross join conventions
),
paired as (
    select
        now.card,
        now.is_ratio,
        now.upper_part as upper_now,
        now.lower_part as lower_now,
        if(now.currency is not distinct from before.currency, now.rate, before.rate) as rate_before,
        before.upper_amount * rate_before as upper_before,
        before.lower_amount * rate_before as lower_before,
        if(now.card = 'variance', now.budget * now.rate - before.budget * rate_before, null) as budget_change
    from parts as now
    inner join chosen on chosen.period = now.period
    inner join parts as before
        on before.card = now.card and before.project_id = now.project_id and before.period = chosen.compared
    where now.is_known and before.is_known
),
moved as (
    select
        card,
        if(
            is_ratio,
            safe_div(sum(upper_now), sum(lower_now)) - safe_div(sum(upper_before), sum(lower_before)),
            sum(upper_now - upper_before)
        ) as change,
        sum(budget_change) as budget_change,
        count(*) as count_both
    from paired
    group by card, is_ratio
),
known as (select * exclude (reason), reason, if(reason is null, figure, null) as value from judged)
select
    known.card,
    known.period,
    known.value::double as value,
    if(known.value is null or before.value is null, null, moved.change)::double as change,
    if(known.value is null or before.value is null, null, moved.budget_change)::double as budget_change,
    if(before.value is null, null, moved.count_both) as count_both,
    if(moved.count_both is null, null, before.count_with_value) as count_before,
    known.count_with_value,
    known.count_projects,
    known.reason
from known
left join chosen on chosen.period = known.period
left join known as before on before.card = known.card and before.period = chosen.compared
left join moved on moved.card = known.card and chosen.period is not null
order by known.card, known.period
