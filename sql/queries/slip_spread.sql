-- How the slips of the month shown spread: of starts and finishes of the projects that are neither closed nor cancelled,
-- and of all their milestones together. A share and a median take a few, a percentile some more; else there is none.
--
-- grain:   one row per kind
-- columns:
--   kind        key      start, finish or milestone
--   known       count    how many have a slip
--   count_late  count    of them, late
--   late_ratio  percent  share of them that is late
--   mean        days     mean slip
--   median      days     middle slip
--   late_mean   days     mean slip of the late ones
--   ninetieth   days     slip that nine of ten do not exceed
with
indicators as (select * from marts.indicators inner join scope using (project_id, period)),
milestones as (select * from core.milestone_dates inner join scope using (project_id, period)),
health as (select * from marts.project_health where not is_over(state)),
conventions as (select * from core.conventions),
kinds as (select unnest(['start', 'finish', 'milestone']) as kind, unnest([1, 2, 3]) as place),
slips as (
    select if(indicator = 'start_slip_days', 'start', 'finish') as kind, project_id, period, value as days
    from indicators
    where indicator in ('start_slip_days', 'finish_slip_days') and value is not null
    union all
    select 'milestone', project_id, period, slip_days from milestones where slip_days is not null
),
added as (
    select
        kind,
        count(*) as known,
        count(*) filter (where days > 0) as count_late,
        avg(days) as mean,
        median(days) as median,
        avg(days) filter (where days > 0) as late_mean,
        quantile_cont(days, 0.9) as ninetieth
    from slips inner join chosen using (period) semi join health using (project_id, period)
    group by kind
)
select
    kinds.kind,
    coalesce(added.known, 0) as known,
    coalesce(added.count_late, 0) as count_late,
    if(known >= conventions.least_count, safe_div(added.count_late, known), null) as late_ratio,
    added.mean::double as mean,
    if(known >= conventions.least_count, added.median, null)::double as median,
    added.late_mean::double as late_mean,
    if(known >= conventions.least_percentile_count, added.ninetieth, null)::double as ninetieth
from kinds left join added using (kind) cross join conventions
order by kinds.place
