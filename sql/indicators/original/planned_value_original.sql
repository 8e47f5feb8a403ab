-- Planned value by the plan first approved: its cost of the work that it meant to be done by the status date. Where
-- that is the plan in force, the planned value.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        money   planned value to date by that plan
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
current as (select * from indicators.planned_value),
facts as (select * from core.original_earned_value),

judged as (
    select *, if(progress_state = 'CANCELLED', 'CANCELLED', planned_value_reason) as missing from facts
),

against_original as (
    select
        'project' as grain,
        project_id as subject_id,
        project_id,
        period,
        if(missing is null, planned_value, null) as value,
        null::double as numerator,
        null::double as denominator,
        missing as reason,
        if(missing is null, joined_flags(planned_flags), null) as flags
    from judged
)

select * from against_original
union all by name
select * from current anti join against_original using (project_id, period)
