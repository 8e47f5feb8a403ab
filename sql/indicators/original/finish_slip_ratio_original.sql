-- Finish slip against the plan first approved as a share of the duration that it planned: 0.1 is a tenth of it late.
-- Where that is the plan in force, the same share.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key      what one value speaks of: project
--   subject_id   key      project
--   project_id   key      project
--   period       date     month end that the figure speaks of
--   value        percent  days late / planned duration
--   numerator    days     days late
--   denominator  days     planned duration of the plan first approved
--   reason       text     why there is no value; null where there is one
--   flags        text     what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
current as (select * from indicators.finish_slip_ratio),

schedule as (
    select *, coalesce(finish_slip_reason, duration_reason) as reason
    from core.schedule_by_plan
    where basis = 'original'
),

against_original as (
    select
        'project' as grain,
        project_id as subject_id,
        project_id,
        period,
        if(reason is null, safe_div(finish_slip_days, planned_duration_days), null) as value,
        finish_slip_days as numerator,
        planned_duration_days as denominator,
        reason,
        if(reason is null and (is_slip_estimated or is_start_estimated), 'ESTIMATED', null) as flags
    from schedule
)

select * from against_original
union all by name
select * from current anti join against_original using (project_id, period)
