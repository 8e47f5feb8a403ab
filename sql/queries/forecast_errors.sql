-- Can forecasts be believed: of each project that finished in the twelve months up to the month shown, how far off its
-- forecast of cost and finish was three, six and twelve months before, as first reported; with the same error without
-- changes approved later, and what all of them say together. A project counts that matches in its last report.
--
-- grain:   one row per measure, months_before, project_id
-- columns:
--   measure                key      cost or finish
--   months_before          count    months before the finish in which the forecast was made
--   project_id             key      project
--   project_name           text     its name
--   finished_on            date     when it finished
--   error                  percent  error as a share of final cost or duration; negative is too little, or too early
--   missed_days            days     the same of the finish in days; null for cost
--   error_less_changes     percent  the error without changes approved later
--   bias                   percent  median of the errors; null of fewer than five
--   bias_days              days     the same of the finish in days
--   bias_less_changes      percent  median of the errors without changes approved later
--   leaning                key      low or high, where most forecasts erred one way by more than half of what is still
--                                   right; null elsewhere
--   count_within           count    forecasts at most a tenth off
--   count_known            count    projects whose error is known
--   count_closed           count    projects that finished and could have been forecast then
--   least_count            count    projects that a median needs
--   tolerance              ratio    error, either way, up to which a forecast was right
with
closed as (
    select closed_forecasts.*
    from marts.closed_forecasts inner join chosen using (period)
    semi join scope
        on scope.project_id = closed_forecasts.project_id and scope.period = closed_forecasts.last_period
),
conventions as (select least_count, accuracy_tolerance, bound_tolerance from core.conventions),
told as (select * from closed where measure in ('cost', 'finish')),
less as (
    select
        if(measure = 'cost_less_changes', 'cost', 'finish') as measure, months_before, project_id,
        error as error_less_changes
    from closed
    where measure in ('cost_less_changes', 'finish_less_changes')
),
together as (
    select
        told.measure,
        told.months_before,
        median(error) as bias,
        median(if(error is not null, missed_by, null)) as bias_days,
        median(less.error_less_changes) as bias_less_changes,
        if(
            2 * abs(median(error)) >= greatest(median(abs(error)), any_value(accuracy_tolerance)),
            if(median(error) < 0, 'low', 'high'),
            null
        ) as leaning,
        count(*) filter (where abs(error) <= accuracy_tolerance * (1 + bound_tolerance)) as count_within,
        count(error) as count_known,
        count(*) filter (where applies_to(reason)) as count_closed,
        count(error) >= any_value(least_count) as is_enough,
        count(less.error_less_changes) >= any_value(least_count) as is_enough_less_changes
    from told inner join less using (measure, months_before, project_id) cross join conventions
    group by told.measure, told.months_before
)
select
    told.measure,
    told.months_before,
    told.project_id,
    told.project_name,
    told.finished_on,
    told.error,
    if(told.measure = 'finish' and told.error is not null, told.missed_by, null) as missed_days,
    less.error_less_changes,
    if(is_enough, together.bias, null) as bias,
    if(is_enough and told.measure = 'finish', together.bias_days, null) as bias_days,
    if(is_enough_less_changes, together.bias_less_changes, null) as bias_less_changes,
    if(is_enough, together.leaning, null) as leaning,
    together.count_within,
    together.count_known,
    together.count_closed,
    conventions.least_count,
    conventions.accuracy_tolerance as tolerance
from told
inner join less using (measure, months_before, project_id)
inner join together using (measure, months_before)
cross join conventions
order by told.measure, told.months_before desc, told.error nulls last, told.project_id
