-- Milestone hit rate by the dates first approved: of the milestones first approved for the twelve months up to the
-- status date, the share that was reached by then. Where no milestone was moved, the milestone hit rate.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key      what one value speaks of: project
--   subject_id   key      project
--   project_id   key      project
--   period       date     month end that the figure speaks of
--   value        percent  milestones hit / milestones due
--   numerator    count    milestones reached by the date first approved
--   denominator  count    milestones first approved for these months
--   reason       text     why there is no value; null where there is one
--   flags        text     what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
current as (select * from indicators.milestone_hit_rate),
rates as (select * from core.milestone_rates where basis = 'original'),

against_original as (
    select
        'project' as grain,
        project_id as subject_id,
        project_id,
        period,
        if(reason is null, safe_div(count_hit, count_due), null) as value,
        if(count_due > 0, count_hit, null) as numerator,
        nullif(count_due, 0) as denominator,
        reason,
        if(reason is null, joined_flags(flags), null) as flags
    from rates
)

select * from against_original
union all by name
select * from current anti join against_original using (project_id, period)
