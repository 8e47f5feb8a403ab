-- The groups that each project belongs to in each month; the portfolio without a name is all projects together.
--
-- grain:   one row per project_id, period, level, name
-- columns:
--   project_id  key   project
--   period      date  month end
--   level       key   portfolio, programme, department or manager
--   name        key   name of the group; empty for all projects
with
periods as (select * from core.project_periods),
reports as (select * from core.projects)

select project_id, period, 'portfolio' as level, '' as name from periods
union all
select project_id, period, 'portfolio', portfolio from reports where portfolio <> ''
union all
select project_id, period, 'programme', programme from reports where programme <> ''
union all
select project_id, period, 'department', department from reports where department <> ''
union all
select project_id, period, 'manager', manager from reports where manager <> ''
