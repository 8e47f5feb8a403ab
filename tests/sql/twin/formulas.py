"""Earned value and earned schedule indicators by the formulas of their specification, whole columns at a time.

Each is a value and a reason of which exactly one is known. Reasons are asked in the order in which a reader would:
does the project's state allow a figure at all, is there a plan, is every amount known, can it be divided by."""

from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd

from tests.sql.twin.plans import month_number

Answers = dict[str, tuple[pd.Series, pd.Series]]
EARLY = 0.2
LONGEST = 1200


def answers(facts: pd.DataFrame) -> Answers:
    """Value and reason of each indicator by name, in the order of the rows of `facts`."""
    return _Formulas(facts).answers()


def _first(*reasons: pd.Series) -> pd.Series:
    """The first reason that applies, row by row."""
    found = reasons[0]
    for one in reasons[1:]:
        found = found.where(found.notna(), one)
    return found


class _Formulas:
    def __init__(self, facts: pd.DataFrame) -> None:
        self.facts, self.found = facts, Answers()
        number = lambda name: pd.to_numeric(facts[name]).astype(float)  # noqa: E731
        self.budget, self.planned, self.earned, self.spent = map(
            number, ("budget_at_completion", "planned_value", "earned_value", "actual_cost")
        )
        self.elapsed, self.schedule, self.planned_time = map(number, ("actual_time", "earned_schedule", "planned_time"))
        self.complete, self.planned_share = number("percent_complete"), number("percent_planned")
        self.no_budget, self.no_planned, self.no_earned, self.no_cost = (
            facts[f"{name}_reason"] for name in ("budget", "planned", "earned", "cost")
        )
        self.no_duration, self.no_time, self.no_schedule = (
            facts[f"{name}_reason"] for name in ("duration", "actual_time", "earned_schedule")
        )
        self.is_over = facts.state == "COMPLETE"
        self.stopped = self.where(facts.state.isin(["NOT_STARTED", "ON_HOLD", "CANCELLED"]), facts.state)

    def answers(self) -> Answers:
        self._amounts()
        self._indices()
        self._estimates()
        self._to_complete()
        self._durations()
        return self.found

    def where(self, condition: pd.Series, reason: str | pd.Series) -> pd.Series:
        """The reason where the condition holds, else None."""
        reasons = reason if isinstance(reason, pd.Series) else pd.Series(reason, self.facts.index, dtype=object)
        return reasons.astype(object).where(condition.fillna(False).astype(bool), None)

    def tell(self, name: str, value: pd.Series, *reasons: pd.Series) -> pd.Series:
        """Keep an answer: the value where no reason applies. Returns the value, NaN where there is none."""
        reason = _first(self.where(self.is_over & False, ""), *reasons)
        self.found[name] = value.where(reason.isna()), reason
        return self.found[name][0]

    def _amounts(self) -> None:
        cancelled = self.where(self.facts.state == "CANCELLED", "CANCELLED")
        self.tell("planned_value", self.planned, cancelled, self.no_planned)
        self.tell("earned_value", self.earned, cancelled, self.no_earned)
        self.tell("actual_cost", self.spent, self.no_cost)
        self.tell("percent_complete", self.complete, cancelled,
                  self.where(self.complete.isna(), _first(self.no_earned, self.no_budget)))  # fmt: skip
        self.tell("percent_planned", self.planned_share, cancelled,
                  self.where(self.planned_share.isna(), _first(self.no_planned, self.no_budget)))  # fmt: skip
        self.tell("percent_spent", self.spent / self.budget, cancelled, self.no_cost, self.no_budget)
        # a project that has not begun although it should have is late for real
        begin_missed = (self.facts.state == "NOT_STARTED") & pd.Series(
            [start is not None and status > start
             for start, status in zip(self.facts.baseline_start, self.facts.status_date, strict=True)],
            self.facts.index,
        )  # fmt: skip
        self.tell("schedule_variance", self.earned - self.planned, self.stopped.where(~begin_missed, None),
                  self.no_earned, self.no_planned)  # fmt: skip
        self.tell("cost_variance", self.earned - self.spent, self.stopped, self.no_earned, self.no_cost)
        self.tell("cost_variance_ratio", (self.earned - self.spent) / self.earned, self.stopped, self.no_earned,
                  self.no_cost, self.where(self.earned == 0, "ZERO_DENOM(earned_value)"))  # fmt: skip

    def _indices(self) -> None:
        by_share = (self.no_budget == "NO_BASELINE") & self.planned.isna() & self.earned.isna()
        by_share &= self.complete.notna() & self.planned_share.notna()
        missing = _first(self.no_earned, self.no_planned, self.where(self.planned == 0, "ZERO_DENOM(planned_value)"))
        share_missing = self.where(by_share & (self.planned_share == 0), "ZERO_DENOM(percent_planned)")
        value_index = (self.complete / self.planned_share).where(by_share, self.earned / self.planned)
        self.spi = self.tell("schedule_performance_index", value_index, self.stopped, share_missing,
                             missing.where(~by_share, None))  # fmt: skip
        self.cpi = self.tell("cost_performance_index", self.earned / self.spent, self.stopped, self.no_earned,
                             self.no_cost, self.where(self.spent == 0, "ZERO_DENOM(actual_cost)"))  # fmt: skip
        self.tell("schedule_cost_index", self.cpi * self.spi, self.reason_of("cost_performance_index"),
                  self.reason_of("schedule_performance_index"))  # fmt: skip
        self.spi_time = self.tell(
            "schedule_performance_index_time", self.schedule / self.elapsed, self.stopped, self.no_schedule,
            self.no_time, self.where(self.elapsed == 0, "ZERO_DENOM(actual_time)"),
        )  # fmt: skip
        not_held = self.stopped.where(self.facts.state != "NOT_STARTED", None)
        self.tell("schedule_variance_time", self.schedule - self.elapsed, not_held, self.no_schedule, self.no_time)
        self.tell("earned_schedule", self.schedule, self.no_schedule)
        self.tell("actual_time", self.elapsed, self.no_time)
        self.recent = self._recent()

    def _recent(self) -> pd.Series:
        """What was earned in the last three months for what they cost."""
        keys = self.facts[["project_id"]].assign(month=[12 * day.year + day.month for day in self.facts.period])
        before = keys.assign(month=keys.month + 3, earned_then=self.earned, spent_then=self.spent, is_there=True)
        then = keys.merge(before, on=["project_id", "month"], how="left").set_index(self.facts.index)
        earned, spent = self.earned - then.earned_then, (self.spent - then.spent_then).round(6)
        begun = keys.month - keys.groupby("project_id").month.transform("min") < 3
        nothing_then = self.where(then.is_there.isna(), "PERIOD_GAP").where(~begun, "INSUFFICIENT_HISTORY")
        return self.tell(
            "cost_performance_index_three_months", earned / spent, self.stopped, self.where(self.is_over, "COMPLETE"),
            self.no_earned, self.no_cost, nothing_then.where(then.is_there.isna(), None),
            self.where(earned.isna() | spent.isna(), "PERIOD_GAP"), self.where(spent == 0, "ZERO_DENOM(actual_cost)"),
            self.where(spent < 0, "NEG_DENOM(actual_cost)"),
        )  # fmt: skip

    def reason_of(self, name: str) -> pd.Series:
        return self.found[name][1]

    def _estimates(self) -> None:
        cost, value, time = "cost_performance_index", "schedule_performance_index", "schedule_performance_index_time"
        unknown = {name: self.reason_of(name) for name in (cost, value, time, "cost_performance_index_three_months")}
        both, both_in_time = _first(unknown[cost], unknown[value]), _first(unknown[cost], unknown[time])
        never = self.where(self.is_over & False, "")
        variants: Iterable[tuple[str, pd.Series | float, pd.Series, str]] = (
            ("_atypical", 1.0, never, ""),
            ("", self.cpi, unknown[cost], cost),
            ("_schedule_cost", self.cpi * self.spi, both, cost),
            ("_weighted", 0.8 * self.cpi + 0.2 * self.spi, both, cost),
            ("_schedule", self.spi, unknown[value], value),
            ("_earned_schedule", self.spi_time, unknown[time], time),
            ("_earned_schedule_cost", self.cpi * self.spi_time, both_in_time, cost),
            ("_weighted_earned_schedule", 0.8 * self.cpi + 0.2 * self.spi_time, both_in_time, cost),
            ("_three_months", self.recent, unknown["cost_performance_index_three_months"],
             "cost_performance_index_three_months"),
        )  # fmt: skip
        more_than_all = self.where(self.earned > self.budget, "INVALID_INPUT(earned_value)")
        for name, factor, why, divisor in variants:
            factor = pd.Series(factor, self.facts.index)
            estimate = self.spent + (self.budget - self.earned) / factor
            under_way = _first(self.stopped, self.no_budget, self.no_earned, self.no_cost, why,
                               self.where(factor <= 0, f"ZERO_DENOM({divisor})"), more_than_all)  # fmt: skip
            self.tell(f"estimate_at_completion{name}", self.spent.where(self.is_over, estimate),
                      self.no_cost.where(self.is_over, under_way))  # fmt: skip
        estimate = self.found["estimate_at_completion"][0]
        why = self.reason_of("estimate_at_completion")
        self.tell("estimate_to_complete", estimate - self.spent, self.where(self.is_over, "COMPLETE"), why)
        variance = self.tell("variance_at_completion", self.budget - estimate, why, self.no_budget)
        self.tell("variance_at_completion_ratio", variance / self.budget, why, self.no_budget)
        self._managers()
        manager = self.found["manager_estimate_at_completion"][0]
        is_early = (self.complete < EARLY) & ~self.is_over
        chosen = manager.fillna(estimate).where(is_early, estimate.fillna(manager))
        self.tell("estimate_at_completion_selected", chosen, self.where(chosen.isna(), why))

    def _managers(self) -> None:
        stated, rest = (pd.to_numeric(self.facts[name]).astype(float)
                        for name in ("manager_estimate_at_completion", "estimate_to_complete"))  # fmt: skip
        state = self.facts.state
        by_rest = _first(
            self.where(rest < 0, "INVALID_INPUT(estimate_to_complete)"), self.where(rest.notna(), self.no_cost),
            self.where(rest.isna() & self.is_over, "COMPLETE"),
            self.where(rest.isna(), "MISSING_INPUT(manager_estimate_at_completion)"),
        )  # fmt: skip
        self.tell(
            "manager_estimate_at_completion", stated.fillna(self.spent + rest),
            self.where(state == "CANCELLED", "CANCELLED"),
            self.where(stated < self.spent, "INVALID_INPUT(manager_estimate_at_completion)"),
            self.where(stated.isna(), by_rest),
        )  # fmt: skip

    def _to_complete(self) -> None:
        done = self.where(self.is_over | (self.earned >= self.budget), "COMPLETE")
        known = self.stopped, done, self.no_budget, self.no_earned, self.no_cost
        left = self.budget - self.earned
        self.tell("to_complete_performance_index", left / (self.budget - self.spent), *known,
                  self.where(self.spent >= self.budget, "BUDGET_EXHAUSTED"))  # fmt: skip
        manager, why = self.found["manager_estimate_at_completion"]
        self.tell("to_complete_performance_index_manager", left / (manager - self.spent), *known, why,
                  self.where(manager <= self.spent, "INVALID_INPUT(manager_estimate_at_completion)"))  # fmt: skip

    def _durations(self) -> None:
        """Independent estimates of the duration by earned schedule, planned value and earned duration."""
        spi = (self.earned / self.planned).where(self.planned != 0)
        spi = spi.fillna((self.complete / self.planned_share).where(self.planned_share != 0))
        cpi = (self.earned / self.spent).where(self.spent > 0)
        spi_time = (self.schedule / self.elapsed).where(self.elapsed > 0)
        left = (self.planned_time - self.schedule).clip(lower=0).where(~(self.complete >= 1), 0.0)
        shares_missing = _first(self.where(self.complete.isna(), self.no_earned),
                                self.where(self.planned_share.isna(), self.no_planned))  # fmt: skip
        unpaced = _first(self.where(spi.isna() & (self.planned == 0), "ZERO_DENOM(planned_value)"),
                         self.where(spi.isna() & (self.planned_share == 0), "ZERO_DENOM(percent_planned)"))  # fmt: skip
        longer = np.maximum(self.planned_time, self.elapsed)
        bases: tuple[tuple[str, pd.Series, pd.Series, str, Callable], ...] = (
            ("earned_schedule", spi_time, self.no_schedule, "schedule_performance_index_time",
             lambda factor: self.elapsed + left / factor),
            ("planned_value", spi, shares_missing, "schedule_performance_index",
             lambda factor: self.planned_time / factor),
            ("earned_duration", spi, shares_missing, "schedule_performance_index",
             lambda factor: self.elapsed + (longer - self.elapsed * spi) / factor),
        )  # fmt: skip
        planned_first = self.planned_time * (1 - (self.complete - self.planned_share))
        for basis, pace, why, divisor, estimate in bases:
            for pressure, factor in (("planned", pace * 0 + 1), ("performance", pace), ("cost", pace * cpi)):
                by_cost = pressure == "cost"
                value = estimate(factor.where(factor != 0))
                if pressure == "planned":
                    value = planned_first if basis == "planned_value" else estimate(1)
                costs_missing = _first(
                    self.no_earned, self.no_cost, self.where(cpi.isna(), "ZERO_DENOM(actual_cost)"),
                    self.where(cpi <= 0, "ZERO_DENOM(cost_performance_index)"),
                )  # fmt: skip
                self.tell(
                    f"{basis}/{pressure}", value, self.stopped, self.where(self.is_over, "COMPLETE"), self.no_duration,
                    self.no_time, why, *([costs_missing] if by_cost else []),
                    *([unpaced] if pace is spi and (basis, pressure) != ("planned_value", "planned") else []),
                    *([self.where(~(pace > 0), f"ZERO_DENOM({divisor})")] if pressure != "planned" else []),
                    self.where(~value.between(0, LONGEST), "UNDEFINED_MATH"),
                )  # fmt: skip
        self._to_complete_schedule()

    def _to_complete_schedule(self) -> None:
        left = self.planned_time - self.schedule
        known = (self.stopped, self.where(self.is_over | (self.complete >= 1), "COMPLETE"), self.no_duration,
                 self.no_schedule, self.no_time)  # fmt: skip
        nothing_left = self.where(left <= 0, "COMPLETE")
        time_left = self.planned_time - self.elapsed
        self.tell("to_complete_schedule_index", left / time_left, *known, nothing_left,
                  self.where(time_left <= 0, "PAST_PLANNED_DURATION"))  # fmt: skip
        start = self.facts.baseline_start
        until = self.facts.forecast_finish
        expected = pd.Series(
            [None if None in (first, finish) else month_number(first, finish)
             for first, finish in zip(start, until, strict=True)], self.facts.index, dtype=float,
        )  # fmt: skip
        missing = _first(self.where(until.isna(), "MISSING_INPUT(forecast_finish)"),
                         self.where(pd.Series([None not in (a, b) and b < a for a, b in zip(start, until, strict=True)],
                                              self.facts.index), "INVALID_INPUT(forecast_finish)"))  # fmt: skip
        self.tell("to_complete_schedule_index_forecast", left / (expected - self.elapsed), *known, missing,
                  nothing_left, self.where(expected <= self.elapsed, "INVALID_INPUT(forecast_finish)"))  # fmt: skip
