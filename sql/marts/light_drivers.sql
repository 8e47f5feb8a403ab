-- The indicators that decide a project's lights under its threshold profile. One is silent where another of the profile
-- that supersedes it has a value; what sets value against plan also past two thirds of the work, when it tends to 1
-- whatever is late; a to-complete index near the end. While little is done, red counts as amber unless the
-- cost index is far gone. The utility says how well a value lies: 1 on the green side, down to a floor beyond red; what
-- is red by rule stands on the red bound.
--
-- grain:   one row per project_id, period, dimension, indicator
-- columns:
--   project_id  key    project
--   period      date   month end
--   dimension   key    schedule, cost ...
--   indicator   key    indicator
--   light       light  the light it gives here; null where it has no value, or too few parts known for a green one
--   utility     ratio  1 green side, 0.5 on the red bound, less beyond; null where it gives no light
--   reason      text   why it has no value, or gives no light with one
--   is_silent   flag   whether it does not count: another speaks in its place, or it says little so late
--   is_beside   flag   whether it only speaks beside others: it may turn a light worse, alone it makes none green
-- looks back: no
with
indicators as (select * from marts.indicators where grain = 'project'),
register as (select * from reference.indicators),
bounds as (select * from core.light_bounds where dimension is not null),
facts as (select * from core.earned_value),
conventions as (select * from core.conventions),

drivers as (
    select indicators.*, bounds.dimension, bounds.low_red, bounds.low_amber, bounds.amber, bounds.red,
        register.better, register.superseded_by
    from indicators
    inner join bounds using (profile, indicator, period)
    inner join register using (indicator)
),

judged as (
    select
        drivers.*,
        -- how far beyond the green bound, in widths from there to the red one
        safe_div(
            if(drivers.better = 'higher' or drivers.value < drivers.low_amber,
                coalesce(drivers.low_amber, drivers.amber) - drivers.value, drivers.value - drivers.amber),
            if(drivers.better = 'higher' or drivers.value < drivers.low_amber,
                coalesce(drivers.low_amber - drivers.low_red, drivers.amber - drivers.red),
                drivers.red - drivers.amber)
        ) as widths_beyond,
        coalesce(list_contains(string_split(drivers.flags, ','), 'EARLY'), false) as is_early,
        drivers.light is null and coalesce(list_contains(string_split(drivers.flags, ','), 'FEW_KNOWN'), false)
            as is_few_known,
        coalesce(cost_index.value < conventions.early_red_cost_index, false) as is_far_gone,
        drivers.dimension = 'cost' and drivers.value is not null and coalesce(
            cost_index.reason = 'ZERO_DENOM(actual_cost)'
            or facts.earned_value > facts.budget_at_completion and facts.actual_cost > facts.budget_at_completion, false
        ) as is_cost_doubtful,
        drivers.indicator in ('finish_slip_ratio', 'finish_slip_days') and facts.progress_state = 'NOT_STARTED'
            and facts.percent_complete is not null and coalesce(start_slip.value > 0, false) as is_mere_word,
        better.value is not null
            or coalesce(list_has_any(string_split(drivers.flags, ','), ['LATE_STAGE', 'NEAR_END']), false) as is_silent
    from drivers
    inner join facts using (project_id, period)
    cross join conventions
    left join drivers as better
        on better.indicator = drivers.superseded_by and better.project_id = drivers.project_id
        and better.period = drivers.period
    left join indicators as cost_index
        on cost_index.indicator = 'cost_performance_index' and cost_index.project_id = drivers.project_id
        and cost_index.period = drivers.period
    left join indicators as start_slip
        on start_slip.indicator = 'start_slip_days' and start_slip.project_id = drivers.project_id
        and start_slip.period = drivers.period
)

select
    judged.project_id,
    judged.period,
    judged.dimension,
    judged.indicator,
    if(judged.light = 'red' and is_early and not is_far_gone, 'amber', judged.light) as light,
    case
        when is_few_known then null
        when widths_beyond is null then if(judged.light = 'red', conventions.utility_at_red, null)
        when widths_beyond <= 0 then 1
        when widths_beyond <= 1 then 1 - (1 - conventions.utility_at_red) * widths_beyond
        else greatest(
            conventions.utility_at_red - safe_div(
                (conventions.utility_at_red - conventions.utility_floor) * (widths_beyond - 1),
                conventions.utility_reach
            ),
            conventions.utility_floor
        )
    end::double as utility,
    if(is_few_known, 'FEW_KNOWN', judged.reason) as reason,
    judged.is_silent,
    -- little drawn of the contingency says nothing of a project whose cost nobody reported; nor does a figure
    -- of costs while none is booked, or where both more was done and more was spent than was approved;
    -- nor a finish that stays as promised while the start is overdue
    judged.indicator = 'contingency_drawdown' or is_cost_doubtful or is_mere_word as is_beside
from judged cross join conventions
