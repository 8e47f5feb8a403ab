-- When each project that is over by a month began and finished and what it cost in the end, as known in that month.
-- What its reports since the finish say stands until a later one says otherwise; what is not reported any more is not
-- lost.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id         key    project
--   period             date   month end
--   started_on         date   when it started
--   finished_on        date   when it finished
--   final_cost         money  actual cost last reported since it was over
--   reason             text   why it has no finish to look back from; null where it has
--   final_cost_reason  text   why its final cost is not known
-- check: (finished_on is null) <> (reason is null)
with
progress as (select * from core.progress),
costs as (select * from core.cost_to_date),
reports as (select * from core.projects),

stated as (
    select
        progress.project_id,
        progress.period,
        progress.progress_state,
        greatest(progress.status_date, progress.period) as reported_until,
        progress.progress_state = 'COMPLETE' as is_complete,
        reports.actual_start,
        if(is_complete, reports.actual_finish, null) as actual_finish,
        if(is_complete, costs.actual_cost, null) as actual_cost,
        costs.reason as actual_cost_reason
    from progress
    inner join costs using (project_id, period)
    left join reports using (project_id, period)
),

known as (
    select
        *,
        last_value(actual_start ignore nulls) over months as last_start,
        last_value(actual_finish ignore nulls) over months as last_finish,
        last_value(actual_cost ignore nulls) over months as last_cost
    from stated
    window months as (partition by project_id order by period)
),

judged as (
    select
        *,
        case
            when progress_state = 'CANCELLED' then 'CANCELLED'
            when not is_complete then 'NOT_APPLICABLE'
            when last_finish is null then 'MISSING_INPUT(actual_finish)'
            when last_finish > reported_until then 'INVALID_INPUT(actual_finish)'
        end as reason
    from known
)

select
    project_id,
    period,
    last_start as started_on,
    if(reason is null, last_finish, null) as finished_on,
    if(reason is null, last_cost, null) as final_cost,
    reason,
    if(reason is null and last_cost is null, actual_cost_reason, null) as final_cost_reason
from judged
