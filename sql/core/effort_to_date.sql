-- Hours worked on each project against the hours planned for them, to date: each month as last reported by then. People
-- with a plan and no hours reported are not known and left out; work that nobody planned counts in full.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id    key    project
--   period        date   month end reported
--   actual_hours  hours  hours worked to date
--   planned_hours hours  hours planned of them
--   is_partial    flag   whether a person of the month reported has a plan and no hours reported
--   reason        text   why they are not known
-- check: (actual_hours is null) <> (reason is null)
with
project_periods as (select * from core.project_periods),
visible as (select distinct project_id, period from core.visible where entity = 'assignments'),
demand as (select * from core.demand where month <= period),

-- what a report changes in what was known of a person's month, so that the sum over reports is linear in the rows
changes as (
    select
        project_id,
        period,
        month,
        actual_hours - coalesce(lag(actual_hours) over reports, 0) as actual_change,
        coalesce(firm_hours, 0) - coalesce(lag(coalesce(firm_hours, 0)) over reports, 0) as planned_change,
        row_number() over (partition by project_id, month order by period) = 1 as is_new_month
    from demand
    where actual_hours is not null and planned_reason is null
    window reports as (partition by project_id, person, if(person = '', role, ''), month order by period)
),

reported as (
    select
        project_id,
        period,
        sum(actual_change) as actual_change,
        sum(planned_change) as planned_change,
        count(*) filter (where is_new_month) as new_months,
        min(month) as first_month,
        max(month) as last_month
    from changes
    group by project_id, period
),

summed as (
    select
        project_id,
        period,
        sum(actual_change) over to_date as actual_hours,
        sum(planned_change) over to_date as planned_hours,
        sum(new_months) over to_date as months,
        min(first_month) over to_date as first_month,
        max(last_month) over to_date as last_month
    from reported
    window to_date as (partition by project_id order by period)
),

of_the_month as (
    select
        project_id,
        period,
        count(firm_hours) as count_planned,
        count(*) filter (where firm_hours > 0 and actual_hours is null) > 0 as is_partial,
        max(planned_reason) as planned_reason
    from demand
    where month = period
    group by project_id, period
),

judged as (
    select
        project_periods.project_id,
        project_periods.period,
        summed.actual_hours,
        summed.planned_hours,
        coalesce(of_the_month.is_partial, false) as is_partial,
        case
            when visible.project_id is null or coalesce(of_the_month.count_planned, 0) = 0
                then 'MISSING_INPUT(planned_hours)'
            when of_the_month.planned_reason is not null then of_the_month.planned_reason
            when summed.last_month is distinct from project_periods.period then 'MISSING_INPUT(actual_hours)'
            when summed.months <> date_diff('month', summed.first_month, summed.last_month) + 1 then 'PERIOD_GAP'
        end as reason
    from project_periods
    left join visible using (project_id, period)
    left join summed using (project_id, period)
    left join of_the_month using (project_id, period)
)

select
    project_id,
    period,
    if(reason is null, actual_hours, null)::decimal(12, 2) as actual_hours,
    if(reason is null, planned_hours, null)::decimal(12, 2) as planned_hours,
    reason is null and is_partial as is_partial,
    reason
from judged
