-- The figures of the cards of capacity, for the month shown and the eleven before it, each as planned then for the months
-- ahead. People and roles are those that projects in scope plan hours of, everybody where all are in scope.
--
-- grain:   one row per card, period
-- columns:
--   card           key     over_people, over_hours, short_roles, free_hours
--   period         date    month end reported
--   value          number  people over capacity, hours over it, roles short, hours left over
--   change         number  against the compared month; null in all other months, and where one of the two is null
--   count_known    count   people, or roles, whose capacity and hours are known
--   reason         text    why there is no value; null where there is one
-- check: (value is null) <> (reason is null)
with
periods as (
    select periods.period from core.periods as periods cross join chosen
    where periods.period = chosen.compared
       or periods.period between (chosen.period - interval 11 month)::date and chosen.period
),
months as (select months.* from core.months_ahead as months semi join periods using (period)),
people as (select people.* from core.person_load as people inner join months using (period, month)),
roles as (select roles.* from core.role_load as roles inner join months using (period, month)),
demand as (select demand.* from core.demand as demand inner join scope using (project_id, period)),
known as (select known.* from core.project_periods as known semi join periods using (period)),
-- months in which a project is left out by the reader's filters
narrowed as (select distinct period from known anti join scope using (project_id, period)),
asked as (select distinct period, person, role from demand inner join months using (period, month)),
of_people as (
    select
        period,
        person,
        sum(over_hours) as over_hours,
        sum(greatest(capacity_hours - firm_hours, 0)) filter (where over_hours is not null) as free_hours,
        max(coalesce(capacity_reason, demand_reason)) as reason
    from people
    where period not in (select period from narrowed)
       or exists (select 1 from asked where asked.period = people.period and asked.person = people.person)
    group by period, person
),
of_roles as (
    select period, role, min(gap_hours) as gap_hours, max(reason) as reason
    from roles
    where role <> 'unmapped' and (
        period not in (select period from narrowed)
        or exists (select 1 from asked where asked.period = roles.period and asked.role = roles.role)
    )
    group by period, role
),
figures as (
    select 'over_people' as card, period, count(*) filter (where over_hours > 0) as value,
        count(over_hours) as count_known, max(reason) as reason
    from of_people group by period
    union all
    select 'over_hours', period, sum(over_hours), count(over_hours), max(reason) from of_people group by period
    union all
    select 'short_roles', period, count(*) filter (where gap_hours < 0), count(gap_hours), max(reason)
    from of_roles group by period
    union all
    select 'free_hours', period, sum(free_hours), count(free_hours), max(reason) from of_people group by period
),
cards as (select unnest(['over_people', 'over_hours', 'short_roles', 'free_hours']) as card),
told as (
    select
        cards.card,
        periods.period,
        if(count_known > 0, figures.value, null)::double as value,
        coalesce(figures.count_known, 0) as count_known,
        if(count_known > 0, null, coalesce(figures.reason, 'MISSING_INPUT(planned_hours)')) as reason
    from cards cross join periods left join figures using (card, period)
)
select
    told.card,
    told.period,
    told.value,
    told.value - before.value as change,
    told.count_known,
    told.reason
from told
left join chosen on chosen.period = told.period
left join told as before on before.card = told.card and before.period = chosen.compared
order by told.card, told.period
