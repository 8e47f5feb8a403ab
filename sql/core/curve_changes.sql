-- The months in which other loads speak of a project's planned values by month than in its month before.
--
-- grain:   one row per project_id, period
-- columns:
--   project_id  key   project
--   period      date  month end
with
visible as (select * from core.visible where entity = 'baseline_periods'),

speakers as (
    select project_id, period, list(load_id order by precedence) as loads from visible group by project_id, period
)

select project_id, period
from speakers
qualify loads is distinct from lag(loads) over (partition by project_id order by period)
