-- The figures of the schedule page's cards, for the month shown and the eleven before it. Closed and cancelled projects
-- are left out: they cannot be late any more.
--
-- grain:   one row per card, period
-- columns:
--   card              key     far_late, median_slip, milestones_overdue, milestones_due, hit_rate,
--                            task_execution, tasks_missed, tasks_overdue
--   period            date    month end
--   value             number  the card's figure
--   change            number  against the compared month; null in all other months, and where one of the two is null
--   count_with_value  count   projects the figure speaks of
--   count_projects    count   projects that reported and were not over
--   reason            text    why there is no value; null where there is one
-- check: (value is null) <> (reason is null)
with
running as (
    select project_id, period from core.progress inner join scope using (project_id, period) where not is_over(state)
),
indicators as (select * from marts.indicators semi join running using (project_id, period)),
milestones as (select * from core.milestone_dates semi join running using (project_id, period)),
register as (select * from reference.indicators),
conventions as (select * from core.conventions),
parts as (
    select
        indicators.*,
        applies_to(reason) and has_parts(register.rollup, value, numerator, denominator, reason) as has_parts
    from indicators inner join register using (indicator)
    where indicators.grain = 'project'
),
-- also the months in which every project is over: their cards say so
measured as (
    select
        months.period,
        count(*) filter (indicator = 'finish_slip_days') as count_projects,
        count(value) filter (indicator = 'finish_slip_days') as count_slips,
        count(*) filter (indicator = 'finish_slip_days' and light = 'red') as count_far_late,
        count(*) filter (indicator = 'finish_slip_days' and value > 0) as count_late,
        median(value) filter (indicator = 'finish_slip_days' and value > 0) as median_slip,
        count(value) filter (indicator = 'count_milestones_overdue') as count_sent,
        sum(value) filter (indicator = 'count_milestones_overdue') as count_overdue,
        count(*) filter (indicator = 'milestone_hit_rate' and has_parts) as count_rated,
        sum(numerator) filter (indicator = 'milestone_hit_rate' and has_parts) as count_hit,
        sum(denominator) filter (indicator = 'milestone_hit_rate' and has_parts) as count_due,
        count(value) filter (indicator = 'count_tasks_overdue') as count_task_projects,
        sum(value) filter (indicator = 'count_tasks_overdue') as count_tasks_overdue
    from (select distinct period from scope) as months left join parts using (period)
    group by months.period
),
shared as (
    select
        listed.card,
        months.period,
        count(parts.project_id) as count_rated,
        sum(parts.numerator) as upper_part,
        sum(parts.denominator) as lower_part
    from (select distinct period from scope) as months
    cross join (values
        ('task_execution', 'baseline_execution_index'), ('tasks_missed', 'missed_task_rate')
    ) as listed(card, indicator)
    left join parts on parts.period = months.period and parts.indicator = listed.indicator and parts.has_parts
    group by listed.card, months.period
),
coming as (
    select milestones.period, count(*) as count_coming
    from milestones cross join conventions
    where is_open and coalesce(forecast_date, baseline_date)
        between status_date and status_date + conventions.milestone_horizon
    group by milestones.period
),
figures as (
    select 'far_late' as card, period, count_far_late::double as value, count_slips as count_with_value, count_projects,
        'MISSING_INPUT(forecast_finish)' as reason, count_slips > 0 as is_known
    from measured
    union all
    select 'median_slip', period, median_slip, count_late, count_projects,
        if(count_slips > 0, 'NONE_LATE', 'MISSING_INPUT(forecast_finish)'), count_late > 0
    from measured
    union all
    select 'milestones_overdue', period, count_overdue, count_sent, count_projects, 'MISSING_INPUT(milestone_name)',
        count_sent > 0
    from measured
    union all
    select 'milestones_due', measured.period, coalesce(count_coming, 0)::double, count_sent, count_projects,
        'MISSING_INPUT(milestone_name)', count_sent > 0
    from measured left join coming using (period)
    union all
    select 'hit_rate', period, safe_div(count_hit, count_due), count_rated, count_projects,
        case when count_due > 0 then 'SMALL_N' when count_sent > 0 then 'NONE_DUE'
             else 'MISSING_INPUT(milestone_name)' end,
        coalesce(count_due >= conventions.least_count, false)
    from measured cross join conventions
    union all
    select 'tasks_overdue', period, count_tasks_overdue, count_task_projects, count_projects,
        'MISSING_INPUT(task_name)', count_task_projects > 0
    from measured
    union all
    select shared.card, measured.period, safe_div(upper_part, lower_part), shared.count_rated, count_projects,
        case when lower_part > 0 then 'SMALL_N' when count_task_projects > 0 then 'NO_TASK_DUE'
             else 'MISSING_INPUT(task_name)' end,
        coalesce(lower_part >= conventions.least_count, false)
    from measured inner join shared using (period) cross join conventions
),
known as (
    select figures.card, figures.period, if(is_known, value, null) as value, count_with_value, count_projects,
        if(is_known, null, reason) as reason
    from figures cross join chosen
    where figures.period = chosen.compared
       or figures.period between (chosen.period - interval 11 month)::date and chosen.period
)
select
    known.card,
    known.period,
    known.value,
    known.value - before.value as change,
    known.count_with_value,
    known.count_projects,
    known.reason
from known
left join chosen on chosen.period = known.period
left join known as before on before.card = known.card and before.period = chosen.compared
order by known.card, known.period
