-- The plan each project was first approved with, in the shape of the plan in force (core.baseline_in_force), beside
-- which that shows whether the project was re-baselined: the version called original, else the first plan reported; the
-- budget as first approved may also be in the report. Its curve is the one sent under its version, else the one that
-- held while the project still worked to it.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id            key    project
--   period                date   month end
--   version               key    version of the original plan; empty where it has no name
--   baseline_start        date   start as first approved
--   baseline_finish       date   finish as first approved
--   budget_at_completion  money  budget as first approved; null where it is not known, not above zero or beyond belief
--   budget_reason         text   why there is no budget
--   is_start_estimated    flag   whether the start is the one in force, because none was approved before
--   curve_period          date   month from which its planned value curve holds; null where there is none
--   curve_version         key    version under which the curve was sent
--   held_until            date   last month in which it was the plan in force; null where it was not since the first
--                                report
--   is_rebaselined        flag   whether budget or finish in force differ from these
--   rebaselined_on        date   when the plan in force was approved, else the month end it is first reported for;
--                                null where it is the original plan, and where it was in force before the first report
-- check: (budget_at_completion is null) <> (budget_reason is null)
with
plans as (select * from core.baseline_in_force),
changes as (select * from core.plan_changes),
baselines as (select * from core.baselines),
visible as (select * from core.visible where entity = 'baselines'),
reports as (select * from core.projects),
heads as (select * from core.curve_heads),
conventions as (select * from core.conventions),

followed as (
    select
        plans.*,
        first_value(if(plans.is_budget_estimated, null, budget_at_completion) ignore nulls) over so_far as first_budget,
        first_value(if(plans.is_finish_estimated, null, baseline_finish) ignore nulls) over so_far as first_finish,
        first_value(if(plans.is_start_estimated, null, baseline_start) ignore nulls) over so_far as first_start,
        max(changes.period) over so_far as changed_on
    from plans left join changes using (project_id, period)
    window so_far as (
        partition by project_id order by period rows between unbounded preceding and current row
    )
),

-- a version stands in every month after the one in which it was sent
sent_on as (
    select load_id, project_id, period, min(written_period) as first_period
    from visible
    group by load_id, project_id, period
),

versions as (
    select
        project_id,
        period,
        coalesce(version, '') as version,
        kind,
        approved_on,
        budget_at_completion,
        baseline_start,
        baseline_finish,
        -- of two that are called original since one day, the lower version is the first
        row(
            coalesce(approved_on, last_day(effective_period), first_period),
            coalesce(try_cast(version as double), 'infinity'::double), coalesce(version, ''), row_key
        ) as since
    from baselines inner join sent_on using (load_id, project_id, period)
),

originals as (
    select
        project_id,
        period,
        arg_min(version, since) as version,
        arg_min(budget_at_completion, since) as budget,
        arg_min(baseline_start, since) as start,
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
        originals.version as original_version,
        coalesce(reports.original_budget, originals.budget, first_budget) as budget_told,
        if(budget_told > 0 and budget_told <= conventions.greatest_amount, budget_told, null)
            as first_approved_budget,
        coalesce(originals.finish, first_finish) as first_approved_finish,
        coalesce(originals.start, first_start) as first_approved_start,
        coalesce(in_force.approved_on, changed_on) as approved_or_changed,
        coalesce(
            abs(followed.budget_at_completion - first_approved_budget)
                > conventions.reconciliation_tolerance * first_approved_budget,
            false
        ) or coalesce(followed.baseline_finish <> first_approved_finish, false) as is_rebaselined
    from followed
    left join originals
        on originals.project_id = followed.project_id and originals.period = followed.period
    left join in_force
        on in_force.project_id = followed.project_id and in_force.period = followed.period
        and in_force.version = followed.version
    left join reports on reports.project_id = followed.project_id and reports.period = followed.period
    cross join conventions
),

-- the plan as it stood when it was last in force; the field `held` must not be hidden by a table of that name
remembered as (
    select
        *,
        last_value(if(is_rebaselined, null, {
            'period': period, 'version': version, 'curve_period': curve_period, 'curve_version': curve_version
        }) ignore nulls) over (
            partition by project_id order by period rows between unbounded preceding and current row
        ) as held
    from compared
),

named as (
    select
        *,
        coalesce(original_version, held.version, '') as first_version,
        if(first_version <> '' and first_version <> version, first_version, null) as sent_version
    from remembered
),

-- what was sent under the name of the original plan belongs to it, also after another came into force
sent as (
    select named.project_id, named.period, heads.period as curve_period
    from (select project_id, period, sent_version from named where is_rebaselined and sent_version is not null) as named
    asof join heads
        on heads.project_id = named.project_id and heads.version = named.sent_version
        and heads.period <= named.period
)

select
    named.project_id,
    named.period,
    first_version as version,
    coalesce(first_approved_start, baseline_start) as baseline_start,
    first_approved_finish as baseline_finish,
    first_approved_budget::decimal(24, 6) as budget_at_completion,
    case
        when budget_told is null then 'NO_BASELINE'
        when first_approved_budget is null then 'INVALID_INPUT(original_budget)'
    end as budget_reason,
    first_approved_start is null and baseline_start is not null as is_start_estimated,
    coalesce(sent.curve_period, held.curve_period) as curve_period,
    if(sent.curve_period is null, held.curve_version, sent_version) as curve_version,
    held.period as held_until,
    is_rebaselined,
    if(is_rebaselined, approved_or_changed, null) as rebaselined_on
from named left join sent using (project_id, period)
