-- What each dimension of a project reads in each month: the worst light of its drivers, and those that give it; or why
-- there is none.
--
-- grain:   one row per project_id, period, dimension
-- columns:
--   project_id  key    project
--   period      date   month end
--   dimension   key    schedule, cost, scope, risk, resource, benefits
--   reading     light  red, amber or green; null where nothing is known
--   drivers     text   indicators that give it, comma separated
--   utility     ratio  least utility of its drivers; null where nothing is known
--   reason      text   why there is no reading: what most of its drivers lack; null where there is one
-- check: (reading is null) <> (reason is null)
with
periods as (select * from core.project_periods),
drivers as (select * from marts.light_drivers where not is_silent),
dimensions as (
    select unnest(['schedule', 'cost', 'scope', 'risk', 'resource', 'benefits']) as dimension
),

worst as (
    select
        project_id,
        period,
        dimension,
        arg_max(light, light_rank(light)) as worst_light,
        if(worst_light = 'green' and bool_and(light is null or is_beside), null, worst_light) as reading,
        if(reading is null, null, min(utility)) as utility
    from drivers
    group by project_id, period, dimension
),

-- most of the drivers say it; but a value that is held back says more than those that are missing
reasons as (
    select project_id, period, dimension, reason
    from drivers
    where light is null
    group by project_id, period, dimension, reason
    qualify row_number() over (
        partition by project_id, period, dimension
        order by bool_and(is_beside), reason <> 'FEW_KNOWN', count(*) desc, reason = 'COMPLETE', min(indicator)
    ) = 1
),

named as (
    select worst.project_id, worst.period, worst.dimension,
        string_agg(drivers.indicator, ',' order by indicator) as drivers
    from worst inner join drivers using (project_id, period, dimension)
    where drivers.light = worst.reading
    group by all
)

select
    periods.project_id,
    periods.period,
    dimensions.dimension,
    worst.reading,
    named.drivers,
    worst.utility,
    if(worst.reading is null, coalesce(reasons.reason, 'NOT_APPLICABLE'), null) as reason
from periods
cross join dimensions
left join worst using (project_id, period, dimension)
left join reasons using (project_id, period, dimension)
left join named using (project_id, period, dimension)
