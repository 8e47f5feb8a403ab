-- The lights of each project: computed from the figures, and as its manager declared them. A dimension turns worse at
-- once; it turns better when it reads better two months running: a month in which it is not known, or not reported, is
-- neither, and what was read before it still counts. Overall is red if any dimension is; green only if
-- schedule and cost are known and all is green; amber if any is; otherwise not known.
--
-- grain:   one row per project_id, period, dimension
-- columns:
--   project_id         key    project
--   period             date   month end
--   dimension          key    overall, schedule, cost, scope, risk, resource, benefits
--   computed           light  red, amber or green; null where it is not known
--   reason             text   why it is not known; null where it is
--   drivers            text   indicators that give the light, comma separated
--   is_held            flag   whether it reads better this month and waits for a second one
--   given_in           date   month whose reading the light is: an earlier one where it is held; null for overall
--   declared           light  as declared, on its own scale: green, amber_green, amber, amber_red, red
--   declared_on_three  light  the same on three steps
--   gap                count  steps by which computed is worse than declared; below zero: better
-- check: (computed is null) <> (reason is null)
with
readings as (select * from marts.light_readings),
reports as (select * from core.projects),

compared as (
    select
        *,
        last_value(reading ignore nulls) over before as reading_before,
        last_value(drivers ignore nulls) over before as drivers_before,
        last_value(if(reading is null, null, period) ignore nulls) over before as period_before,
        coalesce(light_rank(reading_before) > light_rank(reading), false) as is_held
    from readings
    window before as (
        partition by project_id, dimension order by period rows between unbounded preceding and 1 preceding
    )
),

of_dimensions as (
    select
        project_id,
        period,
        dimension,
        if(is_held, reading_before, reading) as computed,
        reason,
        if(is_held, drivers_before, drivers) as drivers,
        is_held,
        if(is_held, period_before, period) as given_in
    from compared
),

worst as (
    select
        project_id,
        period,
        arg_max(computed, light_rank(computed)) as worst,
        worst <> 'green' or count(computed) filter (where dimension in ('schedule', 'cost')) = 2 as is_known,
        max(reason) filter (where dimension = 'schedule') as schedule_reason,
        max(reason) filter (where dimension = 'cost') as cost_reason
    from of_dimensions
    group by project_id, period
),

overall as (
    select
        worst.project_id,
        worst.period,
        'overall' as dimension,
        if(is_known, worst, null) as computed,
        if(is_known, null, coalesce(schedule_reason, cost_reason)) as reason,
        string_agg(of_dimensions.drivers, ',' order by of_dimensions.dimension)
            filter (where of_dimensions.computed = worst) as drivers,
        coalesce(bool_or(of_dimensions.is_held) filter (where of_dimensions.computed = worst), false) as is_held,
        null::date as given_in
    from worst inner join of_dimensions using (project_id, period)
    group by all
),

declared as (
    unpivot (
        select project_id, period, declared_overall as overall, declared_schedule as schedule, declared_cost as cost,
            declared_scope as scope, declared_risk as risk, declared_resource as resource,
            declared_benefits as benefits
        from reports
    ) on overall, schedule, cost, scope, risk, resource, benefits into name dimension value declared
),

all_lights as (
    select project_id, period, dimension, computed, reason, drivers, is_held, given_in from overall
    union all
    select project_id, period, dimension, computed, reason, drivers, is_held, given_in from of_dimensions
)

select
    all_lights.*,
    declared.declared,
    light_on_three_steps(declared.declared) as declared_on_three,
    (light_rank(all_lights.computed) - light_rank(declared.declared))::bigint as gap
from all_lights left join declared using (project_id, period, dimension)
order by all_lights.project_id, all_lights.period, all_lights.dimension
