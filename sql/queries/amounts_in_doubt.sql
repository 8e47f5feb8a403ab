-- The amounts that jumped like another unit and that a card of a page rests on, in the month shown and in the compared
-- one: of which project, and what they jumped from. Cards of the project page are called as their indicators.
--
-- grain:   one row per card, project_id, period, field
-- columns:
--   card           key    card, as the query of its page calls it
--   project_id     key    project
--   project_name   text   its name
--   period         date   month end of the figure: the one shown or the one compared with
--   is_compared    flag   whether it is the one compared with: then the change rests on the amount
--   field          key    field of the dictionary
--   jumped_on      date   month end of the report that the amount is from
--   amount         money  what was reported
--   amount_before  money  what was reported last before
--   period_before  date   month end of that report
--   power          count  power of ten of the jump, below zero where the amount shrank
--   is_alike       flag   whether the budget jumped alike
with
doubts as (select * from core.doubtful_amounts inner join scope using (project_id, period)),
jumps as (select * from core.amount_jumps),
health as (select * from marts.project_health inner join scope using (project_id, period)),
indicators as (select * from marts.indicators where grain = 'project'),
drivers as (select * from marts.light_drivers where light is not null and not is_silent),
years as (select * from core.budget_year),
register as (select * from reference.indicators),
months as (
    select period, false as is_compared from chosen
    union all
    select compared, true from chosen where compared is not null
),

doubted as (
    select doubts.project_id, doubts.period, months.is_compared, unnest(doubts.fields) as field
    from doubts inner join months using (period)
),

flagged as (
    select indicators.project_id, indicators.period, indicators.indicator, register.inputs
    from indicators inner join register using (indicator)
    semi join doubted on doubted.project_id = indicators.project_id and doubted.period = indicators.period
    where list_contains(string_split(indicators.flags, ','), 'AMOUNT_JUMPED')
),

listed as (
    select unnest([
        {'card': 'budget', 'indicator': 'budget_at_completion'},
        {'card': 'budget_spent', 'indicator': 'percent_spent'},
        {'card': 'forecast_overrun', 'indicator': 'estimate_at_completion_selected'},
        {'card': 'forecast_overrun', 'indicator': 'budget_at_completion'},
        {'card': 'actual_year_to_date', 'indicator': 'actual_year_to_date'},
        {'card': 'full_year_forecast', 'indicator': 'full_year_forecast'},
        {'card': 'budget_execution_rate', 'indicator': 'budget_execution_rate'},
        {'card': 'cost_index', 'indicator': 'cost_performance_index'},
        {'card': 'schedule_index', 'indicator': 'schedule_performance_index'},
        {'card': 'estimate', 'indicator': 'estimate_at_completion_selected'},
        {'card': 'variance', 'indicator': 'estimate_at_completion_selected'},
        {'card': 'variance', 'indicator': 'budget_at_completion'},
        {'card': 'percent_complete', 'indicator': 'percent_complete'},
        {'card': 'cost_performance_index', 'indicator': 'cost_performance_index'},
        {'card': 'schedule_performance_index', 'indicator': 'schedule_performance_index'},
        {'card': 'schedule_performance_index_time', 'indicator': 'schedule_performance_index_time'},
        {'card': 'estimate_at_completion_selected', 'indicator': 'estimate_at_completion_selected'}
    ], recursive := true)
),

-- a light may be another than it is, and so may the number of the red ones
of_lights as (
    select counted.card, flagged.project_id, flagged.period, flagged.inputs
    from flagged
    inner join drivers using (project_id, period, indicator)
    inner join health using (project_id, period)
    cross join (values ('red_projects'), ('green_said_red')) as counted(card)
    where not is_over(health.state)
),

resting as (
    select listed.card, flagged.project_id, flagged.period, flagged.inputs
    from flagged inner join listed using (indicator)
    union all
    select * from of_lights
    union all
    select 'budget_this_year', years.project_id, years.period, ['projects.budget_this_year']
    from years semi join doubted on doubted.project_id = years.project_id and doubted.period = years.period
    where list_contains(years.budget_flags, 'AMOUNT_JUMPED')
),

named as (
    select distinct resting.card, resting.project_id, resting.period, doubted.is_compared, doubted.field
    from resting inner join doubted using (project_id, period)
    where list_contains(resting.inputs, 'projects.' || doubted.field)
)

select
    named.card,
    named.project_id,
    coalesce(health.project_name, named.project_id) as project_name,
    named.period,
    named.is_compared,
    named.field,
    jumps.period as jumped_on,
    jumps.amount::double as amount,
    jumps.amount_before::double as amount_before,
    jumps.period_before,
    jumps.power,
    jumps.is_alike
from named
inner join jumps
    on jumps.project_id = named.project_id and jumps.field = named.field and jumps.period <= named.period
left join health on health.project_id = named.project_id and health.period = named.period
qualify row_number() over (
    partition by named.card, named.project_id, named.period, named.field order by jumps.period desc
) = 1
order by named.card, named.is_compared, jumps.is_alike, abs(jumps.amount - jumps.amount_before) desc, named.project_id,
    named.field
