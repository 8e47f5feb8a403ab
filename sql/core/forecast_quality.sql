-- Estimating quality of each project that is over: the days for which forecasts stood, over the same days weighted by
-- how far off each was. 10 is off by a tenth on average. A forecast stands until the next one that says anything.
--
-- grain:   one row per measure, project_id, period
-- columns:
--   measure        key     cost or finish
--   project_id     key     project
--   period         date    month end
--   days_known     days    from the first forecast to the finish
--   days_missed    number  the same, each day weighted by the error as a share of the final cost, or of the duration
--   reason         text    why there is no quotient
--   is_restated    flag    whether one of the forecasts is another one now
with
closings as (select * from core.closings),
forecasts as (select * from core.reported_forecasts),
conventions as (select least_history from core.conventions),

listed as (select unnest(['cost', 'finish']) as measure),

finals as (
    select
        closings.*,
        listed.measure,
        if(measure = 'cost', final_cost::double, (finished_on - started_on + 1)::double) as final,
        coalesce(closings.reason, if(measure = 'cost', final_cost_reason, null)) as final_reason,
        if(measure = 'cost', 'actual_cost', 'actual_start') as final_name
    from closings cross join listed
),

said as (
    select 'cost' as measure, project_id, period as said_on, estimate::double as estimate, null::date as finish,
        is_estimate_restated as is_restated
    from forecasts
    where estimate > 0
    union all
    select 'finish', project_id, period, null, forecast_finish, is_finish_restated
    from forecasts
    where forecast_finish is not null
),

stood as (
    select
        finals.measure,
        finals.project_id,
        finals.period,
        said.is_restated,
        coalesce(lead(said.said_on) over months, finals.finished_on) - said.said_on as days,
        abs(safe_div(
            if(finals.measure = 'cost', said.estimate - finals.final, (said.finish - finals.finished_on)::double),
            finals.final
        )) as error
    from finals inner join said
        on said.measure = finals.measure and said.project_id = finals.project_id and said.said_on < finals.finished_on
        and said.said_on <= finals.period
    window months as (partition by finals.measure, finals.project_id, finals.period order by said.said_on)
),

added as (
    select measure, project_id, period, count(*) as count_months, sum(days)::double as days_known,
        sum(days * error)::double as days_missed, bool_or(is_restated) as is_restated
    from stood
    group by measure, project_id, period
)

select
    finals.measure,
    finals.project_id,
    finals.period,
    added.days_known,
    if(finals.final > 0, added.days_missed, null) as days_missed,
    coalesce(finals.final_reason, case
        when final is null then 'MISSING_INPUT(' || final_name || ')'
        when final = 0 then 'ZERO_DENOM(' || final_name || ')'
        when final < 0 then 'NEG_DENOM(' || final_name || ')'
        when coalesce(added.count_months, 0) < conventions.least_history then 'INSUFFICIENT_HISTORY('
            || coalesce(added.count_months, 0) || '<' || conventions.least_history || ')'
        when added.days_missed = 0 then 'ZERO_DENOM'
    end) as reason,
    coalesce(added.is_restated, false) as is_restated
from finals left join added using (measure, project_id, period) cross join conventions
