-- Current execution index (CEI): of the tasks that the report of the month before, as it was then, expected to
-- finish since its status date, the share that was finished.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        percent tasks finished / tasks expected to finish
--   numerator    count   of them, finished
--   denominator  count   tasks expected to finish since the last status date
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
totals as (select * from core.task_totals),
expected as (select * from core.tasks_expected),
conventions as (select * from core.conventions),

added as (
    select
        project_id,
        period,
        count(forecast_finish) as count_told,
        count(*) filter (where is_expected) as count_expected,
        count(*) filter (where is_expected and is_finished) as count_kept
    from expected
    group by project_id, period
),

before as (
    select project_id, last_day((period + interval 1 month)::date) as period from core.task_totals where is_sent
),

judged as (
    select
        totals.* exclude (reason),
        added.count_kept,
        added.count_expected,
        coalesce(totals.progress_reason, case
            when before.project_id is null then 'PERIOD_GAP'
            when added.project_id is null then 'NOT_APPLICABLE'
            when added.count_told = 0 then 'MISSING_INPUT(tasks.forecast_finish)'
            when added.count_expected = 0 then 'NOT_APPLICABLE'
            when added.count_expected < conventions.least_count
                then 'SMALL_N(' || added.count_expected || '<' || conventions.least_count || ')'
        end) as reason,
        []::varchar[] as known
    from totals
    left join before using (project_id, period)
    left join added using (project_id, period)
    cross join conventions
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(count_kept, count_expected), null) as value,
    if(progress_reason is null and count_expected > 0, count_kept, null) as numerator,
    if(progress_reason is null, nullif(count_expected, 0), null) as denominator,
    reason,
    if(reason is null, joined_flags(known), null) as flags
from judged
