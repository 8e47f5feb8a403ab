-- Every name that active loads give a project, folded for comparison: Unicode form, outer and doubled spaces, case.
--
-- grain:   one row per project_id, name, has_code
-- columns:
--   project_id     key    the project as the file writes it: its code, else its name
--   name           key    its name, folded
--   has_code       flag   whether the rows name it by something other than the name
--   first_load_id  count  first load that says so
with
loads as (select * from ledger.loads where is_active),

written as (
    select load_id, project_id, project_code, project_name from staging.projects
    union all select load_id, project_id, project_code, project_name from staging.baselines
    union all select load_id, project_id, project_code, project_name from staging.baseline_periods
    union all select load_id, project_id, project_code, project_name from staging.milestones
    union all select load_id, project_id, project_code, project_name from staging.tasks
    union all select load_id, project_id, project_code, project_name from staging.dependencies
    union all select load_id, project_id, project_code, project_name from staging.budgets
    union all select load_id, project_id, project_code, project_name from staging.people
    union all select load_id, project_id, project_code, project_name from staging.assignments
    union all select load_id, project_id, project_code, project_name from staging.risks
    union all select load_id, project_id, project_code, project_name from staging.issues
    union all select load_id, project_id, project_code, project_name from staging.changes
    union all select load_id, project_id, project_code, project_name from staging.decisions
    union all select load_id, project_id, project_code, project_name from staging.actions
    union all select load_id, project_id, project_code, project_name from staging.benefits
    union all select load_id, project_id, project_code, project_name from staging.gates
    union all select load_id, project_id, project_code, project_name from staging.training
    union all select load_id, project_id, project_code, project_name from staging.lessons
    union all select load_id, project_id, project_code, project_name from staging.fx_rates
    union all select load_id, project_id, project_code, project_name from staging.calendars
),

folded as (
    select
        load_id,
        project_id,
        project_code,
        lower(trim(regexp_replace(nfc_normalize(project_name), '\s+', ' ', 'g'))) as name,
        lower(trim(regexp_replace(nfc_normalize(project_id), '\s+', ' ', 'g'))) as folded_id
    from (select distinct * from written semi join loads using (load_id) where project_id <> '')
    where project_name is not null
)

select project_id, name, project_code is not null or folded_id <> name as has_code, min(load_id) as first_load_id
from folded
group by all
