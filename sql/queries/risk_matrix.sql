-- The cells of the risk matrix with the light of their score, and how many open threats stand in each before and after
-- the response.
--
-- grain:   one row per probability, impact
-- columns:
--   probability     score  class of probability
--   impact          score  class of impact
--   score           score  probability x impact
--   light           light  its band
--   count_inherent  count  open threats that stood there before the response
--   count_current   count  open threats that stand there now
--   risks           list   those that stand there now: project and risk
with
risks as (select * from marts.assessed_risks inner join scope using (project_id, period)),
bounds as (
    select bounds.*
    from core.light_bounds as bounds inner join chosen using (profile, period)
    where bounds.indicator = 'highest_residual_score'
),
scale as (select highest_class from core.risk_conventions),
classes as (select unnest(generate_series(1, highest_class))::integer as class from scale),
open_threats as (
    select risks.* from risks inner join chosen using (period) where is_open and kind = 'threat'
),
cells as (
    select
        probability.class as probability,
        impact.class as impact,
        probability.class * impact.class as score,
        case
            when score <= bounds.green_to then 'green'
            when score <= bounds.amber_to then 'amber'
            else 'red'
        end as light
    from classes as probability cross join classes as impact cross join bounds
),
inherent as (
    select inherent_probability as probability, inherent_impact as impact, count(*) as count_inherent
    from open_threats
    group by all
),
current as (
    select
        current_probability as probability,
        current_impact as impact,
        count(*) as count_current,
        list(subject_within(project_id, row_key) order by project_id, row_key) as risks
    from open_threats
    group by all
)
select
    cells.probability,
    cells.impact,
    cells.score,
    cells.light,
    coalesce(inherent.count_inherent, 0) as count_inherent,
    coalesce(current.count_current, 0) as count_current,
    coalesce(current.risks, []) as risks
from cells
left join inherent using (probability, impact)
left join current using (probability, impact)
order by cells.probability, cells.impact
