-- By how much the forecasts of projects that are over missed what came true: (forecast - final) / final, so that below
-- zero too little or too early was promised. Of cost the final is the actual cost; of the finish it is the duration,
-- and the miss is in days. Less changes: what was approved after the forecast is taken off the final first; where no
-- register of changes ever covered the project, it is not known what was.
--
-- grain:   one row per measure, project_id, period, months_before
-- columns:
--   measure        key     cost, cost_less_changes, finish, finish_less_changes
--   project_id     key     project
--   period         date    month end
--   months_before  count   months before the finish in which the forecast was made
--   missed_by      number  forecast less final: money, or days
--   final          number  what it is measured by: final cost, or duration in days, both ends included
--   missed_reason  text    why it is not known by how much it was missed
--   reason         text    why that has no share of the final
--   flags          list    what to know about it
-- check: (missed_by is null) <> (missed_reason is null)
-- check: (reason is null) = (missed_by is not null and coalesce(final > 0, false))
with
forecasts as (select * from core.forecast_months),
changes as (select * from core.scope_changes),
registers as (
    select project_id, min(period) as first_period from core.visible where entity = 'changes' group by project_id
),

compared as (
    select
        forecasts.*,
        coalesce(changes.cost_added, 0) as cost_added,
        coalesce(changes.days_added, 0) as days_added,
        if(coalesce(changes.is_cost_open, false), ['ESTIMATED'], []) as cost_flags,
        if(coalesce(changes.is_days_open, false), ['ESTIMATED'], []) as days_flags,
        coalesce(forecasts.reason, case
            when estimate is null then 'MISSING_INPUT(manager_estimate_at_completion)'
            when estimate <= 0 then 'INVALID_INPUT(manager_estimate_at_completion)'
        end, final_cost_reason) as cost_reason,
        coalesce(
            forecasts.reason, if(forecast_finish is null, 'MISSING_INPUT(forecast_finish)', null)
        ) as finish_reason,
        finished_on - started_on + 1 as duration_days,
        if(registers.first_period <= forecasts.period, null, 'MISSING_INPUT(changes)') as changes_reason
    from forecasts
    left join changes using (project_id, period, months_before)
    left join registers using (project_id)
),

measured as (
    select 'cost' as measure, project_id, period, months_before, (estimate - final_cost)::double as missed_by,
        final_cost::double as final, cost_reason as missed_reason, 'actual_cost' as final_name,
        is_estimate_restated as is_restated, []::varchar[] as known
    from compared
    union all
    select 'cost_less_changes', project_id, period, months_before, (estimate - (final_cost - cost_added))::double,
        (final_cost - cost_added)::double, coalesce(cost_reason, changes_reason), 'actual_cost', is_estimate_restated,
        cost_flags
    from compared
    union all
    select 'finish', project_id, period, months_before, (forecast_finish - finished_on)::double,
        duration_days::double, finish_reason, 'actual_start', is_finish_restated, []
    from compared
    union all
    select 'finish_less_changes', project_id, period, months_before,
        forecast_finish - finished_on + days_added, duration_days - days_added,
        coalesce(finish_reason, changes_reason), 'actual_start', is_finish_restated, days_flags
    from compared
)

select
    measure,
    project_id,
    period,
    months_before,
    if(missed_reason is null, missed_by, null) as missed_by,
    if(missed_reason is null, final, null) as final,
    missed_reason,
    coalesce(missed_reason, case
        when final is null then 'MISSING_INPUT(' || final_name || ')'
        when final = 0 then 'ZERO_DENOM(' || final_name || ')'
        when final < 0 then 'NEG_DENOM(' || final_name || ')'
    end) as reason,
    if(missed_reason is null, if(is_restated, ['RESTATED'], []) || known, []) as flags
from measured
