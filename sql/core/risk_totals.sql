-- What the open risks of each project add up to in each month. A register loaded without an open risk has
-- none: counts and sums are zero. Where no register covers the project, nothing is known, and the reason says so. Counts and
-- scores speak of threats; money nets opportunities against them.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id            key     project
--   period                date    month end
--   reason                text    why nothing can be said: no register, or the project is over; null where it can
--   value_reason          text    why those risks have no expected value that have none
--   count_open            count   open threats
--   count_opportunities   count   open opportunities
--   count_rated           count   open threats with a score that stands
--   count_rated_before    count   of them, those with only a score from before the response
--   count_disputed        count   open threats of which the register states another score
--   count_valued          count   open threats and opportunities with an expected value that stands
--   count_valued_first    count   those with an expected value before the response
--   count_valued_before   count   those whose expected value that stands is the one before the response
--   count_treated         count   open threats with an expected value before and after the response
--   count_threats_valued  count   open threats with an expected value that stands
--   count_due             count   open threats whose response has a due date
--   count_overdue         count   of them, those whose response is overdue
--   count_reviewed        count   open threats with a date of review
--   count_stale           count   of them, those not reviewed for too long
--   count_aged            count   open threats of which is known when they were raised
--   highest_score         score   the highest score that stands; null where there is none
--   inherent_value        number  sum of expected values before the response, in the project's currency
--   current_value         number  sum of expected values that stand
--   treated_inherent      number  sum of theirs before
--   treated_residual      number  sum of theirs after
--   threat_value          number  sum of theirs
--   largest_value         number  sum of the largest of theirs
--   median_days_open      days    median of their days open
-- check: reason is not null or count_rated <= count_open
with
progress as (select * from core.progress),
covered as (select distinct project_id, period from core.visible where entity = 'risks'),
risks as (select * from core.risk_states where is_open),
conventions as (select * from core.risk_conventions),

ranked as (
    select
        risks.*,
        row_number() over (
            partition by project_id, period, kind order by current_value desc nulls last, row_key
        ) as place
    from risks
),

added as (
    select
        project_id,
        period,
        count(*) filter (kind = 'threat') as count_open,
        count(*) filter (kind = 'opportunity') as count_opportunities,
        count(current_score) filter (kind = 'threat') as count_rated,
        count(*) filter (kind = 'threat' and is_rated_before) as count_rated_before,
        count(*) filter (kind = 'threat' and is_score_disputed) as count_disputed,
        max(current_score) filter (kind = 'threat') as highest_score,
        count(current_value) as count_valued,
        count(inherent_value) as count_valued_first,
        count(*) filter (is_valued_before) as count_valued_before,
        bool_or(inherent_value_reason = 'FX_MISSING(risks.currency)') as is_foreign,
        sum(inherent_value)::double as inherent_value,
        sum(current_value)::double as current_value,
        count(inherent_value + residual_value) filter (kind = 'threat') as count_treated,
        sum(inherent_value) filter (kind = 'threat' and residual_value is not null)::double as treated_inherent,
        sum(residual_value) filter (kind = 'threat' and inherent_value is not null)::double as treated_residual,
        count(current_value) filter (kind = 'threat') as count_threats_valued,
        sum(current_value) filter (kind = 'threat')::double as threat_value,
        sum(current_value) filter (kind = 'threat' and place <= conventions.count_largest)::double as largest_value,
        count(days_overdue) filter (kind = 'threat') as count_due,
        count(*) filter (kind = 'threat' and days_overdue > 0) as count_overdue,
        count(days_since_review) filter (kind = 'threat') as count_reviewed,
        count(*) filter (kind = 'threat' and days_since_review > conventions.stale_after_days) as count_stale,
        count(days_open) filter (kind = 'threat') as count_aged,
        median(days_open) filter (kind = 'threat') as median_days_open
    from ranked cross join conventions
    group by project_id, period
)

select
    progress.project_id,
    progress.period,
    case
        when progress.progress_state in ('COMPLETE', 'CANCELLED') then progress.progress_state
        when covered.project_id is null then 'MISSING_INPUT(risks)'
    end as reason,
    if(
        added.is_foreign, 'FX_MISSING(risks.currency)', 'MISSING_INPUT(risks.probability,risks.cost_impact)'
    ) as value_reason,
    coalesce(columns('^count_'), 0),
    added.highest_score,
    added.inherent_value,
    added.current_value,
    added.treated_inherent,
    added.treated_residual,
    added.threat_value,
    added.largest_value,
    added.median_days_open
from progress
left join covered using (project_id, period)
left join added using (project_id, period)
