-- The plan each project is measured against in each month: from its own report, else from the approved version in
-- force, else as last reported, else from the planned value curve, else its dates from its tasks. The last three are
-- estimates.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id            key    project
--   period                date   month end
--   version               key    version of the plan; empty where it has no name
--   baseline_start        date   approved start
--   baseline_finish       date   approved finish
--   budget_at_completion  money  approved cost of all planned work; null where it is not above zero, or beyond belief
--   budget_reason         text   why there is no budget
--   is_start_estimated    flag   whether the start is carried on, or taken from the curve or the tasks
--   is_finish_estimated   flag   whether the finish is
--   is_budget_estimated   flag   whether the budget is
--   is_start_of_tasks     flag   whether the start is that of the tasks
--   is_finish_of_tasks    flag   whether the finish is
--   curve_period          date   month from which the planned value curve holds; null where there is none
--   curve_version         key    version under which the curve was sent
-- check: (budget_at_completion is null) <> (budget_reason is null)
with
periods as (select * from core.project_periods),
reports as (select * from core.projects),
versions as (select * from core.baseline_versions),
heads as (select * from core.curve_heads),
tasks as (select * from core.task_rollup),
conventions as (select * from core.conventions),

reported as (
    select
        project_id,
        period,
        baseline_start,
        baseline_finish,
        budget_at_completion,
        list_contains(unconverted, 'budget_at_completion') as is_unconverted,
        last_value(baseline_start ignore nulls) over so_far as last_start,
        last_value(baseline_finish ignore nulls) over so_far as last_finish,
        last_value(budget_at_completion ignore nulls) over so_far as last_budget
    from periods left join reports using (project_id, period)
    window so_far as (
        partition by project_id order by period rows between unbounded preceding and current row
    )
),

found as (
    select
        reported.project_id,
        reported.period,
        versions.version,
        versions.is_foreign,
        reported.is_unconverted,
        coalesce(reported.baseline_start, versions.baseline_start) as start_in_force,
        coalesce(reported.baseline_finish, versions.baseline_finish) as finish_in_force,
        coalesce(reported.budget_at_completion, versions.budget_at_completion) as budget_in_force,
        coalesce(start_in_force, reported.last_start, heads.curve_start) as start_told,
        coalesce(finish_in_force, reported.last_finish, heads.curve_finish) as finish_told,
        coalesce(start_told, tasks.baseline_start) as baseline_start,
        coalesce(finish_told, tasks.baseline_finish) as baseline_finish,
        coalesce(budget_in_force, reported.last_budget, heads.planned_total) as budget,
        versions.curve_period,
        versions.curve_version
    from reported
    inner join versions using (project_id, period)
    left join heads
        on heads.project_id = versions.project_id and heads.period = versions.curve_period
        and heads.version = versions.curve_version
    left join tasks on tasks.project_id = reported.project_id and tasks.period = reported.period
),

planned as (
    select found.*, budget > 0 and budget <= conventions.greatest_amount as is_budget_possible
    from found cross join conventions
)

select
    project_id,
    period,
    version,
    baseline_start,
    baseline_finish,
    if(is_budget_possible, budget, null) as budget_at_completion,
    case
        when budget is null and is_unconverted then 'FX_MISSING(budget_at_completion)'
        when budget is null and is_foreign then 'FX_MISSING(baselines.currency)'
        when budget is null then 'NO_BASELINE'
        when not is_budget_possible then 'INVALID_INPUT(budget_at_completion)'
    end as budget_reason,
    start_in_force is null and baseline_start is not null as is_start_estimated,
    finish_in_force is null and baseline_finish is not null as is_finish_estimated,
    budget_in_force is null and coalesce(is_budget_possible, false) as is_budget_estimated,
    start_told is null and baseline_start is not null as is_start_of_tasks,
    finish_told is null and baseline_finish is not null as is_finish_of_tasks,
    curve_period,
    curve_version
from planned
