-- Schedule performance index against the plan first approved: the share of the work that is done, at its budget, for
-- each unit of the value that it planned. Where that is the plan in force, the schedule performance index.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key    what one value speaks of: project
--   subject_id   key    project
--   project_id   key    project
--   period       date   month end that the figure speaks of
--   value        ratio  below 1 is behind that plan
--   numerator    money  share of the work done x budget first approved
--   denominator  money  planned value by the plan first approved
--   reason       text   why there is no value; null where there is one
--   flags        text   what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
current as (select * from indicators.schedule_performance_index),
indices as (select * from core.performance_indices where index = 'original_schedule'),

against_original as (
    select
        'project' as grain,
        project_id as subject_id,
        project_id,
        period,
        value,
        numerator::decimal(24, 6) as numerator,
        denominator::decimal(24, 6) as denominator,
        reason,
        if(reason is null, joined_flags(flags), null) as flags
    from indices
)

select * from against_original
union all by name
select * from current anti join against_original using (project_id, period)
