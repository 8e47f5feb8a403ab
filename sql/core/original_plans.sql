-- The plan each project was first approved with, beside which the plan in force shows whether it was re-baselined: the
-- version called original, else the first plan reported; the budget as first approved may also be in the report.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id       key    project
--   period           date   month end
--   original_budget  money  budget as first approved; null where no budget is known
--   original_finish  date   finish as first approved
--   is_rebaselined   flag   whether budget or finish in force differ from these
--   rebaselined_on   date   when the plan in force was approved, else the month end it is first reported for; null where
--                           it is the original plan, and where it was in force before the first report
with
plans as (select * from core.baseline_in_force),
baselines as (select * from core.baselines),
reports as (select * from core.projects),
conventions as (select * from core.conventions),

told as (
    select
        project_id,
        period,
        version,
        budget_at_completion,
        baseline_finish,
        if(is_budget_estimated, null, budget_at_completion) as budget,
        if(is_finish_estimated, null, baseline_finish) as finish,
        last_value(budget ignore nulls) over before as budget_before,
        last_value(finish ignore nulls) over before as finish_before
    from plans
    window before as (
        partition by project_id order by period rows between unbounded preceding and 1 preceding
    )
),

followed as (
    select
        *,
        first_value(budget ignore nulls) over so_far as first_budget,
        first_value(finish ignore nulls) over so_far as first_finish,
        max(if(budget <> budget_before or finish <> finish_before, period, null)) over so_far as changed_on
    from told
    window so_far as (
        partition by project_id order by period rows between unbounded preceding and current row
    )
),

versions as (
    select
        project_id,
        period,
        coalesce(version, '') as version,
        kind,
        approved_on,
        budget_at_completion,
        baseline_finish,
        coalesce(approved_on, last_day(effective_period), period) as since
    from baselines
),

originals as (
    select
        project_id,
        period,
        arg_min(budget_at_completion, since) as budget,
        arg_min(baseline_finish, since) as finish
    from versions
    where kind = 'original'
    group by project_id, period
),

in_force as (
    select project_id, period, version, max(approved_on) as approved_on
    from versions
    where kind is distinct from 'original'
    group by project_id, period, version
),

compared as (
    select
        followed.*,
        coalesce(reports.original_budget, originals.budget, followed.first_budget) as first_approved_budget,
        coalesce(originals.finish, first_finish) as first_approved_finish,
        coalesce(in_force.approved_on, changed_on) as approved_or_changed
    from followed
    left join originals using (project_id, period)
    left join in_force using (project_id, period, version)
    left join reports using (project_id, period)
),

judged as (
    select
        *,
        coalesce(
            abs(budget_at_completion - first_approved_budget)
                > conventions.reconciliation_tolerance * abs(first_approved_budget),
            false
        ) or coalesce(baseline_finish <> first_approved_finish, false) as is_rebaselined
    from compared cross join conventions
)

select
    project_id,
    period,
    first_approved_budget::decimal(24, 6) as original_budget,
    first_approved_finish as original_finish,
    is_rebaselined,
    if(is_rebaselined, approved_or_changed, null) as rebaselined_on
from judged
