-- The month that a reader has chosen and the one to compare it with: `chosen`, one row, which every query joins; with the
-- threshold profile that colours what is told of the projects in scope together, in the last month where none is chosen.
with
profiles as (
    select * from core.project_profiles
    where period = coalesce($period::date, (select max(period) from core.periods))
),
in_scope as (select list(distinct profile) as profiles from profiles semi join scope using (project_id, period)),
organisation as (select any_value(profile) as profile from profiles where project_id = '')
select $period::date as period, $compared::date as compared,
    shared_profile(in_scope.profiles, organisation.profile) as profile
from in_scope cross join organisation
