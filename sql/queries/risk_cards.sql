-- The figures of the cards of the risks, for the month shown and the eleven before it. Money is in the portfolio's
-- currency, at plan rates. Months without any register are not known.
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
risks as (select * from marts.assessed_risks inner join scope using (project_id, period)),
totals as (select * from core.risk_totals inner join scope using (project_id, period)),
months as (
    select totals.period, count(*) filter (totals.reason is null) as count_covered
    from totals cross join chosen
    where totals.period = chosen.compared
       or totals.period between (chosen.period - interval 11 month)::date and chosen.period
    group by totals.period
),
counted as (
    select
        months.period,
        months.count_covered,
        count(*) filter (kind = 'threat') as count_open,
        count(current_score) filter (kind = 'threat') as count_rated,
        count(*) filter (band = 'red') as count_extreme,
        count(risks.project_id) as count_all,
        count(current_exposure) as count_valued,
        sum(current_exposure)::double as exposure,
        count(days_overdue) filter (kind = 'threat') as count_due,
        count(*) filter (kind = 'threat' and days_overdue > 0) as count_overdue
    from months left join risks on risks.period = months.period and risks.is_open
    group by months.period, months.count_covered
),
figures as (
    select 'open' as card, period, count_covered, count_open::double as value, count_open as count_with,
        count_open as count_of, null as reason
    from counted
    union all
    select 'extreme', period, count_covered, count_extreme, count_rated, count_open,
        if(count_rated = 0 and count_open > 0, 'MISSING_INPUT(risks.probability_score,risks.impact_score)', null)
    from counted
    union all
    select 'exposure', period, count_covered, coalesce(exposure, 0), count_valued, count_all,
        if(count_valued = 0 and count_all > 0, 'MISSING_INPUT(risks.probability,risks.cost_impact)', null)
    from counted
    union all
    select 'overdue', period, count_covered, count_overdue, count_due, count_open,
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
    known.value - before.value as change,
    known.count_with,
    known.count_of,
    known.reason
from known
left join chosen on chosen.period = known.period
left join known as before on before.card = known.card and before.period = chosen.compared
order by known.card, known.period
