-- Every project of the month with the lights of the last six months reported, its attention score and its worst figures.
-- A project that is not over and did not report this month is listed too: its newest mark is missing. One that is over is
-- listed last, without attention, and counts nowhere.
--
-- grain:   one row per project_id
-- columns:
--   project_id          key     project
--   project_name        text    its name
--   programme           text    its programme
--   manager             text    its manager
--   is_reported         flag    whether it reported in the month shown
--   state               text    state as reported: active, on_hold, closed ...
--   is_over             flag    whether that is closed or cancelled
--   attention           score   attention score
--   overall_strip       text    six letters, oldest month first: G A R, N where there is no light, . where no report
--   overall_declared    light   what was declared where it differs from computed; unknown where nothing was declared
--   overall_reason      text    why the newest month has no light
--   overall_gap         count   steps by which computed is worse than declared
--   schedule_strip      text    as overall_strip
--   schedule_declared   light   as overall_declared
--   schedule_reason     text    as overall_reason
--   schedule_gap        count   as overall_gap
--   cost_strip          text    as overall_strip
--   cost_declared       light   as overall_declared
--   cost_reason         text    as overall_reason
--   cost_gap            count   as overall_gap
--   scope_strip         text    as overall_strip
--   scope_declared      light   as overall_declared
--   scope_reason        text    as overall_reason
--   scope_gap           count   as overall_gap
--   risk_strip          text    as overall_strip
--   risk_declared       light   as overall_declared
--   risk_reason         text    as overall_reason
--   risk_gap            count   as overall_gap
--   resource_strip      text    as overall_strip
--   resource_declared   light   as overall_declared
--   resource_reason     text    as overall_reason
--   resource_gap        count   as overall_gap
--   count_differs       count   dimensions on which declared and computed differ, both known
--   months_red          count   months in a row that the overall light has been red, this one included
--   finish_slip_days    days    forecast finish less baseline finish
--   is_slip_red         flag    whether that is beyond the red bound
--   slip_reason         text    why the slip is not known
--   over_budget         money   estimate less budget, in the portfolio's currency
--   is_over_budget_red  flag    whether the cost light is red
--   over_budget_reason  text    why that amount is not known
with
health as (select * from marts.project_health inner join scope using (project_id, period)),
lights as (select * from marts.lights inner join scope using (project_id, period)),
indicators as (select * from marts.indicators inner join scope using (project_id, period)),
rates as (select * from core.plan_rates),
months as (
    select periods.period, 6 - row_number() over (order by periods.period desc) as place
    from core.periods as periods cross join chosen
    where periods.period <= chosen.period
    qualify place >= 0
),
latest as (
    select project_id, max(period) as period
    from health
    group by project_id
),
listed as (
    select health.*, health.period = chosen.period as is_reported, is_over(health.state) as is_over
    from health inner join latest using (project_id, period) cross join chosen
    where health.period = chosen.period
       or (not is_over(health.state)
           and health.period >= (select min(period) from months))
),
dimensions as (select unnest(['overall', 'schedule', 'cost', 'scope', 'risk', 'resource']) as dimension),
strips as (
    select
        listed.project_id,
        dimensions.dimension,
        lpad(string_agg(
            case when lights.project_id is null then '.'
                 else coalesce(upper(left(lights.computed, 1)), 'N') end,
            '' order by months.place
        ), 6, '.') as strip
    from listed cross join dimensions cross join months
    left join lights
        on lights.project_id = listed.project_id
        and lights.dimension = dimensions.dimension
        and lights.period = months.period
    group by listed.project_id, dimensions.dimension
),
newest as (
    select
        lights.project_id,
        lights.dimension,
        lights.reason,
        lights.gap,
        if(lights.declared_on_three is not distinct from lights.computed, null, coalesce(lights.declared, 'unknown'))
            as declared
    from lights inner join chosen using (period)
),
told as (
    select
        strips.project_id,
        strips.dimension,
        strips.strip,
        newest.declared,
        newest.gap,
        if(newest.project_id is null, 'NOT_REPORTED', newest.reason) as reason
    from strips left join newest
        on newest.project_id = strips.project_id and newest.dimension = strips.dimension
),
grid as (
    select
        project_id,
        max(strip) filter (dimension = 'overall') as overall_strip,
        max(declared) filter (dimension = 'overall') as overall_declared,
        max(reason) filter (dimension = 'overall') as overall_reason,
        max(gap) filter (dimension = 'overall') as overall_gap,
        max(strip) filter (dimension = 'schedule') as schedule_strip,
        max(declared) filter (dimension = 'schedule') as schedule_declared,
        max(reason) filter (dimension = 'schedule') as schedule_reason,
        max(gap) filter (dimension = 'schedule') as schedule_gap,
        max(strip) filter (dimension = 'cost') as cost_strip,
        max(declared) filter (dimension = 'cost') as cost_declared,
        max(reason) filter (dimension = 'cost') as cost_reason,
        max(gap) filter (dimension = 'cost') as cost_gap,
        max(strip) filter (dimension = 'scope') as scope_strip,
        max(declared) filter (dimension = 'scope') as scope_declared,
        max(reason) filter (dimension = 'scope') as scope_reason,
        max(gap) filter (dimension = 'scope') as scope_gap,
        max(strip) filter (dimension = 'risk') as risk_strip,
        max(declared) filter (dimension = 'risk') as risk_declared,
        max(reason) filter (dimension = 'risk') as risk_reason,
        max(gap) filter (dimension = 'risk') as risk_gap,
        max(strip) filter (dimension = 'resource') as resource_strip,
        max(declared) filter (dimension = 'resource') as resource_declared,
        max(reason) filter (dimension = 'resource') as resource_reason,
        max(gap) filter (dimension = 'resource') as resource_gap,
        count(*) filter (gap <> 0) as count_differs
    from told
    group by project_id
),
slips as (
    select indicators.project_id, indicators.light = 'red' as is_red
    from indicators inner join chosen using (period)
    where indicators.indicator = 'finish_slip_days'
)
select
    listed.project_id,
    listed.project_name,
    listed.programme,
    listed.manager,
    listed.is_reported,
    listed.state,
    listed.is_over,
    if(listed.is_reported, listed.attention, null) as attention,
    grid.* exclude (project_id, count_differs),
    grid.count_differs,
    if(listed.is_reported and not listed.is_over, listed.months_red, null) as months_red,
    if(listed.is_reported, listed.finish_slip_days, null) as finish_slip_days,
    coalesce(slips.is_red and not listed.is_over, false) as is_slip_red,
    if(listed.is_reported, listed.slip_reason, 'NOT_REPORTED') as slip_reason,
    if(listed.is_reported, listed.over_budget * rates.rate, null)::decimal(24, 6) as over_budget,
    coalesce(listed.is_reported and not listed.is_over and listed.computed_cost = 'red' and listed.over_budget > 0, false)
        as is_over_budget_red,
    case when not listed.is_reported then 'NOT_REPORTED'
         else coalesce(listed.over_budget_reason, if(rates.rate is null, 'FX_MISSING', null)) end as over_budget_reason
from listed inner join grid using (project_id) left join slips using (project_id)
left join rates on rates.project_id = listed.project_id and rates.period = listed.period
order by listed.is_over, attention desc nulls last, listed.project_id
