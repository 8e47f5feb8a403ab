-- The threshold profile that colours each project in each month: what was decided for its portfolio, else for the whole
-- organisation, else the default. The project without an id stands for whatever belongs to no project: people and roles.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id       key   project; empty for the organisation as a whole
--   period           date  month end
--   profile          text  the profile that holds
--   held_from        date  month end from which that was decided; null where nobody decided
--   is_of_portfolio  flag  whether it was decided for the portfolio alone
with
periods as (select * from core.periods),
project_periods as (select * from core.project_periods),
reports as (select * from core.projects),
decisions as (select * from core.profile_decisions where profile is not null),
otherwise as (select profile from reference.profiles where is_default),

asked as (
    select project_periods.project_id, project_periods.period, reports.portfolio
    from project_periods left join reports using (project_id, period)
    union all
    select '', period, null from periods
)

select
    asked.project_id,
    asked.period,
    coalesce(of_portfolio.profile, of_all.profile, otherwise.profile) as profile,
    if(of_portfolio.profile is null, of_all.valid_from, of_portfolio.valid_from) as held_from,
    of_portfolio.profile is not null as is_of_portfolio
from asked
cross join otherwise
left join decisions as of_portfolio
    on of_portfolio.portfolio = asked.portfolio and of_portfolio.portfolio <> ''
    and asked.period >= of_portfolio.valid_from
    and (of_portfolio.valid_until is null or asked.period < of_portfolio.valid_until)
left join decisions as of_all
    on of_all.portfolio = '' and asked.period >= of_all.valid_from
    and (of_all.valid_until is null or asked.period < of_all.valid_until)
