-- The risks of each project's register as they stand in each month: open or not, rated and valued before and after the
-- response, how old, how long unreviewed, how late the response is. Days count to the status date. A chance is never
-- derived from a class. A threat's expected value is above zero, an opportunity's below. Where nothing is stated for
-- the time after the response, the rating before it still stands, and is flagged.
--
-- grain:   one row per project_id, period, row_key
-- columns:
--   project_id                  key    project
--   period                      date   month end
--   row_key                     key    what makes it that risk inside project and month
--   kind                        text   threat or opportunity; a register that does not say lists threats
--   state                       text   open, materialised, closed or cancelled, as the register says
--   is_open                     flag   whether it is open and its project is neither complete nor cancelled
--   inherent_score              score  class of probability x class of impact, before the response
--   inherent_score_reason       text   why there is none
--   residual_score              score  the same after the response
--   residual_score_reason       text   why there is none
--   current_probability_score   score  class of probability that stands: after the response, else before it
--   current_impact_score        score  class of impact that stands
--   current_score               score  score that stands; null where neither is known
--   is_rated_before             flag   whether the score that stands is the one before the response
--   is_score_disputed           flag   whether the register states another score than its own classes give
--   inherent_value              money  probability x cost impact before the response, in the project's currency
--   inherent_value_reason       text   why there is none
--   residual_value              money  the same after the response; what is not restated is as before
--   residual_value_reason       text   why there is none
--   current_value               money  expected value that stands: after the response, else before it
--   is_valued_before            flag   whether it is the one before the response
--   is_carried                  flag   whether one part of the residual value is the one before the response
--   is_value_disputed           flag   whether the register states another expected value than its own parts give
--   is_certain                  flag   whether it is said to be certain: then it is an issue
--   response_cost               money  cost of the response, in the project's currency
--   inherent_exposure           money  inherent value in the portfolio's currency, at plan rates; null without a rate
--   current_exposure            money  current value in the portfolio's currency
--   days_open                   days   raised to the status date, or to its closing
--   days_open_reason            text   why that is not known
--   days_since_review           days   last review, or raising if later, to the status date
--   days_since_review_reason    text   why that is not known
--   days_overdue                days   response due to the status date; 0 where it is not due yet
--   days_overdue_reason         text   why that is not known
-- check: (inherent_score is null) <> (inherent_score_reason is null)
-- check: (residual_score is null) <> (residual_score_reason is null)
-- check: (inherent_value is null) <> (inherent_value_reason is null)
-- check: (residual_value is null) <> (residual_value_reason is null)
-- check: (days_open is null) <> (days_open_reason is null)
with
risks as (select * from core.risks),
progress as (select * from core.progress),
rates as (select * from core.plan_rates),
conventions as (select * from core.conventions),
scale as (select highest_class from core.risk_conventions),

stated as (
    select
        risks.* exclude (score, residual_score, expected_value) replace (coalesce(risks.kind, 'threat') as kind),
        risks.score as reported_score,
        risks.residual_score as reported_residual_score,
        risks.expected_value as reported_value,
        progress.status_date,
        greatest(progress.status_date, progress.period) as last_day_known,
        progress.progress_state,
        rates.rate,
        coalesce(risks.currency <> rates.currency, false) as is_foreign,
        case risks.status
            when 'occurred' then 'materialised'
            when 'closed' then 'closed'
            when 'cancelled' then 'cancelled'
            else if(risks.status is null and risks.closed_on <= last_day_known, 'closed', 'open')
        end as state,
        coalesce(risks.residual_probability, risks.probability) as later_probability,
        coalesce(risks.residual_cost_impact, risks.cost_impact) as later_cost_impact
    from risks
    inner join progress using (project_id, period)
    left join rates using (project_id, period)
),

