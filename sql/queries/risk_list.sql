-- The risks of the month shown, in the order in which they matter: open threats, open opportunities, those that became
-- issues, those closed since the compared month. Within each by exposure, and where there is none, by score.
--
-- grain:   one row per project_id, row_key
-- columns:
--   project_id                key    project
--   row_key                   key    what makes it that risk inside the project
--   project_name              text   name of the project
--   risk_id                   text   its code in the register
--   risk_name                 text   its name
--   category                  text   area it comes from
--   segment                   text   threat, opportunity, materialised or closed
--   place                     count  its place in the segment, 1 matters most
--   band                      light  band of the score that stands
--   inherent_probability      score  class of probability before the response
--   inherent_impact           score  class of impact before the response
--   current_probability       score  class of probability that stands
--   current_impact            score  class of impact that stands
--   inherent_score            score  score before the response
--   current_score             score  score that stands
--   score_before              score  score that stood in the compared month
--   movement                  text   new, up, down or same against the compared month; null where that is not known
--   is_rated_before           flag   whether the score that stands is the one before the response
--   reported_score            score  score as the register states it
--   reported_residual_score   score  score after the response as the register states it
--   is_score_disputed         flag   whether the register states another score than its own classes give
--   score_reason              text   why there is no score
--   inherent_exposure         money  expected value before the response, in the portfolio's currency
--   current_exposure          money  expected value that stands
--   exposure_reason           text   why there is none
--   response                  text   what is done about it
--   response_strategy         text   how it is dealt with
--   owner                     text   who answers for it
--   raised_on                 date   when it was raised
--   due_on                    date   when the response is due
--   reviewed_on               date   when it was last reviewed
--   closed_on                 date   when it was closed
--   days_open                 days   raised to the status date, or to its closing
--   days_overdue              days   response due to the status date, of open risks
--   issues                    text   issues that name it
--   comment                   text   latest news
with
risks as (select * from marts.assessed_risks inner join scope using (project_id, period)),
totals as (select * from core.risk_totals inner join scope using (project_id, period)),
now as (select risks.* from risks inner join chosen using (period)),
before as (select risks.* from risks inner join chosen on risks.period = chosen.compared),
covered_before as (
    select totals.project_id from totals inner join chosen on totals.period = chosen.compared
    where totals.reason is distinct from 'MISSING_INPUT(risks)'
),
compared as (
    select
        now.*,
        before.current_score as score_before,
        case
            when now.is_open then now.kind
            when now.state = 'materialised' then 'materialised'
            when now.state in ('closed', 'cancelled') and before.is_open then 'closed'
        end as segment,
        case
            when before.project_id is null then if(covered_before.project_id is null, null, 'new')
            when now.current_score > before.current_score then 'up'
            when now.current_score < before.current_score then 'down'
            when now.current_score = before.current_score then 'same'
        end as movement
    from now
    left join before using (project_id, row_key)
    left join covered_before using (project_id)
)
select
    project_id,
    row_key,
    project_name,
    risk_id,
    risk_name,
    category,
    segment,
    row_number() over (
        partition by segment
        order by abs(current_exposure) desc nulls last, current_score desc nulls last, inherent_score desc nulls last,
            project_id, row_key
    ) as place,
    band,
    inherent_probability,
    inherent_impact,
    current_probability,
    current_impact,
    inherent_score,
    current_score,
    score_before,
    movement,
    is_rated_before,
    reported_score,
    reported_residual_score,
    is_score_disputed,
    score_reason,
    inherent_exposure,
    current_exposure,
    exposure_reason,
    response,
    response_strategy,
    owner,
    raised_on,
    due_on,
    reviewed_on,
    closed_on,
    days_open,
    if(segment in ('threat', 'opportunity'), days_overdue, null) as days_overdue,
    issues,
    comment
from compared
where segment is not null
order by segment, place
