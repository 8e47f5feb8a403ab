-- Earned value to date: as the report states it, else percent complete x budget. Never taken from cost or from time.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id        key      project
--   period            date     month end
--   earned_value      money    approved cost of the work done to date
--   reason            text     why there is none
--   percent_complete  percent  as reported; null where it lies outside 0-1
--   is_estimated      flag     whether it rests on an estimate
--   is_disputed       flag     whether the report's earned value and its percent complete differ
-- check: (earned_value is null) <> (reason is null)
with
plans as (select * from core.baseline_in_force),
reports as (select * from core.projects),
amounts as (select * from core.amounts_to_date where measure = 'earned_value'),
conventions as (select * from core.conventions),

gathered as (
    select
        plans.project_id,
        plans.period,
        plans.budget_reason,
        plans.is_budget_estimated,
        amounts.amount as stated,
        amounts.reason as stated_reason,
        coalesce(amounts.is_estimated, false) as is_stated_estimated,
        reports.percent_complete,
        if(reports.percent_complete between 0 and 1, reports.percent_complete, null) as share_complete,
        (plans.budget_at_completion::double * share_complete)::decimal(24, 6) as by_percent
    from plans left join reports using (project_id, period) left join amounts using (project_id, period)
),

judged as (
    select
        *,
        case
            when starts_with(stated_reason, 'INVALID') then stated_reason
            when stated is not null then null
            when percent_complete not between 0 and 1 then 'INVALID_INPUT(percent_complete)'
            when percent_complete is null and stated_reason = 'PERIOD_GAP' then stated_reason
            when percent_complete is null then 'MISSING_INPUT(percent_complete)'
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
    reason is null and if(stated is not null, is_stated_estimated, is_budget_estimated) as is_estimated,
    reason is null and coalesce(
        abs(stated - by_percent) > conventions.reconciliation_tolerance * abs(by_percent), false
    ) as is_disputed
from judged cross join conventions
