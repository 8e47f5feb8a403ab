-- Earned schedule (Lipke): the time by which the plan had meant to earn what has been earned. Between two points of the
-- plan by the share of days; on a planned pause its end; once everything is earned, the planned duration.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id              key     project
--   period                  date    month end
--   earned_schedule_months  months  months from the approved start
--   earned_schedule_days    days    the same in days
--   reason                  text    why there is none
--   flags                   list    what to know about it
-- check: (earned_schedule_months is null) <> (reason is null)
with
facts as (select * from core.earned_value),
plans as (select * from core.baseline_in_force),
schedule as (select * from core.schedule),
steps as (select * from core.curve_steps),

climbed as (
    select
        facts.project_id,
        facts.period,
        steps.* exclude (project_id, period)
    from (
        select facts.project_id, facts.period, facts.earned_value, plans.plan_period
        from facts inner join plans using (project_id, period)
        where facts.earned_value is not null -- an asof join of many rows takes an unknown value for the highest
    ) as facts
    asof join steps
        on steps.project_id = facts.project_id and steps.period = facts.plan_period
        and steps.planned_value <= facts.earned_value
),

placed as (
    select
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
            when facts.earned_value = 0 then 0
            when climbed.next_value is null then climbed.first_number
            else climbed.last_number + (climbed.next_number - climbed.last_number) * safe_div(
                facts.earned_value - climbed.planned_value, climbed.next_value - climbed.planned_value
            )
        end as months,
        facts.earned_flags
            || if(coalesce(climbed.is_estimated, true) or plans.is_start_estimated, ['ESTIMATED'], [])
            || if(
                climbed.first_number < climbed.last_number and climbed.next_value is not null
                    and facts.earned_value > 0, ['PV_PLATEAU'], []
            ) as flags
    from facts
    inner join plans using (project_id, period)
    inner join schedule using (project_id, period)
    left join climbed using (project_id, period)
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
    project_id,
    period,
    earned_months as earned_schedule_months,
    last_month - baseline_start
        + (months_in_calendar - floor(months_in_calendar)) * day(last_day(last_month)) as earned_schedule_days,
    reason,
    flags
from dated
