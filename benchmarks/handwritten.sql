-- The figures of handwritten.py in SQL of DuckDB, from the same files: projects.parquet and baseline_periods.parquet.
create macro months(first, last) as
    date_diff('month', first, last) + day(last) / day(last_day(last)) - (day(first) - 1) / day(last_day(first));

create table figures as
with
reports as (
    select
        project_id, period, programme, status_date, baseline_start,
        budget_at_completion::double as budget_at_completion,
        planned_value::double as planned_value,
        percent_complete * budget_at_completion::double as earned_value,
        actual_cost::double as actual_cost,
        manager_estimate_at_completion::double as manager_estimate_at_completion,
        months(baseline_start, status_date) as elapsed,
        months(baseline_start, baseline_finish) as duration,
        months(baseline_start, forecast_finish) as expected
    from 'projects.parquet'
    qualify row_number() over (partition by project_id, period order by load_id desc) = 1
),

points as (
    select project_id, period, 0.0 as planned, 0.0 as number from reports
    union all
    select project_id, period, curve.planned_value::double, months(reports.baseline_start, curve.month)
    from 'baseline_periods.parquet' as curve inner join reports using (project_id, period)
),

climbed as (
    select
        project_id,
        period,
        any_value(earned_value) as earned,
        max(planned) filter (where planned <= earned_value) as planned_last,
        max(number) filter (where planned <= earned_value) as number_last,
        min(planned) filter (where planned > earned_value) as planned_next,
        min(number) filter (where planned > earned_value) as number_next,
        min(number) filter (where planned = planned_most) as number_done
    from (select *, max(planned) over (partition by project_id, period) as planned_most from points)
    inner join (select project_id, period, earned_value from reports) using (project_id, period)
    group by project_id, period
),

facts as (
    select
        reports.*,
        coalesce(
            number_last + (earned - planned_last) / (planned_next - planned_last) * (number_next - number_last),
            number_done
        ) as earned_schedule,
        earned_value / planned_value as schedule_performance_index,
        earned_value / actual_cost as cost_performance_index,
        earned_schedule / elapsed as schedule_performance_index_time,
        budget_at_completion - earned_value as work_left,
        duration - earned_schedule as months_left
    from reports left join climbed using (project_id, period)
)

select
    *,
    earned_value - planned_value as schedule_variance,
    earned_value - actual_cost as cost_variance,
    cost_performance_index * schedule_performance_index as schedule_cost_index,
    planned_value / budget_at_completion as percent_planned,
    actual_cost / budget_at_completion as percent_spent,
    actual_cost + work_left as estimate_at_completion_atypical,
    actual_cost + work_left / cost_performance_index as estimate_at_completion,
    actual_cost + work_left / schedule_cost_index as estimate_at_completion_schedule_cost,
    actual_cost + work_left / (0.8 * cost_performance_index + 0.2 * schedule_performance_index)
        as estimate_at_completion_weighted,
    actual_cost + work_left / schedule_performance_index as estimate_at_completion_schedule,
    actual_cost + work_left / schedule_performance_index_time as estimate_at_completion_earned_schedule,
    actual_cost + work_left / (cost_performance_index * schedule_performance_index_time)
        as estimate_at_completion_earned_schedule_cost,
    work_left / cost_performance_index as estimate_to_complete,
    budget_at_completion - estimate_at_completion as variance_at_completion,
    1 - estimate_at_completion / budget_at_completion as variance_at_completion_ratio,
    work_left / (budget_at_completion - actual_cost) as to_complete_performance_index,
    work_left / (manager_estimate_at_completion - actual_cost) as to_complete_performance_index_manager,
    earned_schedule - elapsed as schedule_variance_time,
    elapsed + months_left as independent_duration_estimate_planned,
    elapsed + months_left / schedule_performance_index_time as independent_duration_estimate_performance,
    elapsed + months_left / (cost_performance_index * schedule_performance_index_time)
        as independent_duration_estimate_cost,
    months_left / (duration - elapsed) as to_complete_schedule_index,
    months_left / (expected - elapsed) as to_complete_schedule_index_forecast
from facts;

create table programmes as
select
    programme,
    period,
    sum(budget_at_completion) as budget_at_completion,
    sum(planned_value) as planned_value,
    sum(earned_value) as earned_value,
    sum(actual_cost) as actual_cost,
    sum(estimate_at_completion) as estimate_at_completion,
    sum(earned_value) / sum(actual_cost) as cost_performance_index,
    sum(earned_value) / sum(planned_value) as schedule_performance_index
from figures
group by programme, period;
