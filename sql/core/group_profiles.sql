-- The threshold profile that colours the roll-up of each group: the one that all its projects have, else the one of the
-- organisation.
--
-- grain:   one row per level, name, period
-- columns:
--   level      key   portfolio, programme, department or manager
--   name       key   name of the group; empty for all projects
--   period     date  month end
--   profile    text  the profile that holds
--   held_from  date  month end from which that was decided; null where nobody decided
with
memberships as (select * from core.memberships),
profiles as (select * from core.project_profiles),
organisation as (select * from core.project_profiles where project_id = ''),

gathered as (
    select
        memberships.level,
        memberships.name,
        memberships.period,
        list(distinct profiles.profile) as profiles,
        max(profiles.held_from) as held_from
    from memberships inner join profiles using (project_id, period)
    group by all
)

select
    gathered.level,
    gathered.name,
    gathered.period,
    shared_profile(gathered.profiles, organisation.profile) as profile,
    if(len(gathered.profiles) = 1, gathered.held_from, organisation.held_from) as held_from
from gathered inner join organisation using (period)
