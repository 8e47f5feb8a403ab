-- How much of each project's plan rests on people who are booked beyond their capacity, in the month reported and the
-- two after it: of each person's excess a project bears the share that its hours have in the person's firm hours. Hours
-- without a name are in excess where the people of the role have no more hours left.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id       key    project
--   period           date   month end reported
--   firm_hours       hours  firm hours of the project in the three months, as far as their excess is known
--   contended_hours  hours  of them, beyond capacity
--   coverage         ratio  share of the project's firm hours whose excess is known
--   reason           text   why neither can be told
--   is_estimated     flag   whether they rest on an estimate
-- check: (contended_hours is null) <> (reason is null)
with
project_periods as (select * from core.project_periods),
visible as (select distinct project_id, period from core.visible where entity = 'assignments'),
demand as (select * from core.demand),
people as (select * from core.person_load),
roles as (select * from core.role_load where role <> 'unmapped'),
conventions as (select * from core.conventions),

-- hours worked are no plan
plans as (
    select project_id, period, count(firm_hours) + count(planned_reason) > 0 as has_plan
    from demand
    group by project_id, period
),

loads as (
    select person, '' as role, period, month, firm_hours, over_hours, coalesce(capacity_reason, demand_reason) as reason,
        is_estimated
    from people
    union all
    select '', role, period, month, unnamed_hours,
        if(free_hours is null, null, greatest(unnamed_hours - free_hours, 0)), reason, is_estimated
    from roles
),

borne as (
    select
        demand.project_id,
        demand.period,
        demand.firm_hours,
        demand.planned_reason,
        if(loads.over_hours is null, null, demand.firm_hours) as known_hours,
        loads.over_hours::double * coalesce(safe_div(demand.firm_hours, loads.firm_hours), 0) as contended_hours,
        loads.reason as load_reason,
        demand.is_estimated or coalesce(loads.is_estimated, false) as is_estimated
    from demand left join loads
        on loads.person = demand.person and loads.role = if(demand.person = '', demand.role, '')
        and loads.period = demand.period and loads.month = demand.month
    where demand.month between demand.period and last_day((demand.period + interval 2 month)::date)
        and (demand.firm_hours is not null or demand.planned_reason is not null)
),

summed as (
    select
        project_id,
        period,
        sum(firm_hours) as all_hours,
        sum(known_hours) as known_hours,
        sum(contended_hours) as contended_hours,
        max(planned_reason) as planned_reason,
        max(load_reason) as load_reason,
        bool_or(is_estimated) as is_estimated
    from borne
    group by project_id, period
),

judged as (
    select
        project_periods.project_id,
        project_periods.period,
        summed.* exclude (project_id, period),
        safe_div(coalesce(summed.known_hours, 0), summed.all_hours) as coverage,
        case
            when visible.project_id is null or not coalesce(plans.has_plan, true) then 'MISSING_INPUT(planned_hours)'
            when summed.planned_reason is not null then summed.planned_reason
            when coalesce(summed.all_hours, 0) = 0 then 'ZERO_DENOM(planned_hours)'
            when coverage < conventions.least_coverage then coalesce(load_reason, 'MISSING_INPUT(capacity_hours)')
        end as reason
    from project_periods
    cross join conventions
    left join visible using (project_id, period)
    left join plans using (project_id, period)
    left join summed using (project_id, period)
)

select
    project_id,
    period,
    if(reason is null, known_hours, null)::decimal(12, 2) as firm_hours,
    if(reason is null, contended_hours, null)::decimal(12, 2) as contended_hours,
    coverage,
    reason,
    reason is null and is_estimated as is_estimated
from judged
