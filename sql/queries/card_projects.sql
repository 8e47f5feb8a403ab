-- What the cards of the portfolio's pages are made of: what each project brings to each card in the month shown, or why
-- it brings nothing. Money is in the portfolio's currency, at plan rates. Cards of capacity: see card_people.
--
-- grain:   one row per card, subject_id
-- columns:
--   card          key     card, as the query of its page calls it
--   subject_id    key     project
--   subject_name  text    its name
--   project_id    key     project
--   value         number  what is added up, counted or compared; null where that is a light
--   light         light   the light that is counted
--   numerator     number  upper part of a ratio
--   denominator   number  lower part
--   indicator     key     indicator that explains it; null where none does
--   counts        flag    whether it is one of those that are counted, have the median or make the share; null elsewhere
--   is_asked      flag    whether the card says anything about it
--   reason        text    why it brings nothing; null where it does
with
seen as (select project_id, period from scope inner join chosen using (period)),
health as (select * from marts.project_health inner join seen using (project_id, period)),
-- of what is over no card counts light, delay or milestones
over as (select project_id, if(state = 'cancelled', 'CANCELLED', 'COMPLETE') as over_reason from health where is_over(state)),
lights as (select * from marts.lights inner join seen using (project_id, period) where dimension = 'overall'),
indicators as (select * from marts.indicators inner join seen using (project_id, period) where grain = 'project'),
facts as (select * from core.earned_value inner join seen using (project_id, period)),
years as (select * from core.budget_year_compared inner join seen using (project_id, period)),
totals as (select * from core.risk_totals inner join seen using (project_id, period)),
risks as (select * from marts.assessed_risks inner join seen using (project_id, period) where is_open),
milestones as (
    select * from core.milestone_dates inner join seen using (project_id, period) anti join over using (project_id)
    where is_open
),
rates as (select * from core.plan_rates inner join seen using (project_id, period)),
conventions as (select * from core.conventions),

of_lights as (
    select 'projects' as card, project_id, null::varchar as light, true as counts, null::varchar as reason,
        null::varchar as indicator
    from health
    union all
    select 'red_projects', project_id, computed, computed = 'red', reason, split_part(drivers, ',', 1)
    from lights
    union all
    select 'green_said_red', project_id, computed, computed = 'red' and declared_on_three = 'green',
        coalesce(reason, if(gap is null, 'NOTHING_DECLARED', null)), split_part(drivers, ',', 1)
    from lights
),

of_slips as (
    select
        listed.card,
        project_id,
        value,
        indicator,
        case listed.card when 'far_late' then coalesce(light = 'red', false) when 'median_slip' then value > 0
            else value <= 0 end as counts,
        reason
    from indicators cross join (values ('far_late'), ('median_slip'), ('finish_on_time')) as listed(card)
    where indicator = 'finish_slip_days'
),

coming as (
    select project_id, count(*) as count_coming
    from milestones cross join conventions
    where coalesce(forecast_date, baseline_date) between status_date and status_date + conventions.milestone_horizon
    group by project_id
),
of_milestones as (
    select 'milestones_overdue' as card, project_id, value, null::double as numerator, null::double as denominator,
        indicator, reason
    from indicators where indicator = 'count_milestones_overdue'
    union all
    select 'milestones_due', project_id, coalesce(coming.count_coming, if(reason is null, 0, null)), null, null, null,
        if(coming.count_coming > 0, null, reason)
    from indicators left join coming using (project_id) where indicator = 'count_milestones_overdue'
    union all
    select 'hit_rate', project_id, safe_div(numerator, denominator), numerator, denominator, indicator,
        if(applies_to(reason) and has_parts('share', value, numerator, denominator, reason), null, reason)
    from indicators where indicator = 'milestone_hit_rate'
),
of_tasks as (
    select
        listed.card,
        project_id,
        if(listed.card = 'tasks_overdue', value, safe_div(numerator, denominator)) as value,
        numerator,
        denominator,
        indicator,
        if(applies_to(reason) and has_parts(listed.rollup, value, numerator, denominator, reason), null, reason) as reason
    from indicators inner join (values
        ('tasks_overdue', 'count_tasks_overdue', 'sum'), ('task_execution', 'baseline_execution_index', 'share'),
        ('tasks_missed', 'missed_task_rate', 'share')
    ) as listed(card, indicator, rollup) using (indicator)
),

