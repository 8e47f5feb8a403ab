-- The numbers that the method of the risk register fixes, each in one place. They are rules of the calculation; the
-- bands of the score are the bounds of highest_residual_score in the indicator register.
--
-- grain:   one row
-- columns:
--   highest_class     score  greatest class of the probability and of the impact scale
--   stale_after_days  days   days without a review after which a risk counts as not looked after
--   count_largest     count  how many of the largest exposures the concentration speaks of
select 5 as highest_class, 60 as stale_after_days, 5 as count_largest
