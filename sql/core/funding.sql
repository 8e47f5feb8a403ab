-- How long the approved money lasts: at the cost of the last three months, on which day it is used up. Where no funding
-- is stated, the approved budget is the money there is.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id           key    project
--   period               date   month end
--   funding              money  approved funding, else the approved budget
--   left_to_spend        money  of that, what is not spent; negative where more is spent
--   burn_rate            money  mean cost of the last three months
--   burn_reason          text   why there is no burn rate
--   middle_cost          money  middle cost of the last three months
--   middle_reason        text   why there is none
--   runout_date          date   day on which the money is used up
--   runout_days          days   that day less the approved finish; negative: used up before
--   runout_reason        text   why there is no such day
--   is_funding_budget    flag   whether the approved budget stands for the funding
--   burn_flags           list   what to know about the costs of these months
--   funding_flags        list   what to know about the money there is
-- check: (burn_rate is null) <> (burn_reason is null)
-- check: (middle_cost is null) <> (middle_reason is null)
-- check: (runout_date is null) <> (runout_reason is null)
with
facts as (select * from core.earned_value),
reports as (select * from core.projects),
schedule as (select * from core.schedule),
costs as (select * from core.monthly_costs),
breaks as (select * from core.plan_breaks),
doubts as (select * from core.doubtful_amounts),
conventions as (select * from core.conventions),

gathered as (
    select
        facts.*,
        schedule.baseline_finish,
        costs.mean_cost as burn_rate,
        costs.median_cost as middle_cost,
        costs.count_months,
        costs.invalid_reason,
        coalesce(breaks.cost_anew_on > last_day((facts.period - interval 3 month)::date), false) as is_cost_anew,
        coalesce(reports.funding_approved, facts.budget_at_completion) as funding,
        reports.funding_approved is null as is_funding_budget,
        funding - facts.actual_cost as left_to_spend,
        -- three months of cost lie between four reports
        list_filter(
            flatten(list(facts.actual_flags) over (
                partition by facts.project_id order by facts.period
                range between interval 3 month preceding and current row
            )),
            lambda flag: flag = 'AMOUNT_JUMPED'
        ) as burn_flags,
        if(is_funding_budget, facts.budget_flags, jump_flags(doubts.fields, ['funding_approved'])) as funding_flags
    from facts
    inner join schedule using (project_id, period)
    inner join costs using (project_id, period)
    left join breaks using (project_id, period)
    left join reports using (project_id, period)
    left join doubts using (project_id, period)
),

-- the first month in which more was spent than there was, where the month before says that it was the first
crossed as (
    select gathered.project_id, gathered.period, max(over_it.status_date) as crossed_on
    from gathered
    inner join gathered as over_it
        on over_it.project_id = gathered.project_id and over_it.period <= gathered.period and over_it.left_to_spend < 0
    inner join gathered as before
        on before.project_id = gathered.project_id and before.left_to_spend >= 0
        and before.period = last_day((over_it.period - interval 1 month)::date)
    group by gathered.project_id, gathered.period
),

judged as (
    select
        gathered.*,
        crossed.crossed_on,
        safe_div(left_to_spend, burn_rate) as months_left,
        case
            when progress_state <> 'IN_PROGRESS' then progress_state
            when burn_rate is null
                then coalesce(actual_cost_reason, invalid_reason, if(
                    is_cost_anew, 'BASELINE_CHANGED', 'INSUFFICIENT_HISTORY(' || count_months || '<3)'
                ))
        end as middle_reason,
        coalesce(middle_reason, if(burn_rate <= 0, 'NEG_DENOM(burn_rate)', null)) as burn_reason,
        coalesce(
            if(progress_state <> 'IN_PROGRESS', progress_state, null),
            if(funding is null, 'MISSING_INPUT(funding_approved)', null),
            actual_cost_reason
        ) as no_money_reason
    from gathered left join crossed using (project_id, period)
),

reasoned as (
    select
        judged.*,
        case
            when no_money_reason is not null then no_money_reason
            when left_to_spend < 0 then if(crossed_on is null, 'BUDGET_EXHAUSTED', null)
            when burn_reason is not null then burn_reason
            when months_left > conventions.longest_runout_months then 'NOT_APPLICABLE'
        end as runout_reason,
        least(greatest(months_left, 0), conventions.longest_runout_months) as whole_and_part,
        (status_date + to_months(floor(whole_and_part)::integer))::date as same_day,
        if(status_date = last_day(status_date), last_day(same_day), same_day) as last_whole_month
    from judged cross join conventions
),

dated as (
    select
        *,
        case
            when runout_reason is not null then null
            when left_to_spend < 0 then crossed_on
            else last_whole_month + round((whole_and_part % 1) * dayofmonth(last_day(last_whole_month + 1)))::integer
        end as runout_date
    from reasoned
)

select
    project_id,
    period,
    try_cast(funding as decimal(24, 6)) as funding,
    try_cast(left_to_spend as decimal(24, 6)) as left_to_spend,
    if(burn_reason is null, burn_rate, null) as burn_rate,
    burn_reason,
    if(middle_reason is null, middle_cost, null) as middle_cost,
    middle_reason,
    runout_date,
    runout_date - baseline_finish as runout_days,
    runout_reason,
    is_funding_budget,
    burn_flags,
    list_filter(funding_flags, lambda flag: flag = 'AMOUNT_JUMPED') as funding_flags
from dated
