-- Which project each way of naming one stands for: the aliases people set, then a name without a code that one project
-- alone bears. Names are compared without regard to case, width of spaces and Unicode form.
--
-- grain:   one row per raw_project_id
-- columns:
--   raw_project_id  key  the project as a file writes it
--   project_id      key  the project that is meant; empty for rows that speak of no project
with
coverage as (select * from ledger.coverage),
aliases as (select * from core.aliases where kind = 'project' and name is not null),
names as (select * from core.project_names),

aliased as (select written as raw_project_id, name as project_id from aliases),

written as (
    select project_id as raw_project_id from coverage
    union
    select project_id from names
),

meant as (
    select written.raw_project_id, coalesce(aliased.project_id, written.raw_project_id) as project_id
    from written left join aliased using (raw_project_id)
    union
    select project_id, project_id from aliased
),

bearers as (
    select names.name, any_value(meant.project_id) as project_id
    from names inner join meant on meant.raw_project_id = names.project_id
    where names.has_code
    group by names.name
    having count(distinct meant.project_id) = 1
),

spellings as (
    select name, arg_min(project_id, first_load_id) as project_id from names where not has_code group by name
),

uncoded as (
    select names.project_id as raw_project_id, coalesce(bearers.project_id, spellings.project_id) as project_id
    from names inner join spellings using (name) left join bearers using (name)
    where not names.has_code
)

select
    meant.raw_project_id,
    any_value(coalesce(uncoded.project_id, meant.project_id)) as project_id
from meant left join uncoded on uncoded.raw_project_id = meant.project_id
group by meant.raw_project_id
