-- Every value of every indicator with its light: green, amber or red by the bounds in force in its month under the
-- profile of its project; none where there is no value or the indicator has no bounds. What has no value may still be
-- red by rule: its flag says so. A value of which too few parts are known is never green: those not known may be worse.
-- Value against plan has no light from two thirds of the work on: it tends to plan whatever is late, and SPI(t) speaks.
--
-- grain:   one row per indicator, subject_id, period
-- columns:
--   indicator    key     indicator, as in the register
--   grain        key     what the value speaks of: project, person, role, risk, milestone, benefit, portfolio
--   subject_id   key     the project, person, role ... it speaks of
--   project_id   key     the project it belongs to; null where it belongs to none
--   period       date    month end
--   value        number  the value, in the unit that the register names
--   numerator    number  what was divided; null where the figure is no ratio
--   denominator  number  what it was divided by
--   reason       text    why there is no value; null where there is one
--   flags        text    what to know about the value, comma separated; null if nothing
--   profile      text    threshold profile that colours it; null where the indicator has no bounds
--   light        light   green, amber or red
-- check: (value is null) <> (reason is null)
with
every_value as (select * from indicators.every_value),
profiles as (select project_id, period, profile from core.project_profiles),
bounds as (select * from core.light_bounds)

select
    every_value.*,
    bounds.profile,
    case
        when list_contains(string_split(every_value.flags, ','), 'RED_BY_RULE') then 'red'
        when every_value.value is null or bounds.indicator is null then null
        when list_contains(string_split(every_value.flags, ','), 'LATE_STAGE') then null
        when value >= coalesce(green_from, value) and value <= coalesce(green_to, value)
            then if(list_contains(string_split(every_value.flags, ','), 'FEW_KNOWN'), null, 'green')
        when value >= coalesce(amber_from, value) and value <= coalesce(amber_to, value) then 'amber'
        else 'red'
    end as light
from every_value
left join profiles
    on profiles.project_id = coalesce(every_value.project_id, '') and profiles.period = every_value.period
left join bounds
    on bounds.profile = profiles.profile and bounds.indicator = every_value.indicator
    and bounds.period = every_value.period
order by every_value.indicator, every_value.subject_id, every_value.period
