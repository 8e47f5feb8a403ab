-- Percent complete by the tasks: the part that is done of each, weighted by planned cost where every task has one,
-- else by planned hours, else by duration. An open task without a percentage counts as not done. It stands in for
-- the report where that tells none.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        percent part of the tasks' work that is done
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
totals as (select * from core.task_totals),
tasks as (select * from core.task_rollup),

judged as (
    select
        totals.* exclude (reason),
        tasks.percent_complete,
        coalesce(
            if(totals.progress_state = 'CANCELLED', 'CANCELLED', null),
            if(totals.is_sent, null, 'MISSING_INPUT(task_name)'),
            if(tasks.project_id is null, 'NOT_APPLICABLE', tasks.percent_reason)
        ) as reason,
        ['ESTIMATED', 'TASKS_BY_' || upper(tasks.weighed_by)] as known
    from totals left join tasks using (project_id, period)
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, percent_complete, null) as value,
    null::double as numerator,
    null::double as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
