-- Earned schedule (Lipke): the time by which the plan had meant to earn what has been earned. Between two points of the
-- plan by the share of days; on a planned pause its end; once everything is earned, the planned duration, which is that
-- of the curve where it reaches the budget. Where no curve was sent, the planned values reported so far are the points.
--
-- grain:   one row per basis, project_id, period
-- columns:
--   basis                    key     current or original: on the plan in force, on the plan first approved
--   project_id               key     project
--   period                   date    month end
--   earned_schedule_months   months  months from the approved start
--   earned_schedule_days     days    the same in days
--   planned_duration_months  months  planned time of all the work: until the curve that was sent reaches the budget,
--                                    else approved start to approved finish; null where neither is known
--   reason                   text    why there is none
--   flags                    list    what to know about it
-- looks back: core.curve_steps, core.plans
-- check: (earned_schedule_months is null) <> (reason is null)
with
facts as (
    select 'current' as basis, * from core.earned_value
    union all by name
    select 'original' as basis, * from core.original_earned_value
),
plans as (select * from core.plans),
schedule as (select * from core.schedule_by_plan),
steps as (select * from core.curve_steps),
reported as (select 'current' as basis, * from core.reported_steps),
conventions as (select * from core.conventions),

-- an asof join of many rows takes an unknown value for the highest
climbed as (
    select *, false as is_falling, true as is_estimated from reported
    union all by name
    select
        facts.basis,
        facts.project_id,
        facts.period,
        facts.earned_value as earned,
        steps.* exclude (basis, project_id, period)
    from (
        select facts.basis, facts.project_id, facts.period, facts.earned_value, plans.plan_period
        from facts inner join plans using (basis, project_id, period)
        anti join reported using (basis, project_id, period)
        where facts.earned_value is not null
    ) as facts
    asof join steps
        on steps.basis = facts.basis and steps.project_id = facts.project_id and steps.period = facts.plan_period
        and steps.planned_value <= facts.earned_value
),

reached as (
    select basis, project_id, period as plan_period, min(steps.first_number) as months
    from plans inner join steps using (basis, project_id, period) cross join conventions
    where not steps.is_estimated and (
        steps.planned_value >= plans.budget_at_completion
        or steps.next_value is null
            and steps.planned_value * (1 + conventions.reconciliation_tolerance) >= plans.budget_at_completion
    )
    group by basis, project_id, period
),

placed as (
    select
        facts.basis,
        facts.project_id,
        facts.period,
        plans.baseline_start,
        case
            when plans.baseline_start is null then 'NO_BASELINE'
            when climbed.is_falling then 'INVALID_INPUT(planned_value)'
            when climbed.project_id is null and facts.earned_value is not null
                then coalesce(schedule.duration_reason, plans.budget_reason, 'NO_BASELINE')
            when climbed.project_id is null
                and (facts.percent_complete is null or coalesce(plans.budget_reason, '') <> 'NO_BASELINE')
                then facts.earned_value_reason
            when climbed.project_id is null then schedule.duration_reason
        end as reason,
        case
            when climbed.project_id is null then facts.percent_complete * schedule.planned_duration_months
            when climbed.earned = 0 then 0
            when climbed.next_value is null then climbed.first_number
            else climbed.last_number + (climbed.next_number - climbed.last_number) * safe_div(
                climbed.earned - climbed.planned_value, climbed.next_value - climbed.planned_value
            )
        end as months,
        coalesce(reached.months, schedule.planned_duration_months) as planned_duration_months,
        facts.earned_flags
            || if(coalesce(climbed.is_estimated, true) or plans.is_start_estimated, ['ESTIMATED'], [])
            || if(
                climbed.first_number < climbed.last_number and climbed.next_value is not null
                    and climbed.earned > 0, ['PV_PLATEAU'], []
            ) as flags
    from facts
    inner join plans using (basis, project_id, period)
    inner join schedule using (basis, project_id, period)
    left join climbed using (basis, project_id, period)
    left join reached using (basis, project_id, plan_period)
),

-- whole months and the part of a month, counted from the first day of the month of the approved start
dated as (
    select
        *,
        if(reason is null, months, null) as earned_months,
        earned_months + safe_div(day(baseline_start) - 1, day(last_day(baseline_start))) as months_in_calendar,
        (date_trunc('month', baseline_start) + to_months(floor(months_in_calendar)::integer))::date as last_month
    from placed
)

select
    basis,
    project_id,
    period,
    earned_months as earned_schedule_months,
    last_month - baseline_start
        + (months_in_calendar - floor(months_in_calendar)) * day(last_day(last_month)) as earned_schedule_days,
    planned_duration_months,
    reason,
    flags
from dated
