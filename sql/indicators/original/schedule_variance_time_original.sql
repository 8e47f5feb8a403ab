-- Schedule variance in time against the plan first approved: earned schedule on that plan less the time since its
-- start; negative is behind it. Where that is the plan in force, SV(t).
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        months  earned schedule - actual time
--   numerator    number  none: the figure is no ratio
--   denominator  number  none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
current as (select * from indicators.schedule_variance_time),
variances as (select * from core.time_variances where basis = 'original'),

against_original as (
    select
        'project' as grain,
        project_id as subject_id,
        project_id,
        period,
        value,
        null::double as numerator,
        null::double as denominator,
        reason,
        if(reason is null, joined_flags(flags), null) as flags
    from variances
)

select * from against_original
union all by name
select * from current anti join against_original using (project_id, period)
