-- Variance at completion against the plan first approved, as a share of its budget: what the estimate of the final
-- cost leaves of it. Where that is the plan in force, the variance at completion. Once cost began anew under a later
-- plan, the estimate no longer holds the whole cost.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key      what one value speaks of: project
--   subject_id   key      project
--   project_id   key      project
--   period       date     month end that the figure speaks of
--   value        percent  (budget first approved - estimate) / budget first approved
--   numerator    number   budget first approved - estimate
--   denominator  money    budget first approved
--   reason       text     why there is no value; null where there is one
--   flags        text     what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
current as (select * from indicators.variance_at_completion_ratio),
estimates as (select * from indicators.estimate_at_completion),
plans as (select * from core.plans where basis = 'original'),
breaks as (select * from core.plan_breaks),

judged as (
    select
        plans.project_id,
        plans.period,
        plans.budget_at_completion,
        plans.budget_at_completion::double - estimates.value as left_over,
        coalesce(
            if(breaks.cost_anew_on is null, null, 'BASELINE_CHANGED'), estimates.reason, plans.budget_reason
        ) as reason,
        estimates.flags
    from plans
    inner join estimates using (project_id, period)
    left join breaks using (project_id, period)
),

against_original as (
    select
        'project' as grain,
        project_id as subject_id,
        project_id,
        period,
        if(reason is null, safe_div(left_over, budget_at_completion), null) as value,
        if(reason is null, left_over, null) as numerator,
        if(reason is null, budget_at_completion, null) as denominator,
        reason,
        if(reason is null, flags, null) as flags
    from judged
)

select * from against_original
union all by name
select * from current anti join against_original using (project_id, period)
