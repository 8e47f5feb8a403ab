-- Whether forecasts can be believed: how far off those were of the projects that finished in the twelve months up to a
-- month, three, six and twelve months before. Both ways count; fewer than five projects say nothing of a group.
--
-- grain:   one row per measure, months_before, period, level, name
-- columns:
--   measure                key      cost, cost_less_changes, finish, finish_less_changes
--   months_before          count    months before the finish in which the forecasts were made
--   period                 date     month end
--   level                  key      portfolio, programme, department or manager
--   name                   key      name of the group; empty for all projects together
--   median_absolute_error  percent  median of the errors whichever way they go (MdAPE)
--   bias                   percent  median of the errors; negative is too little, or too early
--   within_ratio           percent  share of the forecasts that were at most a tenth off
--   count_closed           count    projects that finished and could have been forecast then
--   count_known            count    of them, those whose forecast and final are known
--   reason                 text     why there are no figures; null where there are
-- check: (bias is null) <> (reason is null)
-- check: count_known <= count_closed
with
closed as (select * from marts.closed_forecasts),
memberships as (select * from core.memberships),
conventions as (select least_count, accuracy_tolerance, bound_tolerance from core.conventions),

counted as (
    select
        closed.measure,
        closed.months_before,
        closed.period,
        memberships.level,
        memberships.name,
        median(abs(closed.error)) as median_absolute_error,
        median(closed.error) as bias,
        count(*) filter (where abs(closed.error) <= accuracy_tolerance * (1 + bound_tolerance)) as count_within,
        count(*) filter (where applies_to(closed.reason)) as count_closed,
        count(closed.error) as count_known,
        any_value(least_count) as least_count
    from closed
    inner join memberships
        on memberships.project_id = closed.project_id and memberships.period = closed.last_period
    cross join conventions
    group by all
),

judged as (
    select
        *,
        case
            when count_closed = 0 then 'NOT_APPLICABLE'
            when count_known < least_count then 'SMALL_N(' || count_known || '<' || least_count || ')'
        end as reason
    from counted
)

select
    measure,
    months_before,
    period,
    level,
    name,
    if(reason is null, median_absolute_error, null) as median_absolute_error,
    if(reason is null, bias, null) as bias,
    if(reason is null, safe_div(count_within, count_known), null) as within_ratio,
    count_closed,
    count_known,
    reason
from judged
order by measure, months_before, period, level, name
