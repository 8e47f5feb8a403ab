-- Earned value to date: as the report states it, else percent complete x budget; where the report says neither, the
-- percent complete of its tasks. Never taken from cost or from time.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id        key      project
--   period            date     month end
--   earned_value      money    approved cost of the work done to date
--   reason            text     why there is none
--   percent_complete  percent  as reported, else of the tasks; null where it lies outside 0-1
--   weighed_by        text     by what the tasks are weighed that it is made of; null where it is as reported
--   is_estimated      flag     whether it rests on an estimate
--   is_disputed       flag     whether the report's earned value and its percent complete differ, by more than a whole
--                              percent may be rounded
-- check: (earned_value is null) <> (reason is null)
with
plans as (select * from core.baseline_in_force),
reports as (select * from core.projects),
amounts as (select * from core.amounts_to_date where measure = 'earned_value'),
tasks as (select * from core.task_rollup),
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
        reports.percent_complete as percent_reported,
        coalesce(percent_reported, if(amounts.amount is null, tasks.percent_complete, null)) as percent_told,
        if(percent_told between 0 and 1, percent_told, null) as share_complete,
        if(percent_reported is null and share_complete is not null, tasks.weighed_by, null) as weighed_by,
        (plans.budget_at_completion::double * share_complete)::decimal(24, 6) as by_percent
    from plans
    left join reports using (project_id, period)
    left join amounts using (project_id, period)
    left join tasks using (project_id, period)
),

judged as (
    select
        *,
        case
            when starts_with(stated_reason, 'INVALID') then stated_reason
            when stated is not null then null
            when percent_told not between 0 and 1 then 'INVALID_INPUT(percent_complete)'
            when percent_told is null and (stated_reason = 'PERIOD_GAP' or starts_with(stated_reason, 'FX_'))
                then stated_reason
            when percent_told is null then 'MISSING_INPUT(percent_complete)'
            else budget_reason
        end as reason
    from gathered
)

select
    judged.project_id,
    judged.period,
    if(reason is null, coalesce(stated, by_percent), null) as earned_value,
    reason,
    share_complete as percent_complete,
    weighed_by,
    reason is null and if(stated is not null, is_stated_estimated, is_budget_estimated or weighed_by is not null)
        as is_estimated,
    reason is null and weighed_by is null and coalesce(
        abs(stated - by_percent) > conventions.reconciliation_tolerance * abs(budget_at_completion), false
    ) as is_disputed
from judged cross join conventions
