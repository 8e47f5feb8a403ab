"""Estimating quality, row by row: which forecasts stood until the finish, and why there is no quotient of them."""

from datetime import date
from typing import Any

import pytest

from tests.sql.together import Together, Told

together = Together()

FEB, MAR, APR, MAY, JUN = "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30"
FOUR = (FEB, MAR, APR, MAY)


def _forecasts(portfolio, project: str, months: tuple[str, ...], cost: float, finish: str = "2026-06-15") -> None:
    portfolio.load("projects", *(
        {"project_id": project, "period": month, "state": "active", "actual_start": "2026-01-01",
         "manager_estimate_at_completion": cost, "forecast_finish": finish} for month in months
    ))  # fmt: skip


def _finished(portfolio, project: str, **more: Any) -> None:
    portfolio.load("projects", {"project_id": project, "period": JUN, "state": "closed", "actual_start": "2026-01-01",
                                "actual_finish": "2026-06-15", "actual_cost": 100, **more})  # fmt: skip


def _quality(portfolio, project: str, measure: str, period: str = JUN) -> tuple:
    """(days known, days missed, reason, restated)."""
    (row,) = portfolio.rows("core.forecast_quality", project_id=project, measure=measure,
                            period=date.fromisoformat(period))  # fmt: skip
    return tuple(row[name] for name in ("days_known", "days_missed", "reason", "is_restated"))


@together
def test_each_final_cost_above_zero_is_one_to_divide_by(portfolio) -> Told:
    """107 days from 28 February to 15 June. 1.5 for 1 is off by a half, 1 for 0.5 by all of it, 80 for 100 by a fifth.
    What cost nothing, or less, has no share to be off by."""
    costs = {"one": (1.5, 1), "half": (1, 0.5), "hundred": (80, 100), "free": (80, 0), "paid back": (80, -10)}
    for name, (forecast, cost) in costs.items():
        _forecasts(portfolio, name, FOUR, forecast)
        _finished(portfolio, name, actual_cost=cost)
    yield
    assert {name: _quality(portfolio, name, "cost") for name in costs} == {
        "one": (107, 53.5, None, False), "half": (107, 107, None, False),
        "hundred": (107, pytest.approx(21.4), None, False), "free": (107, None, "ZERO_DENOM(actual_cost)", False),
        "paid back": (107, None, "INVALID_INPUT(actual_cost)", False),
    }  # fmt: skip
    assert _quality(portfolio, "paid back", "finish") == (107, 0, "ZERO_DENOM", False)


@together
def test_a_duration_is_one_to_divide_by_from_its_first_day(portfolio) -> Told:
    """Forecast for 18 June, finished on the 15th: 3 days of 166, for 107 days. A start on the day after the finish is a
    duration of no day, one a week later of less than none."""
    starts = {"known": "2026-01-01", "unknown": None, "next day": "2026-06-16", "next week": "2026-06-23"}
    for name, start in starts.items():
        portfolio.load("projects", *(
            {"project_id": name, "period": month, "state": "active", "manager_estimate_at_completion": 90,
             "forecast_finish": "2026-06-18"} for month in FOUR
        ))  # fmt: skip
        _finished(portfolio, name, actual_start=start)
    yield
    assert {name: _quality(portfolio, name, "finish") for name in starts} == {
        "known": (107, pytest.approx(107 * 3 / 166), None, False),
        "unknown": (107, None, "MISSING_INPUT(actual_start)", False),
        "next day": (107, None, "ZERO_DENOM(actual_start)", False),
        "next week": (107, None, "NEG_DENOM(actual_start)", False),
    }


@together
def test_a_forecast_counts_from_one_unit_of_money_and_before_the_day_of_the_finish(portfolio) -> Told:
    """`at once` finished on the last day of May: what was said that day was no forecast. Zero was none either."""
    for name, cost in (("one", 1), ("nothing", 0)):
        _forecasts(portfolio, name, FOUR, cost)
        _finished(portfolio, name, actual_cost=2)
    _forecasts(portfolio, "at once", FOUR, 90)
    _finished(portfolio, "at once", actual_finish=MAY)
    yield
    assert _quality(portfolio, "one", "cost") == (107, 53.5, None, False)
    assert _quality(portfolio, "nothing", "cost") == (None, None, "INSUFFICIENT_HISTORY(0<4)", False)
    assert _quality(portfolio, "at once", "cost") == (92, pytest.approx(9.2), "INSUFFICIENT_HISTORY(3<4)", False)


@together
def test_a_forecast_of_the_very_report_that_tells_of_the_finish_counts_until_then(portfolio) -> Told:
    """The report for May speaks of 10 June: finished on the 5th, five days after what it had expected at the end of
    May: 28 February to 5 June are 97 days, each off by a tenth of the cost."""
    _forecasts(portfolio, "A", FOUR[:3], 90)
    _finished(portfolio, "A", period=MAY, status_date="2026-06-10", actual_finish="2026-06-05",
              manager_estimate_at_completion=90)  # fmt: skip
    yield
    assert _quality(portfolio, "A", "cost", MAY) == (97, pytest.approx(9.7), None, False)


def test_one_forecast_that_is_another_one_now_is_said_of_all(portfolio) -> None:
    """March said 80 first, and 100 after the closing: 80 it stays, off by a fifth for 30 days; the others are right."""
    loads = {
        month: portfolio.load("projects", {
            "project_id": "A", "period": month, "status_date": month, "actual_start": "2026-01-01",
            "manager_estimate_at_completion": 80 if month == MAR else 100, "forecast_finish": "2026-06-15",
        }) for month in FOUR
    }  # fmt: skip
    _finished(portfolio, "A")
    portfolio.load("projects", {
        "project_id": "A", "period": MAR, "status_date": "2026-07-20", "actual_start": "2026-01-01",
        "manager_estimate_at_completion": 100, "forecast_finish": "2026-06-15",
    }, replaces=loads[MAR])  # fmt: skip
    assert _quality(portfolio, "A", "cost") == (107, pytest.approx(6), None, True)
    assert _quality(portfolio, "A", "finish") == (107, 0, "ZERO_DENOM", False)
