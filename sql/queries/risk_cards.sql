-- The figures of the cards of the risks, for the month shown and the eleven before it. Money is in the portfolio's
-- currency, at plan rates. Months without any register are not known. A change is of the projects whose registers are known
-- in both months, so that a project that did not report is no closed risk.
--
-- grain:   one row per card, period
-- columns:
--   card        key     open, extreme, exposure, overdue
--   period      date    month end
--   value       number  the card's figure
--   change      number  against the compared month; null in all other months, and where one of the two is null
--   count_with  count   risks the figure rests on
--   count_of    count   risks it should rest on
--   reason      text    why there is no value; null where there is one
-- check: (value is null) <> (reason is null)
with
risks as (select * from marts.assessed_risks inner join scope using (project_id, period) where is_open),
totals as (select * from core.risk_totals inner join scope using (project_id, period)),
known_twice as (
    select project_id
    from totals inner join chosen on totals.period in (chosen.period, chosen.compared)
    where totals.reason is null
    group by project_id
    having count(*) = 2
),
-- each month with all its projects, and the two that are compared with those of both
reported as (
    select true as is_whole, totals.*
    from totals cross join chosen
    where totals.period = chosen.compared
       or totals.period between (chosen.period - interval 11 month)::date and chosen.period
    union all
    select false, totals.*
    from totals semi join known_twice using (project_id)
    inner join chosen on totals.period in (chosen.period, chosen.compared)
),
counted as (
    select
        reported.is_whole,
        reported.period,
        count(distinct reported.project_id) filter (reported.reason is null) as count_covered,
        count(*) filter (kind = 'threat') as count_open,
        count(current_score) filter (kind = 'threat') as count_rated,
        count(*) filter (band = 'red') as count_extreme,
        count(risks.row_key) as count_all,
        count(current_exposure) as count_valued,
        sum(current_exposure)::double as exposure,
        count(days_overdue) filter (kind = 'threat') as count_due,
        count(*) filter (kind = 'threat' and days_overdue > 0) as count_overdue
    from reported left join risks using (project_id, period)
    group by reported.is_whole, reported.period
),
figures as (
    select 'open' as card, is_whole, period, count_covered, count_open::double as value, count_open as count_with,
        count_open as count_of, null as reason
    from counted
    union all
    select 'extreme', is_whole, period, count_covered, count_extreme, count_rated, count_open,
        if(count_rated = 0 and count_open > 0, 'MISSING_INPUT(risks.probability_score,risks.impact_score)', null)
    from counted
    union all
    select 'exposure', is_whole, period, count_covered, coalesce(exposure, 0), count_valued, count_all,
        if(count_valued = 0 and count_all > 0, 'MISSING_INPUT(risks.probability,risks.cost_impact)', null)
    from counted
    union all
    select 'overdue', is_whole, period, count_covered, count_overdue, count_due, count_open,
        if(count_due = 0 and count_open > 0, 'MISSING_INPUT(risks.due_on)', null)
    from counted
),
known as (
    select * replace (
        if(count_covered = 0, 'MISSING_INPUT(risks)', reason) as reason,
        if(count_covered = 0 or reason is not null, null, value) as value
    )
    from figures
)
select
    known.card,
    known.period,
    known.value,
    alike.value - before.value as change,
    known.count_with,
    known.count_of,
    known.reason
from known
left join chosen on chosen.period = known.period
left join known as alike on alike.card = known.card and alike.period = chosen.period and not alike.is_whole
left join known as before on before.card = known.card and before.period = chosen.compared and not before.is_whole
where known.is_whole
order by known.card, known.period
