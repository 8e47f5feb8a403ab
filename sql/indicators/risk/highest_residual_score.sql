-- Highest residual score: probability x impact, on scales of 1 to 5, of the worst open threat after its response. Where
-- nothing is stated for the time after it, the score before it stands. Scores are ordinal: never added or averaged.
-- Where few of the threats are rated, it is only the highest known: FEW_KNOWN.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        score   the highest score
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
totals as (select * from core.risk_totals),
conventions as (select * from core.conventions),

judged as (
    select
        *,
        coalesce(
            reason,
            if(count_open = 0, 'NOT_APPLICABLE', null),
            if(count_rated = 0, 'MISSING_INPUT(risks.probability_score,risks.impact_score)', null)
        ) as why,
        if(count_rated_before > 0, ['BEFORE_RESPONSE'], [])
            || if(count_disputed > 0, ['INPUTS_DIFFER'], [])
            || case
                when safe_div(count_rated, count_open) < conventions.least_coverage then ['FEW_KNOWN']
                when count_rated < count_open then ['PARTIAL_COVERAGE']
                else []
            end as known
    from totals cross join conventions
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(why is null, highest_score, null) as value,
    null::double as numerator,
    null::double as denominator,
    why as reason,
    if(why is null, joined_flags(known), null) as flags
from judged
