-- Every risk of every register with what it is, how it stands, its band, its history and the issues that name it.
--
-- grain:   one row per project_id, period, row_key
-- columns:
--   project_id                key    project
--   period                    date   month end
--   row_key                   key    what makes it that risk inside project and month
--   project_name              text   name of the project
--   risk_id                   text   its code in the register
--   risk_name                 text   its name, else its description, else its code
--   category                  text   area it comes from
--   kind                      text   threat or opportunity
--   state                     text   open, materialised, closed or cancelled
--   is_open                   flag   whether it is open and its project is not over
--   band                      light  band of the score that stands; null for opportunities and where there is no score
--   inherent_probability      score  class of probability before the response; null where the score is not known
--   inherent_impact           score  class of impact before the response; null where the score is not known
--   current_probability       score  class of probability that stands
--   current_impact            score  class of impact that stands
--   inherent_score            score  score before the response
--   current_score             score  score that stands: after the response, else before it
--   is_rated_before           flag   whether that is the one before the response
--   reported_score            score  score as the register states it
--   reported_residual_score   score  score after the response as the register states it
--   is_score_disputed         flag   whether the register states another score than its own classes give
--   score_reason              text   why there is no score
--   inherent_exposure         money  expected value before the response, in the portfolio's currency
--   current_exposure          money  expected value that stands
--   is_valued_before          flag   whether that is the one before the response
--   exposure_reason           text   why there is no expected value
--   probability               percent  chance as stated before the response
--   response                  text   what is done about it
--   response_strategy         text   how it is dealt with
--   owner                     text   who answers for it
--   raised_on                 date   when it was raised
--   due_on                    date   when the response is due
--   reviewed_on               date   when it was last reviewed
--   closed_on                 date   when it was closed
--   days_open                 days   raised to the status date, or to its closing
--   days_since_review         days   last review to the status date
--   days_overdue              days   response due to the status date; 0 where it is not due yet
--   declared_trend            text   improving, stable or worsening, as the register says
--   issues                    text   issues of the project and month that name it, comma separated
--   first_period              date   first month whose register has it
--   comment                   text   latest news
-- looks back: core.risks
with
risks as (select * from core.risks),
states as (select * from core.risk_states),
reports as (select * from core.projects),
issues as (select * from core.issues where risk_id is not null),
bounds as (
    select profiles.project_id, bounds.*
    from core.project_profiles as profiles inner join core.light_bounds as bounds using (profile, period)
    where bounds.indicator = 'highest_residual_score'
),

firsts as (select project_id, row_key, min(period) as first_period from risks group by project_id, row_key),

named_by as (
    select
        project_id,
        period,
        risk_id,
        string_agg(distinct issue, ', ' order by issue) as issues
    from (select *, coalesce(issue_id, issue_name, row_key) as issue from issues)
    group by project_id, period, risk_id
)

select
    risks.project_id,
    risks.period,
    risks.row_key,
    coalesce(reports.project_name, risks.project_id) as project_name,
    risks.risk_id,
    coalesce(risks.risk_name, risks.description, risks.risk_id, risks.row_key) as risk_name,
    risks.category,
    states.kind,
    states.state,
    states.is_open,
    case
        when states.kind <> 'threat' or states.current_score is null then null
        when states.current_score <= bounds.green_to then 'green'
        when states.current_score <= bounds.amber_to then 'amber'
        else 'red'
    end as band,
    if(states.inherent_score is null, null, risks.probability_score) as inherent_probability,
    if(states.inherent_score is null, null, risks.impact_score) as inherent_impact,
    states.current_probability_score as current_probability,
    states.current_impact_score as current_impact,
    states.inherent_score,
    states.current_score,
    states.is_rated_before,
    risks.score as reported_score,
    risks.residual_score as reported_residual_score,
    states.is_score_disputed,
    if(
        states.current_score is null, coalesce(states.inherent_score_reason, states.residual_score_reason), null
    ) as score_reason,
    states.inherent_exposure,
    states.current_exposure,
    states.is_valued_before,
    case
        when states.current_exposure is not null then null
        when states.current_value is not null then 'FX_MISSING'
        else coalesce(states.inherent_value_reason, states.residual_value_reason)
    end as exposure_reason,
    risks.probability,
    risks.response,
    risks.response_strategy,
    risks.owner,
    risks.raised_on,
    risks.due_on,
    risks.reviewed_on,
    risks.closed_on,
    states.days_open,
    states.days_since_review,
    states.days_overdue,
    risks.trend as declared_trend,
    named_by.issues,
    firsts.first_period,
    risks.comment
from risks
inner join states using (project_id, period, row_key)
inner join firsts using (project_id, row_key)
left join reports using (project_id, period)
left join named_by using (project_id, period, risk_id)
left join bounds using (project_id, period)
order by risks.project_id, risks.period, risks.row_key
