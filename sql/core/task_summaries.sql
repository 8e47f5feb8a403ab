-- The tasks that other tasks are a part of: called so, named as a parent by another, or above it in the work breakdown.
-- They hold no work of their own.
--
-- grain:   one row per project_id, period, row_key
-- columns:
--   project_id  key   project
--   period      date  month end
--   row_key     key   what makes it that task inside project and month
with
tasks as (select * from core.tasks),

parents as (
    select project_id, period, parent_task as name
    from tasks
    where parent_task not in (coalesce(task_id, ''), coalesce(task_name, ''))
),

above as (
    select project_id, period, regexp_replace(wbs, '\.[^.]*$', '') as wbs from tasks where contains(wbs, '.')
),

told as (
    select project_id, period, row_key from tasks where is_summary
    union
    select project_id, period, row_key from tasks semi join parents
        on parents.project_id = tasks.project_id and parents.period = tasks.period and parents.name = tasks.task_id
    union
    select project_id, period, row_key from tasks semi join parents
        on parents.project_id = tasks.project_id and parents.period = tasks.period and parents.name = tasks.task_name
    union
    select project_id, period, row_key from tasks semi join above using (project_id, period, wbs)
)

select told.project_id, told.period, told.row_key
from told inner join tasks using (project_id, period, row_key)
where coalesce(tasks.is_summary, true)