judged as (
    select
        stated.*,
        case
            when probability_score is null then 'MISSING_INPUT(risks.probability_score)'
            when impact_score is null then 'MISSING_INPUT(risks.impact_score)'
            when probability_score not between 1 and highest_class then 'INVALID_INPUT(risks.probability_score)'
            when impact_score not between 1 and highest_class then 'INVALID_INPUT(risks.impact_score)'
        end as inherent_score_reason,
        case
            when residual_probability_score is null then 'MISSING_INPUT(risks.residual_probability_score)'
            when residual_impact_score is null then 'MISSING_INPUT(risks.residual_impact_score)'
            when residual_probability_score not between 1 and highest_class
                then 'INVALID_INPUT(risks.residual_probability_score)'
            when residual_impact_score not between 1 and highest_class then 'INVALID_INPUT(risks.residual_impact_score)'
        end as residual_score_reason,
        case
            when probability is null then 'MISSING_INPUT(risks.probability)'
            when cost_impact is null and is_foreign then 'FX_MISSING(risks.currency)'
            when cost_impact is null then 'MISSING_INPUT(risks.cost_impact)'
            when probability not between 0 and 1 then 'INVALID_INPUT(risks.probability)'
            when kind = 'threat' and cost_impact < 0 or abs(cost_impact) > greatest_amount
                then 'INVALID_INPUT(risks.cost_impact)'
        end as inherent_value_reason,
        case
            when residual_probability is null and residual_cost_impact is null
                then 'MISSING_INPUT(risks.residual_probability)'
            when later_probability is null then 'MISSING_INPUT(risks.residual_probability)'
            when later_cost_impact is null and is_foreign then 'FX_MISSING(risks.currency)'
            when later_cost_impact is null then 'MISSING_INPUT(risks.residual_cost_impact)'
            when later_probability not between 0 and 1 then 'INVALID_INPUT(risks.residual_probability)'
            when kind = 'threat' and later_cost_impact < 0 or abs(later_cost_impact) > greatest_amount
                then 'INVALID_INPUT(risks.residual_cost_impact)'
        end as residual_value_reason,
        case
            when raised_on is null then 'MISSING_INPUT(risks.raised_on)'
            when raised_on > last_day_known then 'INVALID_INPUT(risks.raised_on)'
        end as days_open_reason,
        case
            when reviewed_on is null then 'MISSING_INPUT(risks.reviewed_on)'
            when reviewed_on > last_day_known then 'INVALID_INPUT(risks.reviewed_on)'
        end as days_since_review_reason
    from stated cross join conventions cross join scale
),

measured as (
    select
        *,
        if(kind = 'threat', 1, -1) as direction,
        if(inherent_score_reason is null, probability_score * impact_score, null) as inherent_score,
        if(residual_score_reason is null, residual_probability_score * residual_impact_score, null)
            as residual_score,
        if(inherent_value_reason is null, direction * probability * abs(cost_impact)::double, null)::decimal(24, 6)
            as inherent_value,
        if(residual_value_reason is null, direction * later_probability * abs(later_cost_impact)::double, null)
            ::decimal(24, 6) as residual_value,
        coalesce(residual_score_reason like 'MISSING_INPUT%', false) and inherent_score_reason is null
            as is_rated_before,
        coalesce(residual_value_reason like 'MISSING_INPUT%', false) and inherent_value_reason is null
            as is_valued_before,
        coalesce(residual_value, if(is_valued_before, inherent_value, null)) as current_value
    from judged
)

select
    project_id,
    period,
    row_key,
    kind,
    state,
    state = 'open' and progress_state not in ('COMPLETE', 'CANCELLED') as is_open,
    inherent_score,
    inherent_score_reason,
    residual_score,
    residual_score_reason,
    case
        when residual_score is not null then residual_probability_score
        when is_rated_before then probability_score
    end as current_probability_score,
    case
        when residual_score is not null then residual_impact_score
        when is_rated_before then impact_score
    end as current_impact_score,
    coalesce(residual_score, if(is_rated_before, inherent_score, null)) as current_score,
    is_rated_before,
    coalesce(reported_score <> inherent_score, false)
        or coalesce(reported_residual_score <> residual_score, false) as is_score_disputed,
    inherent_value,
    inherent_value_reason,
    residual_value,
    residual_value_reason,
    current_value,
    is_valued_before,
    residual_value is not null and (residual_probability is null or residual_cost_impact is null) as is_carried,
    coalesce(
        abs(abs(reported_value) - abs(inherent_value)) > conventions.reconciliation_tolerance * abs(reported_value),
        false
    ) as is_value_disputed,
    coalesce(coalesce(residual_probability, probability) = 1, false) as is_certain,
    response_cost,
    try_cast(inherent_value::double * rate as decimal(24, 6)) as inherent_exposure,
    try_cast(current_value::double * rate as decimal(24, 6)) as current_exposure,
    if(
        days_open_reason is null,
        greatest(if(state = 'open', status_date, coalesce(least(closed_on, status_date), status_date)) - raised_on, 0),
        null
    ) as days_open,
    days_open_reason,
    if(
        days_since_review_reason is null,
        greatest(status_date - greatest(reviewed_on, if(raised_on <= last_day_known, raised_on, null)), 0),
        null
    ) as days_since_review,
    days_since_review_reason,
    if(due_on is null, null, greatest(status_date - due_on, 0)) as days_overdue,
    if(due_on is null, 'MISSING_INPUT(risks.due_on)', null) as days_overdue_reason
from measured cross join conventions
