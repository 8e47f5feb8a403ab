-- What the milestone hit rate of each project is made of, or why it has none: by the dates in force and, in projects
-- that moved any, by the dates first approved.
--
-- grain:   one row per basis, project_id, period
-- columns:
--   basis       key    current or original: by the approved dates last reported, by those first reported
--   project_id  key    project
--   period      date   month end
--   count_due   count  milestones approved for these months, and known to be hit or missed
--   count_hit   count  of them, reached by their approved date
--   reason      text   why a share of them says nothing
--   flags       list   what to know about it
-- looks ahead: a project has original dates in all its months once any of them was moved
with
totals as (select * from core.milestone_totals),
hits as (select * from core.milestone_hits where basis = 'original'),
originals as (select * from core.milestone_originals),
conventions as (select * from core.conventions),

moved as (select distinct project_id from originals where is_moved),

counted as (
    select 'current' as basis, project_id, period, reason, count_due, count_hit, count_dropped, count_unknown
    from totals
    union all
    select
        'original', totals.project_id, totals.period, totals.reason, coalesce(hits.count_due, 0),
        coalesce(hits.count_hit, 0), coalesce(hits.count_dropped, 0), coalesce(hits.count_unknown, 0)
    from totals semi join moved using (project_id) left join hits using (project_id, period)
)

select
    basis,
    project_id,
    period,
    count_due,
    count_hit,
    coalesce(reason, case
        when count_due + count_unknown = 0 then 'NOT_APPLICABLE'
        when count_due = 0 then 'MISSING_INPUT(actual_date)'
        when count_due < conventions.least_count then 'SMALL_N(' || count_due || '<' || conventions.least_count || ')'
    end) as reason,
    if(count_unknown > 0, ['PARTIAL_COVERAGE'], []) || if(count_dropped > 0, ['DROPPED'], []) as flags
from counted cross join conventions
