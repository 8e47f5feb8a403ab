-- The numbers that the method fixes, each in one place. They are rules of the calculation, not bounds of a light.
--
-- grain:   one row
-- columns:
--   early_progress            ratio   share of the work below which indices are flagged EARLY
--   early_months              months  actual time below which time indices are flagged EARLY
--   early_red_cost_index      ratio   cost index below which an early project may be red
--   late_progress             ratio   share of the work from which the value-based schedule index is silent
--   least_months_left         months  planned time left from which the to-complete schedule index steers a light: with less,
--                                     half a month, which monthly reports cannot tell, turns it from on plan to red
--   least_work_left           ratio   share of the work left at which the to-complete performance index no longer does
--   reconciliation_tolerance  ratio   difference between two statements of one amount that is still no difference
--   least_coverage            ratio   coverage below which a rolled-up ratio is not shown
--   plain_coverage            ratio   coverage from which a rolled-up ratio needs no flag
--   least_count               count   values a median needs
--   least_percentile_count    count   values a percentile needs
--   credible_efficiency_gap   ratio   how far the efficiency an estimate needs may lie from the one reached so far
--   least_estimate_gap        ratio   part of the budget by which a manager's estimate lies clearly below the formulas
--   cross_check_tolerance     ratio   difference of two estimates of the portfolio from which it is noted
--   near_critical_days        days    total float, in working days, up to which a task is near-critical
--   high_float_days           days    total float, in working days, beyond which links are probably missing
--   high_commitment           ratio   part of the budget from which spent and committed is much
--   low_progress              ratio   share of the work below which that is early
--   longest_runout_months     months  how far ahead money that is hardly used is followed
--   greatest_amount           money   greatest amount that is taken for one
--   greatest_hours            hours   greatest hours of one row that are taken for some
--   bound_tolerance           ratio   how far beyond a bound a value may lie and still be on it
--   least_jump                count   least power of ten that an amount jumps by to be named
--   greatest_jump             count   greatest power of ten that is taken for another unit
--   jump_tolerance            ratio   how far, in powers of ten, a jump may lie from a whole one
--   utility_at_red            ratio   utility of a driver that stands on its red bound
--   utility_floor             ratio   least utility, so that one dimension alone cannot decide the score
--   utility_reach             ratio   how many amber-to-red widths beyond red the least utility is reached
--   least_history             count   months that a trend needs
--   greatest_duration         months  duration beyond which an estimate of it says nothing
--   days_per_month            days    length of an average month
--   milestone_horizon         days    how far ahead and back the lists of milestones look
--   driver_share              ratio   part of a sum's movement that its drivers make
--   bridge_steps              count   projects that have a step of their own in a bridge
--   worst_named               count   latest projects whose part of all delay is told
--   closing_months            months  how far back a project may have finished to be one that closed lately
--   accuracy_tolerance        ratio   error of a forecast, either way, up to which it was right
select
    0.2::double as early_progress,
    2::double as early_months,
    0.8::double as early_red_cost_index,
    0.6666666666666666::double as late_progress,
    5::double as least_months_left,
    0.1::double as least_work_left,
    0.005::double as reconciliation_tolerance,
    0.8::double as least_coverage,
    0.95::double as plain_coverage,
    5 as least_count,
    10 as least_percentile_count,
    0.1::double as credible_efficiency_gap,
    0.02::double as least_estimate_gap,
    0.05::double as cross_check_tolerance,
    10 as near_critical_days,
    44 as high_float_days,
    0.9::double as high_commitment,
    0.8::double as low_progress,
    1200::double as longest_runout_months,
    100000000000000000::decimal(24, 6) as greatest_amount,
    100000::decimal(12, 2) as greatest_hours,
    1e-9::double as bound_tolerance,
    2 as least_jump,
    4 as greatest_jump,
    0.2::double as jump_tolerance,
    0.5::double as utility_at_red,
    0.05::double as utility_floor,
    2::double as utility_reach,
    4 as least_history,
    1200::double as greatest_duration,
    30.4375::double as days_per_month,
    60 as milestone_horizon,
    0.8::double as driver_share,
    5 as bridge_steps,
    2 as worst_named,
    12 as closing_months,
    0.1::double as accuracy_tolerance
