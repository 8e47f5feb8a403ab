-- The attention score of each project and what it is made of: 100 x (1 - the product of its dimensions' utilities, each
-- to the power of its weight), over the dimensions that are known. One bad dimension is not bought off by others. The
-- score sorts projects; it has no colour and is never averaged. A closed or cancelled project needs no attention.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id        key      project
--   period            date     month end
--   attention         score    0 nothing to see, 100 all dimensions far beyond red; null where nothing is known
--   count_dimensions  count    dimensions that are known
--   coverage          percent  their share of all weights
--   contributions     text     dimensions and the share of the score that each gives, greatest first
with
readings as (
    select light_readings.*
    from marts.light_readings inner join core.progress using (project_id, period)
    where not is_over(progress.state)
),
weights as (select * from core.attention_weights),

weighed as (
    select
        readings.*,
        weights.weight,
        -weights.weight * ln(readings.utility) as pull
    from readings inner join weights using (dimension)
),

scored as (
    select
        project_id,
        period,
        sum(pull order by dimension) as all_pull, -- in one order, so that the same months give the same last digit
        sum(weight order by dimension) filter (where utility is not null) as known_weight,
        100 * (1 - exp(-safe_div(all_pull, known_weight))) as attention,
        count(utility) as count_dimensions,
        coalesce(safe_div(known_weight, sum(weight order by dimension)), 0) as coverage
    from weighed
    group by project_id, period
),

named as (
    select
        weighed.project_id,
        weighed.period,
        string_agg(
            weighed.dimension || ' ' || round(100 * safe_div(pull, all_pull))::integer, ', '
            order by pull desc, weighed.dimension
        ) as contributions
    from weighed inner join scored using (project_id, period)
    where pull > 0
    group by weighed.project_id, weighed.period
)

select
    scored.project_id,
    scored.period,
    scored.attention,
    scored.count_dimensions,
    scored.coverage,
    named.contributions
from scored left join named using (project_id, period)
