-- Cost performance index of the last three months: value of their work for each unit of money they cost.
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key    what one value speaks of: project
--   subject_id   key    project
--   project_id   key    project
--   period       date   month end that the figure speaks of
--   value        ratio  earned value of three months / their actual cost
--   numerator    money  earned value of the three months
--   denominator  money  actual cost of the three months
--   reason       text   why there is no value; null where there is one
--   flags        text   what to know about the value, comma separated; null if nothing
-- check: (value is null) <> (reason is null)
with
facts as (select * from core.earned_value),

compared as (
    select
        facts.*,
        before.earned_value as earned_before,
        before.actual_cost as cost_before,
        before.project_id is not null as is_reported_before,
        (facts.earned_value - before.earned_value)::decimal(24, 6) as earned,
        (facts.actual_cost - before.actual_cost)::decimal(24, 6) as spent
    from facts left join facts as before
        on before.project_id = facts.project_id
        and before.period = last_day((facts.period - interval 3 month)::date)
),

judged as (
    select
        *,
        case
            when performance_reason is not null then performance_reason
            when progress_state = 'COMPLETE' then 'COMPLETE'
            when coalesce(earned_value_reason, actual_cost_reason) is not null
                then coalesce(earned_value_reason, actual_cost_reason)
            when not is_reported_before then 'INSUFFICIENT_HISTORY'
            when earned is null or spent is null then 'PERIOD_GAP'
            when spent = 0 then 'ZERO_DENOM(actual_cost)'
            when spent < 0 then 'NEG_DENOM(actual_cost)'
        end as reason,
        early_flags || earned_flags || actual_flags as known
    from compared
)

select
    'project' as grain,
    project_id as subject_id,
    project_id,
    period,
    if(reason is null, safe_div(earned, spent), null) as value,
    if(reason is null, earned, null) as numerator,
    if(reason is null, spent, null) as denominator,
    reason,
    if(reason is null, nullif(array_to_string(list_sort(list_distinct(known)), ','), ''), null) as flags
from judged
