-- The months in which a project began to be measured against another plan: budget or finish in force differ from the
-- last ones known, or a version that gives up the old target came into force.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id      key   project
--   period          date  month end from which the new plan counts
--   is_over_target  flag  whether the new version is an over-target baseline
with
plans as (select * from core.baseline_in_force),
baselines as (select * from core.baselines),

told as (
    select
        project_id,
        period,
        version,
        if(is_budget_estimated, null, budget_at_completion) as budget,
        if(is_finish_estimated, null, baseline_finish) as finish,
        last_value(budget ignore nulls) over before as budget_before,
        last_value(finish ignore nulls) over before as finish_before,
        lag(version) over (partition by project_id order by period) as version_before
    from plans
    window before as (
        partition by project_id order by period rows between unbounded preceding and 1 preceding
    )
),

over_targets as (
    select distinct project_id, period, coalesce(version, '') as version from baselines where kind = 'over_target'
),

judged as (
    select
        told.project_id,
        told.period,
        coalesce(budget <> budget_before or finish <> finish_before, false) as is_changed,
        over_targets.version is not null and told.version <> version_before as is_over_target
    from told left join over_targets using (project_id, period, version)
)

select project_id, period, is_over_target
from judged
where is_changed or is_over_target
