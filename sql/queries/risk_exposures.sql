-- What open risks expose, by project, by category and each by itself: threats less opportunities, before and after the
-- response. In the portfolio's currency, at plan rates.
--
-- grain:   one row per level, name
-- columns:
--   level              key    project, category or risk
--   name               key    id of the project, project and risk, name of the category; empty where a risk has none
--   label              text   name to show
--   project_id         key    project; null where several may be in it
--   count_risks        count  open threats and opportunities
--   count_valued       count  of them, those with an exposure
--   count_extreme      count  open threats that are red by their score
--   inherent_exposure  money  the same risks' expected values before the response; null where one of them has none
--   current_exposure   money  sum of those that stand
with
risks as (select * from marts.assessed_risks inner join scope using (project_id, period)),
shown as (select risks.* from risks inner join chosen using (period) where is_open),
grouped as (
    select 'project' as level, project_id as name, project_name as label, * from shown
    union all
    select 'risk', subject_within(project_id, row_key), risk_name, * from shown
    union all
    select 'category', coalesce(category, ''), coalesce(category, ''), * from shown
)
select
    level,
    name,
    any_value(label) as label,
    if(level = 'category', null, any_value(project_id)) as project_id,
    count(*) as count_risks,
    count(current_exposure) as count_valued,
    count(*) filter (band = 'red') as count_extreme,
    if(
        bool_and(inherent_exposure is not null) filter (current_exposure is not null),
        sum(inherent_exposure) filter (current_exposure is not null),
        null
    )::decimal(24, 6) as inherent_exposure,
    sum(current_exposure)::decimal(24, 6) as current_exposure
from grouped
group by level, name
order by level, current_exposure desc nulls last, name
