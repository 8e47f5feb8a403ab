-- What a re-baselined project looks like by the plan in force and by the plan first approved, in the month shown; no rows
-- for a project that works to its first plan.
--
-- grain:   one row per project_id, indicator
-- columns:
--   project_id          key     project
--   place               count   order in which they are shown
--   indicator           key     indicator by the plan in force
--   original_indicator  key     the same by the plan first approved
--   unit                text    the unit both are shown in
--   label_en            text    name of the indicator in English
--   label_zh            text    name of the indicator in Chinese
--   value               number  by the plan in force
--   is_red              flag    whether that is beyond its red bound
--   reason              text    why there is none
--   original_value      number  by the plan first approved
--   is_original_red     flag    whether that is beyond its red bound
--   original_reason     text    why there is none
with
indicators as (select * from marts.indicators inner join scope using (project_id, period) where grain = 'project'),
register as (select * from reference.indicators),
plans as (select * from core.original_plans where is_rebaselined),
pairs as (
    select * from (values
        (1, 'finish_slip_days'), (2, 'schedule_performance_index'), (3, 'schedule_performance_index_time'),
        (4, 'variance_at_completion_ratio'), (5, 'milestone_hit_rate')
    ) as listed(place, indicator)
),
now as (
    select indicators.*
    from indicators inner join chosen using (period) semi join plans using (project_id, period)
)
select
    now.project_id,
    pairs.place,
    pairs.indicator,
    original.indicator as original_indicator,
    register.unit,
    register.label_en,
    register.label_zh,
    now.value::double as value,
    coalesce(now.light = 'red', false) as is_red,
    now.reason,
    original.value::double as original_value,
    coalesce(original.light = 'red', false) as is_original_red,
    original.reason as original_reason
from pairs
inner join now on now.indicator = pairs.indicator
inner join now as original
    on original.project_id = now.project_id and original.indicator = pairs.indicator || '_original'
inner join register on register.indicator = pairs.indicator
order by now.project_id, pairs.place
