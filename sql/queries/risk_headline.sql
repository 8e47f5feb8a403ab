-- The risks of the portfolio in one row: how many are open, how many stay extreme, what they expose, what is not known.
-- Money is in the portfolio's currency, at plan rates. Counts speak of threats, opportunities stand apart.
--
-- grain:   one row
-- columns:
--   period               month     the month shown
--   compared             month     the month it is compared with
--   status_date          date      newest status date of the month
--   currency             currency  the portfolio's currency
--   count_projects       count     projects of the month that are not over
--   count_covered        count     of them, those whose register is loaded
--   count_known_before   count     of them, those whose register is known in the compared month too
--   count_gone           count     projects whose register was known then and is not in the month shown
--   count_open           count     open threats
--   count_opportunities  count     open opportunities
--   count_rated          count     open threats with a score
--   count_extreme        count     open threats that are red by their score
--   count_high           count     open threats that are amber by their score
--   count_valued         count     open threats with an exposure
--   count_valued_before  count     of them, those valued only before the response
--   count_extreme_valued count     open threats that are red and have an exposure
--   extreme_exposure     money     exposure of those that are red; null where none of them has one
--   threat_exposure      money     exposure of all open threats; null where none has one
--   largest_ratio        percent   share of it that the largest make up; null where there are no more than those
--   count_largest        count     how many those are
--   opportunity_exposure money     exposure of all open opportunities, below zero
--   count_disputed       count     open threats of which the register states another score
--   count_left_open      count     threats still open in registers of projects that are over
with
risks as (select * from marts.assessed_risks inner join scope using (project_id, period)),
totals as (select * from core.risk_totals inner join scope using (project_id, period)),
progress as (select * from core.progress inner join scope using (project_id, period)),
currency as (select * from core.portfolio_currency),
conventions as (select * from core.risk_conventions),
projects as (
    select
        max(progress.status_date) as status_date,
        count(*) filter (progress.progress_state not in ('COMPLETE', 'CANCELLED')) as count_projects,
        count(*) filter (totals.reason is null) as count_covered
    from progress inner join totals using (project_id, period) inner join chosen using (period)
),
compared as (
    select
        count(*) filter (is_known_now and is_known_before) as count_known_before,
        count(*) filter (is_known_before and not is_known_now) as count_gone
    from (
        select
            totals.project_id,
            bool_or(totals.period = chosen.period) as is_known_now,
            bool_or(totals.period = chosen.compared) as is_known_before
        from totals cross join chosen
        where totals.reason is null and totals.period in (chosen.period, chosen.compared)
        group by totals.project_id
    )
),
placed as (
    select risks.*,
        row_number() over (partition by is_open, kind order by current_exposure desc nulls last) as place
    from risks inner join chosen using (period)
),
threats as (
    select
        count(*) as count_open,
        count(current_score) as count_rated,
        count(*) filter (band = 'red') as count_extreme,
        count(*) filter (band = 'amber') as count_high,
        count(current_exposure) as count_valued,
        count(*) filter (is_valued_before and current_exposure is not null) as count_valued_before,
        count(current_exposure) filter (band = 'red') as count_extreme_valued,
        sum(current_exposure) filter (band = 'red') as extreme_exposure,
        sum(current_exposure) as threat_exposure,
        sum(current_exposure) filter (place <= conventions.count_largest) as largest_exposure,
        count(*) filter (is_score_disputed) as count_disputed
    from placed cross join conventions
    where is_open and kind = 'threat'
),
others as (
    select
        count(*) filter (is_open and kind = 'opportunity') as count_opportunities,
        sum(current_exposure) filter (is_open and kind = 'opportunity') as opportunity_exposure,
        count(*) filter (state = 'open' and not is_open and kind = 'threat') as count_left_open
    from placed
)
select
    chosen.period,
    chosen.compared,
    projects.status_date,
    currency.currency,
    projects.count_projects,
    projects.count_covered,
    compared.count_known_before,
    compared.count_gone,
    threats.count_open,
    others.count_opportunities,
    threats.count_rated,
    threats.count_extreme,
    threats.count_high,
    threats.count_valued,
    threats.count_valued_before,
    threats.count_extreme_valued,
    threats.extreme_exposure::decimal(24, 6) as extreme_exposure,
    threats.threat_exposure::decimal(24, 6) as threat_exposure,
    if(count_valued > count_largest, safe_div(largest_exposure, threat_exposure), null) as largest_ratio,
    conventions.count_largest,
    others.opportunity_exposure::decimal(24, 6) as opportunity_exposure,
    threats.count_disputed,
    others.count_left_open
from chosen, projects, compared, threats, others, currency, conventions
