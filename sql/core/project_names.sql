-- Every name that active loads give a project, folded for comparison: Unicode form, outer and doubled spaces, case.
--
-- grain:   one row per project_id, name, has_code
-- columns:
--   project_id     key    the project as the file writes it: its code, else its name
--   name           key    its name, folded
--   has_code       flag   whether the rows name it by something other than the name
--   first_load_id  key    first load that says so
with
loads as (select * from ledger.loads where is_active),
source_rows as (select * from core.source_rows where project_id <> '' and project_name is not null),

written as (
    select project_id, project_code, project_name, min(load_id) as first_load_id
    from source_rows semi join loads using (load_id)
    group by all
),

folded as (
    select
        *,
        lower(trim(regexp_replace(nfc_normalize(project_name), '\s+', ' ', 'g'))) as name,
        lower(trim(regexp_replace(nfc_normalize(project_id), '\s+', ' ', 'g'))) as id_as_name
    from written
)

select
    project_id,
    name,
    project_code is not null or id_as_name <> name as has_code,
    min(first_load_id) as first_load_id
from folded
group by all
