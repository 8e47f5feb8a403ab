-- Planned value, earned value and actual cost to date as the reports state them: the amount to date where one is given,
-- else the last one given plus the months since, else the months from the first. A month that is missing between
-- them is a gap, never a zero.
--
-- grain:   one row per project_id, period, measure
-- columns:
--   project_id    key    project
--   period        date   month end
--   measure       key    planned_value, earned_value or actual_cost
--   amount        money  amount to date
--   month_amount  money  amount of the month alone, where it is given or can be told from the month before
--   reason        text   why there is no amount
--   is_estimated  flag   whether nothing says that the first month reported is the project's first
-- check: (amount is null) <> (reason is null)
with
reports as (select * from core.projects),
conventions as (select * from core.conventions),

stated as (
    select project_id, period, actual_start, unconverted, 'planned_value' as measure, planned_value as to_date,
        planned_value_this_period as of_month
    from reports
    union all
    select project_id, period, actual_start, unconverted, 'earned_value', earned_value, earned_value_this_period
    from reports
    union all
    select project_id, period, actual_start, unconverted, 'actual_cost', actual_cost, actual_cost_this_period
    from reports
),

-- each amount to date opens a stretch of months that are added to it
stretches as (
    select
        *,
        count(to_date) over months as stretch,
        if(lag(period) over months = last_day((period - interval 1 month)::date), lag(to_date) over months, null)
            as to_date_before
    from stated
    window months as (partition by project_id, measure order by period)
),

added as (
    select
        *,
        first_value(to_date) over since as opening,
        if(
            stretch = 0,
            last_day((min(period) filter (where of_month is not null) over since - interval 1 month)::date),
            first_value(period) over since
        ) as opened_on,
        sum(of_month) filter (where to_date is null) over since as sum_added,
        count(of_month) filter (where to_date is null) over since as months_added
    from stretches
    window since as (partition by project_id, measure, stretch order by period)
),

judged as (
    select
        added.*,
        coalesce(opening, 0) + sum_added as sum_to_date,
        abs(to_date - to_date_before - of_month) > conventions.reconciliation_tolerance * abs(to_date)
            as is_contradicted,
        months_added = date_diff('month', opened_on, period) and of_month is not null
            and (stretch > 0 or coalesce(last_day(actual_start) > opened_on, true)) as is_unbroken
    from added cross join conventions
),

told as (
    select
        judged.*,
        case when to_date is not null then to_date when is_unbroken then sum_to_date end as told_amount,
        case
            when to_date is not null and is_contradicted
                or coalesce(to_date, sum_to_date) not between 0 and conventions.greatest_amount then 'INVALID_INPUT'
            when coalesce(to_date, of_month) is null and list_contains(unconverted, measure) then 'FX_MISSING'
            when to_date is null and months_added > 0 and not is_unbroken then 'PERIOD_GAP'
            when to_date is null and months_added = 0 then 'MISSING_INPUT'
        end as told_reason
    from judged cross join conventions
)

select
    project_id,
    period,
    measure,
    if(told_reason is null, told_amount, null)::decimal(24, 6) as amount,
    try_cast(coalesce(of_month, to_date - to_date_before) as decimal(24, 6)) as month_amount,
    if(told_reason = 'PERIOD_GAP', told_reason, told_reason || '(' || measure || ')') as reason,
    told_reason is null and to_date is null and stretch = 0 and actual_start is null as is_estimated
from told
