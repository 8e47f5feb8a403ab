-- Independent estimates of the duration, made from the progress and not from anybody's promise: three bases (earned
-- schedule, planned value, earned duration), each with the rest of the work as planned, at the pace so far, and at that
-- pace under the pressure of cost too. Once the planned duration is over the planned value method knows no later finish
-- than the plan's own and says so.
--
-- grain:   one row per project_id, period, basis, pressure
-- columns:
--   project_id       key     project
--   period           date    month end
--   basis            key     earned_schedule, planned_value or earned_duration
--   pressure         key     planned, performance or cost
--   duration_months  months  months from the approved start to the finish
--   finish_date      date    the day on which they are over
--   reason           text    why there is no estimate
--   flags            list    what to know about it
-- check: (duration_months is null) <> (reason is null)
-- check: (duration_months is null) = (finish_date is null)
with
facts as (select * from core.earned_value),
earned as (select * from core.earned_schedule),
schedule as (select * from core.schedule),
conventions as (select * from core.conventions),

methods as (
    select basis, unnest(['planned', 'performance', 'cost']) as pressure
    from (select unnest(['earned_schedule', 'planned_value', 'earned_duration']) as basis)
),

measured as (
    select
        facts.*,
        schedule.baseline_start,
        earned.planned_duration_months as planned_months,
        schedule.actual_time_months as actual_months,
        if(facts.percent_complete >= 1, 0, greatest(planned_months - earned.earned_schedule_months, 0)) as months_left,
        safe_div(earned.earned_schedule_months, actual_months) as time_index,
        coalesce(
            safe_div(facts.earned_value, facts.planned_value), safe_div(facts.percent_complete, facts.percent_planned)
        ) as value_index,
        case
            when value_index is not null then null
            when facts.planned_value = 0 then 'ZERO_DENOM(planned_value)'
            when facts.percent_planned = 0 then 'ZERO_DENOM(percent_planned)'
        end as no_pace_reason,
        if(facts.actual_cost > 0, safe_div(facts.earned_value, facts.actual_cost), null) as cost_index,
        coalesce(
            facts.performance_reason,
            if(facts.progress_state = 'COMPLETE', 'COMPLETE', null),
            schedule.duration_reason,
            schedule.actual_time_reason
        ) as schedule_reason,
        earned.reason as earned_reason,
        earned.flags || facts.early_flags || facts.planned_flags
            || if(schedule.is_time_estimated or schedule.is_finish_estimated, ['ESTIMATED'], [])
            || if(schedule.actual_time_months < conventions.early_months, ['EARLY'], []) as known
    from facts
    inner join earned using (project_id, period)
    inner join schedule using (project_id, period)
    cross join conventions
),

paced as (
    select
        measured.*,
        methods.*,
        if(basis = 'earned_schedule', time_index, value_index) as pace,
        case pressure when 'planned' then 1 when 'performance' then pace else pace * cost_index end as factor
    from measured cross join methods
),

estimated as (
    select
        *,
        case
            when basis = 'earned_schedule' then actual_months + safe_div(months_left, factor)
            when basis = 'earned_duration'
                then actual_months + safe_div(greatest(planned_months, actual_months) - actual_months * pace, factor)
            when pressure = 'planned' then planned_months * (1 - percent_complete + percent_planned)
            else safe_div(planned_months, factor)
        end as months,
        coalesce(
            schedule_reason,
            if(basis = 'earned_schedule', earned_reason, coalesce(
                if(percent_complete is null, earned_value_reason, null),
                if(percent_planned is null, planned_value_reason, null)
            )),
            if(pressure = 'cost', coalesce(earned_value_reason, actual_cost_reason), null),
            if(pressure = 'cost' and cost_index is null, 'ZERO_DENOM(actual_cost)', null),
            if(pressure = 'cost' and cost_index <= 0, 'ZERO_DENOM(cost_performance_index)', null),
            if((basis, pressure) = ('planned_value', 'planned') or basis = 'earned_schedule', null, no_pace_reason),
            if(pressure <> 'planned' and coalesce(pace, 0) <= 0, if(
                basis = 'earned_schedule',
                'ZERO_DENOM(schedule_performance_index_time)',
                'ZERO_DENOM(schedule_performance_index)'
            ), null)
        ) as known_reason
    from paced
),

judged as (
    select
        estimated.*,
        coalesce(
            known_reason,
            if(coalesce(months not between 0 and conventions.greatest_duration, true), 'UNDEFINED_MATH', null)
        ) as reason,
        if(reason is null, months, null) as duration_months,
        -- counted from the first day of the month of the approved start; a duration ends with the end of a day
        duration_months + safe_div(day(baseline_start) - 1, day(last_day(baseline_start))) as months_in_calendar,
        greatest(ceil(months_in_calendar - 3e-8), 1)::integer - 1 as whole_months,
        (date_trunc('month', baseline_start) + to_months(whole_months))::date as last_month
    from estimated cross join conventions
)

select
    project_id,
    period,
    basis,
    pressure,
    duration_months,
    if(reason is null, last_month + greatest(
        ceil((months_in_calendar - whole_months) * day(last_day(last_month)) - 1e-6), 1
    )::integer - 1, null) as finish_date,
    reason,
    known || if(pressure = 'cost', actual_flags, [])
        || if(basis = 'planned_value' and actual_months >= planned_months, ['PAST_PLAN'], []) as flags
from judged
