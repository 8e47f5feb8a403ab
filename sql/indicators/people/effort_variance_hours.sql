-- Effort variance of a project: hours worked to date less the hours planned for them. People without a timesheet are left
-- out, work that nobody planned counts in full.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        hours   hours worked less hours planned; above zero is more than planned
--   numerator    hours   none: the figure is no ratio
--   denominator  hours   none
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with
effort as (select * from core.effort_to_date)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    (actual_hours - planned_hours)::decimal(12, 2) as value,
    null::decimal(12, 2) as numerator,
    null::decimal(12, 2) as denominator,
    reason,
    if(is_partial, 'PARTIAL_COVERAGE', null) as flags
from effort
