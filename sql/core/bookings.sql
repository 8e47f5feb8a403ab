-- The rows of assignments with the person and the role they mean and the months they speak of. A row without a month
-- speaks of the days it names, else of the month reported. What is not said to be tentative is firm.
--
-- grain:   one row per project_id, period, row_key
-- columns:
--   project_id            key      project
--   period                date     month end reported
--   row_key               key      what makes it that assignment inside the project and month
--   person                key      person, as in core.person_identity; empty where only a role is named
--   role                  text     role written beside it, in its one spelling
--   month                 date     month end it speaks of; null where it speaks of a stretch of days
--   from_day              date     first day of the stretch
--   until_day             date     last day of the stretch; null where it has no end
--   until_month           date     last month end it speaks of
--   planned_hours         hours    hours planned: in the month, or in the whole stretch
--   allocation_share      percent  share of the person's time
--   full_time_equivalent  number   full-time people
--   actual_hours          hours    hours worked in the month
--   is_plan               flag     whether it plans anything
--   is_firm               flag     whether it is not tentative
with
assignments as (select * from core.assignments),
identity as (select * from core.person_identity),
role_names as (select * from core.role_names),

dated as (
    select
        *,
        -- a month that could not be read is not the month reported
        month is null and (starts_with(row_key, '|') or starts_with(row_key, 'row:')) as has_no_month,
        has_no_month and (starts_on is not null or ends_on > last_day(period)) as is_stretch
    from assignments
),

placed as (
    select
        *,
        case when is_stretch then null when has_no_month then period else month end as month_meant,
        if(is_stretch, coalesce(starts_on, date_trunc('month', period)::date), null) as from_day,
        if(is_stretch and ends_on is not null, greatest(ends_on, from_day), null) as until_day
    from dated
)

select
    placed.project_id,
    placed.period,
    placed.row_key,
    coalesce(identity.person, '') as person,
    role_names.role,
    placed.month_meant as month,
    placed.from_day,
    placed.until_day,
    case
        when placed.is_stretch
            then coalesce(last_day(placed.until_day), last_day((placed.period + interval 12 month)::date))
        else placed.month_meant
    end as until_month,
    placed.planned_hours,
    placed.allocation_share,
    placed.full_time_equivalent,
    placed.actual_hours,
    coalesce(placed.planned_hours::double, placed.allocation_share, placed.full_time_equivalent) is not null as is_plan,
    coalesce(placed.firmness, 'firm') = 'firm' as is_firm
from placed
left join identity
    on identity.written_id = coalesce(placed.person_id, '') and identity.written_name = coalesce(placed.person_name, '')
left join role_names on role_names.written_role = placed.role
