-- Which version of its plan each project works to in each month: the one its report names, else the latest approved one
-- that is effective by then. And the planned value curve that goes with it.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id            key    project
--   period                date   month end
--   version               key    version in force; empty where it has no name
--   baseline_start        date   approved start of that version
--   baseline_finish       date   approved finish of that version
--   budget_at_completion  money  approved cost of that version
--   is_foreign            flag   whether that cost is in a currency without a plan rate
--   curve_period          date   month from which its curve holds; null where it has none
--   curve_version         key    version under which the curve was sent
with
periods as (select * from core.project_periods),
reports as (select * from core.projects),
baselines as (select * from core.baselines),
heads as (select * from core.curve_heads),
rates as (select * from core.plan_rates),

approved as (
    select
        periods.project_id,
        periods.period,
        coalesce(baselines.version, '') as version,
        baselines.baseline_start,
        baselines.baseline_finish,
        baselines.budget_at_completion,
        coalesce(baselines.currency <> rates.currency, false) as is_foreign
    from periods
    inner join baselines using (project_id, period)
    left join rates using (project_id, period)
    left join reports using (project_id, period)
    where coalesce(last_day(baselines.effective_period), baselines.approved_on, periods.period) <= periods.period
    qualify row_number() over (
        partition by periods.project_id, periods.period
        order by
            coalesce(baselines.version = reports.baseline_version, false) desc,
            coalesce(baselines.effective_period, baselines.approved_on) desc nulls last,
            coalesce(baselines.kind = 'original', false),
            try_cast(baselines.version as double) desc nulls last,
            baselines.version desc nulls last,
            baselines.load_id desc
    ) = 1
),

sent as (select distinct project_id, period as curve_period from heads),

latest as (
    select periods.project_id, periods.period, sent.curve_period
    from periods asof join sent on sent.project_id = periods.project_id and sent.curve_period <= periods.period
),

matched as (
    select latest.project_id, latest.period, latest.curve_period, heads.version as curve_version
    from latest
    inner join heads on heads.project_id = latest.project_id and heads.period = latest.curve_period
    left join approved on approved.project_id = latest.project_id and approved.period = latest.period
    left join reports on reports.project_id = latest.project_id and reports.period = latest.period
    where heads.version in (coalesce(approved.version, heads.version), '')
    qualify row_number() over (
        partition by latest.project_id, latest.period
        order by
            coalesce(heads.version = coalesce(approved.version, reports.baseline_version), false) desc,
            try_cast(heads.version as double) desc nulls last,
            heads.version desc
    ) = 1
)

select
    periods.project_id,
    periods.period,
    coalesce(approved.version, matched.curve_version, '') as version,
    approved.baseline_start,
    approved.baseline_finish,
    approved.budget_at_completion,
    coalesce(approved.is_foreign, false) as is_foreign,
    matched.curve_period,
    matched.curve_version
from periods left join approved using (project_id, period) left join matched using (project_id, period)
