-- The light that portfolio views count: the computed one; in a month in which no light at all can be computed, for want
-- of figures in every project, the declared one on three steps. A view that shows declared lights says so. A project that
-- is closed or cancelled is not counted.
--
-- grain:   one row per project_id, period, dimension
-- columns:
--   project_id   key    project
--   period       date   month end
--   dimension    key    overall, schedule, cost ...
--   light        light  red, amber, green; null where there is none
--   is_declared  flag   whether the month shows declared lights
with
lights as (
    select lights.*
    from marts.lights inner join core.progress using (project_id, period)
    where not is_over(progress.state)
),

months as (
    select period, count(computed) = 0 and count(declared) > 0 as is_declared
    from lights
    where dimension = 'overall'
    group by period
)

select
    lights.project_id,
    lights.period,
    lights.dimension,
    if(months.is_declared, lights.declared_on_three, lights.computed) as light,
    months.is_declared
from lights inner join months using (period)
