-- Error of the estimate at completion first reported twelve months before the finish against the final cost less what
-- changes approved after it added.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of: project
--   subject_id   key     project
--   project_id   key     project
--   period       date    month end that the figure speaks of
--   value        percent (forecast - cost) / cost; negative is too little
--   numerator    number  forecast less that cost, in the project's currency
--   denominator  number  final cost less approved changes
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
-- check: flags is null or value is not null
with errors as (select * from core.forecast_errors where measure = 'cost_less_changes' and months_before = 12)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(missed_by, final), null) as value,
    missed_by as numerator,
    final as denominator,
    reason,
    if(reason is null, joined_flags(flags), null) as flags
from errors
