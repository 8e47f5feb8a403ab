-- Finish slip against the plan first approved: actual or forecast finish less the finish first approved; positive is
-- late. Where that is the plan in force, the finish slip.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        days    days late; negative is early
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
current as (select * from indicators.finish_slip_days),
schedule as (select * from core.schedule_by_plan where basis = 'original'),

against_original as (
    select
        'project' as grain,
        project_id as subject_id,
        project_id,
        period,
        finish_slip_days as value,
        null::double as numerator,
        null::double as denominator,
        finish_slip_reason as reason,
        if(is_slip_estimated, 'ESTIMATED', null) as flags
    from schedule
)

select * from against_original
union all by name
select * from current anti join against_original using (project_id, period)
