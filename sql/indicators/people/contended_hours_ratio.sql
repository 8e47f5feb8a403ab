-- Contended hours of a project: the share of its firm hours, in the month reported and the two after it, that rests on
-- people booked beyond their capacity. Each person's excess is shared among the projects by their hours; hours without a
-- name are in excess where the people of the role have no more hours left.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        percent contended hours / firm hours
--   numerator    hours   contended hours
--   denominator  hours   firm hours; null where there are none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
facts as (select * from core.earned_value),
contention as (select * from core.contention),
conventions as (select * from core.conventions),

judged as (
    select
        contention.* exclude (reason),
        coalesce(
            if(facts.progress_state in ('COMPLETE', 'CANCELLED', 'ON_HOLD'), facts.progress_state, null),
            contention.reason
        ) as reason,
        if(contention.is_estimated, ['ESTIMATED'], []::varchar[])
            || if(contention.coverage < conventions.plain_coverage, ['PARTIAL_COVERAGE'], []) as known
    from facts inner join contention using (project_id, period) cross join conventions
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(contended_hours, firm_hours), null) as value,
    contended_hours as numerator,
    firm_hours as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
