-- How many projects the filters leave in the month shown.
--
-- grain:   one row
-- columns:
--   count_projects  count  projects that reported in the month and match
with
health as (select * from marts.project_health inner join scope using (project_id, period))
select count(*) as count_projects from health inner join chosen using (period)
