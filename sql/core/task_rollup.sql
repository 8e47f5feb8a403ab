-- What the tasks of a project say of it where its own report is silent: percent complete weighted by planned cost where
-- every task has one, else by planned hours, else by duration; the earliest and latest of their dates. An estimate, and
-- never heard against a reported value. Percentages are those of the tasks: never taken from cost or from time.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id       key      project
--   period           date     month end
--   percent_complete percent  part of the tasks' work that is done
--   weighed_by       text     cost, hours or duration
--   percent_reason   text     why there is none
--   baseline_start   date     earliest approved start
--   baseline_finish  date     latest approved finish
--   forecast_finish  date     latest finish, reached or expected; null where a task without a forecast is planned for later
--   actual_start     date     earliest actual start
--   is_begun         flag     whether any was begun; null where nothing says how far they are
-- check: (percent_complete is null) <> (percent_reason is null)
with
dates as (select * from core.task_dates where is_in_plan),

added as (
    select
        project_id,
        period,
        count(*) filter (where is_work) as count_work,
        bool_or(is_told) filter (where is_work) as is_told,
        bool_or(is_share_invalid) filter (where is_work) as is_share_invalid,
        count(planned_cost) filter (where is_work and planned_cost >= 0) as count_costs,
        count(planned_hours) filter (where is_work and planned_hours >= 0) as count_hours,
        count(duration_days) filter (where is_work and duration_days >= 0) as count_durations,
        count(span_days) filter (where is_work) as count_spans,
        sum(planned_cost::double) filter (where is_work) as sum_costs,
        sum(planned_hours::double) filter (where is_work) as sum_hours,
        sum(duration_days::double) filter (where is_work) as sum_durations,
        sum(span_days::double) filter (where is_work) as sum_spans,
        sum(planned_cost::double * share_complete) filter (where is_work) as done_costs,
        sum(planned_hours::double * share_complete) filter (where is_work) as done_hours,
        sum(duration_days::double * share_complete) filter (where is_work) as done_durations,
        sum(span_days::double * share_complete) filter (where is_work) as done_spans,
        min(baseline_start) as baseline_start,
        max(baseline_finish) as baseline_finish,
        max(expected_finish) as latest_finish,
        max(baseline_finish) filter (where expected_finish is null) as latest_unknown,
        count(*) filter (where baseline_finish is null and expected_finish is null and not is_finished) as count_undated,
        min(actual_start) as actual_start,
        if(bool_or(is_told), bool_or(is_begun), null) as is_begun
    from dates
    group by project_id, period
),

weighed as (
    select
        *,
        case
            when count_costs = count_work and sum_costs > 0 then 'cost'
            when count_hours = count_work and sum_hours > 0 then 'hours'
            when count_durations = count_work and sum_durations > 0 or count_spans = count_work and count_work > 0
                then 'duration'
        end as weight,
        case
            when count_work = 0 then 'NOT_APPLICABLE'
            when is_share_invalid then 'INVALID_INPUT(tasks.percent_complete)'
            when not is_told then 'MISSING_INPUT(tasks.percent_complete)'
            when weight is null then 'MISSING_INPUT(tasks.planned_hours,tasks.duration_days)'
        end as percent_reason
    from added
)

select
    project_id,
    period,
    if(percent_reason is null, case
        when weight = 'cost' then safe_div(done_costs, sum_costs)
        when weight = 'hours' then safe_div(done_hours, sum_hours)
        when count_durations = count_work and sum_durations > 0 then safe_div(done_durations, sum_durations)
        else safe_div(done_spans, sum_spans)
    end, null) as percent_complete,
    if(percent_reason is null, weight, null) as weighed_by,
    percent_reason,
    baseline_start,
    baseline_finish,
    if(count_undated = 0 and latest_finish >= coalesce(latest_unknown, latest_finish), latest_finish, null)
        as forecast_finish,
    actual_start,
    is_begun
from weighed
