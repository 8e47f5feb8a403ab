-- The few sums that every model shares.
--
-- The files of this folder are run in the order of their names, because a macro must be there before another calls it.
-- Scalar macros only; each can be tried in any DuckDB shell.

create or replace macro finite(number) as case when isfinite(cast(number as double)) then cast(number as double) end;

create or replace macro safe_div(numerator, denominator) as case
    when denominator = 0 then null
    when isfinite(cast(numerator as double)) and isfinite(cast(denominator as double))
    then finite(cast(numerator as double) / cast(denominator as double))
end;

create or replace macro month_end(day) as last_day(cast(day as date));

-- Months from the start of the day `start` to the end of the day `day`: 1 January to 28 February is 2.
create or replace macro month_index(start, day) as
    12.0::double * (year(day) - year(start)) + (month(day) - month(start))
    + (safe_div(dayofmonth(day), dayofmonth(last_day(day))) - safe_div(dayofmonth(start) - 1,
        dayofmonth(last_day(start))));

create or replace macro light_on_three_steps(light) as case light
    when 'amber_green' then 'amber' when 'amber_red' then 'amber' else light
end;

create or replace macro light_rank(light) as case light_on_three_steps(light)
    when 'green' then 0 when 'amber' then 1 when 'red' then 2
end;

-- What an indicator of a smaller grain speaks of: the project, then the risk (milestone ...) inside it. A bar in the
-- project's own name is written %7C, so that no two subjects are named alike.
create or replace macro subject_within(project_id, row_key) as
    replace(replace(project_id, '%', '%25'), '|', '%7C') || '|' || row_key;

-- Whether a project is closed or cancelled: it stays on lists, but no view counts its light, its delay or its attention.
create or replace macro is_over(state) as coalesce(state in ('closed', 'cancelled'), false);

-- Whether an indicator says anything about a project that gives this reason, and whether the project has what a roll-up
-- takes from it. A ratio rolls up over the parts it has, also where the project's own makes no sense, as with a used-up
-- budget, or is of too few to be judged alone.
create or replace macro applies_to(reason) as
    coalesce(reason, '') not in ('NOT_STARTED', 'COMPLETE', 'CANCELLED', 'ON_HOLD', 'NOT_APPLICABLE');

create or replace macro has_parts(rollup, value, numerator, denominator, reason) as case
    when rollup not in ('ratio', 'share') then value is not null
    else numerator is not null and denominator is not null
        and (reason is null or reason = 'BUDGET_EXHAUSTED' or starts_with(reason, 'ZERO_DENOM')
            or starts_with(reason, 'SMALL_N'))
end;

-- Mondays to Fridays after one day up to another that is not before it: five for each Monday that comes, and of the weeks
-- begun the days until Friday. The mondays are asked for: between two days alone weeks are counted in steps of seven.
create or replace macro weekdays_after(first, last) as
    5 * date_diff('week', date_trunc('week', first), date_trunc('week', last)) + least(isodow(last), 5)
    - least(isodow(first), 5);

-- How much of what is asked is known: by budgets where all have one that is not nothing, else by how many they are.
create or replace macro coverage_of(is_weighed, weight_known, weight_all, count_known, count_all) as
    if(is_weighed and weight_all > 0, safe_div(coalesce(weight_known, 0), weight_all), safe_div(count_known, count_all));

-- Why a rolled-up figure is not shown, by how many of those it is asked of are known, and by how much of it all they are;
-- null where that is enough. A sum passes 0 as the least. The want of a rate is named only where the rates would do.
create or replace macro coverage_reason(coverage, known, without_rate, asked, least, missing) as case
    when known > 0 and coverage >= least then null
    when without_rate > 0 and safe_div(known + without_rate, asked) >= least then 'FX_MISSING'
    when known = 0 then coalesce(missing, 'LOW_COVERAGE')
    else 'LOW_COVERAGE'
end;

-- What there is to know about a value, as one text: each flag once, in alphabetical order; null where nothing is.
create or replace macro joined_flags(flags) as
    nullif(array_to_string(list_sort(list_distinct(flags)), ','), '');

-- The flag of a value that rests on one of the amounts `named`, where that is among the `doubtful` ones of its month;
-- no flag of a month that has none.
create or replace macro jump_flags(doubtful, named) as
    if(list_has_any(coalesce(doubtful, []::varchar[]), named), ['AMOUNT_JUMPED'], []::varchar[]);
