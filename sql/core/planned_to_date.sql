-- Planned value to date: as the report states it, else the curve that was sent at the status date, else percent
-- planned x budget, else the budgets by month added up, else the straight line of the plan. On hold the last report
-- before the hold is the one that counts.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id       key      project
--   period           date     month end
--   planned_value    money    approved cost of the work planned to date
--   reason           text     why there is none
--   percent_planned  percent  as reported; null where it lies outside 0-1
--   is_estimated     flag     whether it rests on an estimate
--   is_disputed      flag     whether the report and the curve that was sent differ on the day of the report
--   is_reported      flag     whether it is what the report states or makes of its percentage, not a curve's
-- check: (planned_value is null) <> (reason is null)
with
plans as (select * from core.baseline_in_force),
worked as (select * from core.worked_until),
reports as (select * from core.projects),
amounts as (select * from core.amounts_to_date where measure = 'planned_value'),
curve as (select * from core.planned_by_curve where basis = 'current'),
conventions as (select * from core.conventions),

gathered as (
    select
        plans.project_id,
        plans.period,
        plans.budget_at_completion,
        plans.budget_reason,
        plans.is_budget_estimated,
        amounts.amount as stated,
        amounts.reason as stated_reason,
        coalesce(amounts.is_estimated, false) as is_stated_estimated,
        reports.percent_planned,
        if(reports.percent_planned between 0 and 1, reports.percent_planned, null) as share_planned,
        (plans.budget_at_completion::double * share_planned)::decimal(24, 6) as by_percent,
        curve.planned_value as by_curve,
        curve.is_estimated as is_curve_estimated,
        if(curve.is_sent, curve.planned_value, null) as by_sent_curve,
        curve.is_falling,
        worked.last_day = worked.heard_on as is_of_one_day
    from plans
    inner join worked using (project_id, period)
    left join reports on reports.project_id = worked.project_id and reports.period = worked.heard_period
    left join amounts on amounts.project_id = worked.project_id and amounts.period = worked.heard_period
    left join curve using (project_id, period)
),

judged as (
    select
        *,
        case
            when starts_with(stated_reason, 'INVALID') then stated_reason
            when stated is null and is_falling and (by_sent_curve is not null or by_percent is null)
                then 'INVALID_INPUT(planned_value)'
            when coalesce(stated, by_sent_curve) is null and percent_planned not between 0 and 1
                then 'INVALID_INPUT(percent_planned)'
            when coalesce(stated, by_percent, by_curve) is null and starts_with(budget_reason, 'INVALID')
                then budget_reason
            when coalesce(stated, by_percent, by_curve) is null and starts_with(stated_reason, 'FX_') then stated_reason
            when coalesce(stated, by_percent, by_curve) is null then 'NO_BASELINE'
        end as reason
    from gathered
)

select
    judged.project_id,
    judged.period,
    if(reason is null, coalesce(stated, by_sent_curve, by_percent, by_curve), null) as planned_value,
    reason,
    share_planned as percent_planned,
    reason is null and case
        when stated is not null then is_stated_estimated
        when by_sent_curve is not null then is_curve_estimated
        when by_percent is not null then is_budget_estimated
        else is_curve_estimated
    end as is_estimated,
    reason is null and is_of_one_day and not is_curve_estimated and coalesce(
        abs(coalesce(stated, by_percent) - by_curve) > conventions.reconciliation_tolerance * abs(by_curve), false
    ) as is_disputed,
    reason is null and coalesce(stated, if(by_sent_curve is null, by_percent, null)) is not null as is_reported
from judged cross join conventions
