-- Where no curve was sent: the step between reported planned values on which the earned value stands. The planned values
-- of the months so far, each at its status date, are the curve up to the last of them, and a straight line to the end
-- of the plan goes on from there, if its end is known and yet to come. Of a plan whose reported values fall there are no
-- steps. Where there is no budget, shares planned and complete stand for the amounts.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id     key     project
--   period         date    month end
--   earned         money   earned value, or the share complete
--   planned_value  money   reported planned value at the foot of the step, or the share; 0 at the approved start
--   first_number   months  first point with that value, in months from the approved start
--   last_number    months  last point with that value
--   next_value     money   next higher value; null on the highest step
--   next_number    months  first point with that
with
plans as (
    select
        project_id, period, plan_period, baseline_start, baseline_finish,
        coalesce(budget_at_completion, 1) as total,
        budget_at_completion is null as is_by_share
    from core.plans
    where basis = 'current' and curve_period is null and baseline_start is not null
),
-- what is said of finished work, or on hold, is said of a day before the report
progress as (
    select progress.project_id, progress.period, progress.status_date
    from core.progress as progress inner join core.worked_until as worked using (project_id, period)
    where worked.last_day = progress.status_date
),
planned as (select * from core.planned_to_date),
facts as (select * from core.earned_value),

points as (
    select
        plans.project_id,
        plans.plan_period,
        plans.period,
        month_index(plans.baseline_start, progress.status_date) as month_number,
        if(is_by_share, percent_planned::decimal(24, 6), planned.planned_value) as planned_value
    from plans inner join progress using (project_id, period) inner join planned using (project_id, period)
    where progress.status_date >= plans.baseline_start
        and if(is_by_share, percent_planned is not null, is_reported)
),

compared as (
    select
        *,
        planned_value < lag(planned_value, 1, 0) over plan or month_number < lag(month_number, 1, 0) over plan as falls
    from points
    window plan as (partition by project_id, plan_period order by period)
),

risen as (
    select
        *,
        not bool_or(falls) over so_far as is_rising,
        min(month_number) over (partition by project_id, plan_period, planned_value) as first_number
    from compared
    window so_far as (partition by project_id, plan_period order by period)
),

-- later months cannot be among those below the last value so far, for the values rise
steps as (
    select project_id, plan_period, planned_value, min(month_number) as first_number, max(month_number) as last_number
    from (
        select project_id, plan_period, planned_value, month_number from risen where is_rising
        union
        select project_id, plan_period, 0, 0 from risen where is_rising
    )
    group by project_id, plan_period, planned_value
),

climbed as (
    select
        *,
        lead(planned_value) over climb as next_value,
        lead(first_number) over climb as next_number
    from steps
    window climb as (partition by project_id, plan_period order by planned_value)
),

asked as (
    select
        plans.*,
        risen.planned_value as last_value,
        risen.first_number,
        risen.month_number as last_number,
        month_index(plans.baseline_start, plans.baseline_finish) as end_number,
        plans.total > last_value and end_number > risen.month_number as goes_on
    from (
        select
            plans.*,
            if(plans.is_by_share, facts.percent_complete::decimal(24, 6), facts.earned_value) as earned
        from plans inner join facts using (project_id, period)
        where if(plans.is_by_share, facts.percent_complete, facts.earned_value::double) is not null
    ) as plans
    asof join risen
        on risen.project_id = plans.project_id and risen.plan_period = plans.plan_period
        and risen.period <= plans.period
    where risen.is_rising
)

select
    project_id,
    period,
    earned,
    last_value as planned_value,
    first_number,
    last_number,
    if(goes_on, total, null) as next_value,
    if(goes_on, end_number, null) as next_number
from asked
where earned >= last_value and (goes_on or last_value >= total)
union all
select
    asked.project_id,
    asked.period,
    asked.earned,
    climbed.planned_value,
    climbed.first_number,
    climbed.last_number,
    climbed.next_value,
    climbed.next_number
from (select * from asked where earned < last_value) as asked
asof join climbed
    on climbed.project_id = asked.project_id and climbed.plan_period = asked.plan_period
    and climbed.planned_value <= asked.earned