of_risks as (
    select 'open' as card, totals.project_id, totals.count_open as value, 'count_open_risks' as indicator, totals.reason
    from totals
    union all
    select 'extreme', totals.project_id, count(*) filter (risks.band = 'red'), 'highest_residual_score',
        coalesce(totals.reason, if(any_value(totals.count_rated) = 0 and any_value(totals.count_open) > 0,
            'MISSING_INPUT(risks.probability_score,risks.impact_score)', null))
    from totals left join risks using (project_id) group by totals.project_id, totals.reason
    union all
    select 'exposure', totals.project_id, coalesce(sum(risks.current_exposure), 0), 'residual_risk_exposure',
        coalesce(totals.reason, if(count(risks.project_id) > 0 and count(risks.current_exposure) = 0,
            max(risks.exposure_reason), null))
    from totals left join risks using (project_id) group by totals.project_id, totals.reason
    union all
    select 'overdue', totals.project_id, totals.count_overdue, 'overdue_response_ratio',
        coalesce(totals.reason, if(totals.count_due = 0 and totals.count_open > 0, 'MISSING_INPUT(risks.due_on)', null))
    from totals
),

amounts as (
    select 'budget' as card, project_id, budget_at_completion::double as amount, null::double as upper_part,
        null::double as lower_part, 'percent_spent' as indicator, budget_at_completion_reason as reason
    from facts
    union all
    select 'forecast_overrun', project_id, over_budget::double, null, null, 'estimate_at_completion_selected', over_budget_reason
    from health
    union all
    select 'budget_spent', project_id, safe_div(actual_cost, budget_at_completion), actual_cost, budget_at_completion,
        'percent_spent', case
            when progress_state in ('NOT_STARTED', 'ON_HOLD', 'CANCELLED') then progress_state
            when coalesce(budget_at_completion, 0) <= 0 then 'MISSING_INPUT(budget_at_completion)'
            else actual_cost_reason end
    from facts
    union all
    select if(indicator = 'cost_performance_index', 'cost_index', 'schedule_index'), project_id,
        safe_div(numerator, denominator), numerator, denominator, indicator,
        if(numerator is null or denominator is null or not starts_with(reason, 'ZERO_DENOM'), reason, null)
    from indicators where indicator in ('cost_performance_index', 'schedule_performance_index')
    union all
    select 'estimate', project_id, value, null, null, indicator, reason
    from indicators where indicator = 'estimate_at_completion_selected'
    union all
    select 'variance', project_id, facts.budget_at_completion::double - value, null, null, indicator,
        coalesce(indicators.reason, facts.budget_at_completion_reason)
    from indicators inner join facts using (project_id) where indicator = 'estimate_at_completion_selected'
),

-- what is money, and not the share of one amount in another, is told at the plan rate
of_money as (
    select
        card,
        project_id,
        if(upper_part is null, amount * rate, amount) as value,
        upper_part * rate as numerator,
        lower_part * rate as denominator,
        indicator,
        coalesce(reason, if(rate is null, 'FX_MISSING', null)) as reason
    from amounts left join rates using (project_id)
),

of_years as (
    select
        card,
        project_id,
        if(card = 'budget_execution_rate', safe_div(amount, plan), amount) as value,
        if(card = 'budget_execution_rate', amount, null) as numerator,
        if(card = 'budget_execution_rate', plan, null) as denominator,
        if(card = 'budget_this_year', 'budget_execution_rate', card) as indicator,
        reason,
        is_known or is_left_out as is_asked
    from years
),

of_work as (
    from of_lights union all by name from of_slips union all by name from of_milestones union all by name from of_tasks
),
told as (
    select of_work.* replace (coalesce(over_reason, reason) as reason) from of_work left join over using (project_id)
    union all by name from of_risks union all by name from of_money union all by name from of_years
)

select
    told.card,
    told.project_id as subject_id,
    health.project_name as subject_name,
    told.project_id,
    if(told.reason is null, told.value, null)::double as value,
    if(told.reason is null, told.light, null) as light,
    if(told.reason is null, told.numerator, null)::double as numerator,
    if(told.reason is null, told.denominator, null)::double as denominator,
    nullif(told.indicator, '') as indicator,
    if(told.reason is null, told.counts, null) as counts,
    coalesce(told.is_asked, applies_to(told.reason)) as is_asked,
    told.reason
from told inner join health using (project_id)
order by told.card, told.reason is not null, is_asked desc, counts desc, abs(coalesce(value, denominator)) desc nulls last, subject_id
