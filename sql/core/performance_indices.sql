-- How efficient each project is: by cost, by cost over the last three months, by schedule in value, by schedule in
-- time, and by schedule against the plan first approved, where that is not the one in force. No difference of three
-- months reaches back beyond a month in which earned value or cost began anew. The estimates at completion and the
-- indicators of the same names select from it.
--
-- grain:   one row per index, project_id, period
-- columns:
--   index        key     cost, recent_cost, schedule, schedule_time, original_schedule, original_schedule_time
--   project_id   key     project
--   period       date    month end
--   value        ratio   the index; null where it is not known
--   numerator    number  earned value; earned schedule in months
--   denominator  number  actual cost, planned value; actual time in months
--   reason       text    why there is no value; null where there is one
--   flags        list    what to know about the value; empty where there is none
-- check: (value is null) <> (reason is null)
with
facts as (select * from core.earned_value),
earned as (select * from core.earned_schedule_by_plan),
schedule as (select * from core.schedule_by_plan),
breaks as (select * from core.plan_breaks),
conventions as (select * from core.conventions),

by_cost as (
    select
        'cost' as index,
        project_id,
        period,
        safe_div(earned_value, actual_cost) as ratio,
        earned_value::double as numerator,
        nullif(actual_cost, 0)::double as denominator,
        coalesce(
            performance_reason,
            earned_value_reason,
            actual_cost_reason,
            if(actual_cost = 0, 'ZERO_DENOM(actual_cost)', null)
        ) as reason,
        early_flags || earned_flags || actual_flags as known
    from facts
),

-- by the plan in force and, where that is another, by the one first approved
every_plan as (
    select 'current' as basis, '' as prefix, * from facts
    union all by name
    select 'original' as basis, 'original_' as prefix, * from core.original_earned_value
),

compared as (
    select
        facts.*,
        before.project_id is not null as is_reported_before,
        min(facts.period) over (partition by facts.project_id)
            > last_day((facts.period - interval 3 month)::date) as is_first_of_three,
        coalesce(breaks.window_start > last_day((facts.period - interval 3 month)::date), false) as is_begun_anew,
        coalesce(breaks.changed_on > last_day((facts.period - interval 3 month)::date), false) as is_plan_changed,
        list_filter(before.earned_flags || before.actual_flags, lambda flag: flag = 'AMOUNT_JUMPED') as flags_before,
        (facts.earned_value - before.earned_value)::decimal(24, 6) as earned,
        (facts.actual_cost - before.actual_cost)::decimal(24, 6) as spent
    from facts left join facts as before
        on before.project_id = facts.project_id
        and before.period = last_day((facts.period - interval 3 month)::date)
    left join breaks on breaks.project_id = facts.project_id and breaks.period = facts.period
),

reasoned as (
    select
        *,
        case
            when performance_reason is not null then performance_reason
            when progress_state = 'COMPLETE' then 'COMPLETE'
            when coalesce(earned_value_reason, actual_cost_reason) is not null
                then coalesce(earned_value_reason, actual_cost_reason)
            when is_begun_anew then 'BASELINE_CHANGED'
            when not is_reported_before then if(is_first_of_three, 'INSUFFICIENT_HISTORY', 'PERIOD_GAP')
            when earned is null or spent is null then 'PERIOD_GAP'
            when spent = 0 then 'ZERO_DENOM(actual_cost)'
            when spent < 0 then 'NEG_DENOM(actual_cost)'
        end as reason
    from compared
),

by_recent_cost as (
    select
        'recent_cost',
        project_id,
        period,
        safe_div(earned, spent),
        if(reason is null, earned, null)::double,
        if(reason is null, spent, null)::double,
        reason,
        early_flags || earned_flags || actual_flags || if(is_plan_changed, ['REBASELINED_IN_WINDOW'], [])
            || coalesce(flags_before, [])
    from reasoned
),

measured as (
    select
        *,
        budget_at_completion_reason = 'NO_BASELINE' and planned_value is null and earned_value is null
            and percent_complete is not null and percent_planned is not null as is_by_percent
    from every_plan
),

by_schedule as (
    select
        prefix || 'schedule',
        project_id,
        period,
        if(is_by_percent, safe_div(percent_complete, percent_planned), safe_div(earned_value, planned_value)),
        earned_value::double,
        planned_value::double,
        case
            when performance_reason is not null then performance_reason
            when is_by_percent then if(percent_planned = 0, 'ZERO_DENOM(percent_planned)', null)
            else coalesce(
                earned_value_reason, planned_value_reason, if(planned_value = 0, 'ZERO_DENOM(planned_value)', null)
            )
        end,
        early_flags || late_flags || earned_flags || planned_flags
    from measured
),

by_schedule_time as (
    select
        prefix || 'schedule_time',
        facts.project_id,
        facts.period,
        safe_div(earned.earned_schedule_months, schedule.actual_time_months),
        earned.earned_schedule_months,
        schedule.actual_time_months,
        coalesce(
            facts.performance_reason,
            earned.reason,
            schedule.actual_time_reason,
            if(schedule.actual_time_months = 0, 'ZERO_DENOM(actual_time)', null)
        ),
        facts.early_flags || earned.flags || if(schedule.is_time_estimated, ['ESTIMATED'], [])
            || if(schedule.actual_time_months < conventions.early_months, ['EARLY'], [])
    from every_plan as facts
    inner join earned using (basis, project_id, period)
    inner join schedule using (basis, project_id, period)
    cross join conventions
),

every_index as (
    select * from by_cost
    union all
    select * from by_recent_cost
    union all
    select * from by_schedule
    union all
    select * from by_schedule_time
)

select
    index,
    project_id,
    period,
    if(reason is null, ratio, null) as value,
    numerator,
    denominator,
    reason,
    if(reason is null, known, []) as flags
from every_index
