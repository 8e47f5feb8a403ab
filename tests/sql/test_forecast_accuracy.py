"""Can forecasts be believed: errors three, six and twelve months before the finish, as they were first reported."""

from datetime import date
from typing import Any

import pytest

from tests.sql.conftest import Portfolio
from tests.sql.together import Together, Told

together = Together()

Row = dict[str, Any]
JUNE = date(2026, 6, 30)
# Month ends before a finish in June 2026.
TWELVE, SIX, THREE, CLOSING = "2025-06-30", "2025-12-31", "2026-03-31", "2026-06-30"


def finished(project: str, **more: Any) -> Row:
    """The last report of a project that took 400 days and cost 1000."""
    return {"project_id": project, "period": CLOSING, "state": "closed", "actual_start": "2025-05-12",
            "actual_finish": "2026-06-15", "actual_cost": 1000, **more}  # fmt: skip


def forecast(project: str, period: str, cost: float | None = None, finish: str | None = None, **more: Any) -> Row:
    """A report on the way, with what its manager expected."""
    return {"project_id": project, "period": period, "state": "active", "actual_start": "2025-05-12",
            "manager_estimate_at_completion": cost, "forecast_finish": finish, **more}  # fmt: skip


def told(portfolio: Portfolio, name: str, project: str = "P1", period: date = JUNE) -> tuple:
    """(value, numerator, denominator, reason, flags) of an indicator."""
    (row,) = portfolio.rows(f"indicators.{name}", project_id=project, period=period)
    parts = (None if row[part] is None else float(row[part]) for part in ("value", "numerator", "denominator"))
    return (*parts, row["reason"], row["flags"])


def errors(portfolio: Portfolio, name: str, what: str = "value", project: str = "P1", period: date = JUNE) -> list:
    """What an indicator says for three, six and twelve months before the finish."""
    return [
        portfolio.rows(f"indicators.{name}_{months}_months", project_id=project, period=period)[0][what]
        for months in ("three", "six", "twelve")
    ]


@together
def test_errors_are_forecast_less_final_over_final_worked_by_hand(portfolio: Portfolio) -> Told:
    portfolio.load("projects", forecast("P1", TWELVE, 800, "2026-03-07"))
    portfolio.load("projects", forecast("P1", SIX, None, "2026-05-06", actual_cost=500, estimate_to_complete=400))
    portfolio.load("projects", forecast("P1", "2026-01-31", 5000, "2027-01-01"))  # of no month that is asked for
    portfolio.load("projects", forecast("P1", THREE, 1100, "2026-06-25"))
    portfolio.load("projects", finished("P1"))
    yield
    # cost 1000: 1100 is a tenth too much; 500 + 400 a tenth, 800 a fifth too little
    assert errors(portfolio, "estimate_error") == pytest.approx([0.1, -0.1, -0.2])
    assert told(portfolio, "estimate_error_twelve_months") == (pytest.approx(-0.2), -200, 1000, None, None)
    # finish 15 June: 25 June is 10 days after, 6 May 40 and 7 March 100 days before; 12 May 2025 to 15 June 2026 is 400
    assert errors(portfolio, "finish_error_days") == [10, -40, -100]
    assert errors(portfolio, "finish_error_ratio") == pytest.approx([0.025, -0.1, -0.25])
    assert told(portfolio, "finish_error_ratio_six_months") == (pytest.approx(-0.1), -40, 400, None, None)


@together
def test_a_project_that_is_not_over_has_no_errors(portfolio: Portfolio) -> Told:
    portfolio.load("projects", forecast("P1", THREE, 1100, "2026-06-25"), forecast("P2", THREE, 90, "2026-06-25"))
    portfolio.load("projects", forecast("P1", CLOSING, 1100, "2026-09-25", actual_cost=1000),
                   finished("P2", state="cancelled"))  # fmt: skip
    yield
    everything = ("estimate_error", "estimate_error_less_changes", "finish_error_days", "finish_error_ratio",
                  "finish_error_ratio_less_changes")  # fmt: skip
    for name in everything:
        assert errors(portfolio, name, "reason") == ["NOT_APPLICABLE"] * 3
        assert errors(portfolio, name, "reason", "P2") == ["CANCELLED"] * 3
    assert told(portfolio, "estimate_quality_factor") == (None, None, None, "NOT_APPLICABLE", None)
    assert told(portfolio, "finish_quality_factor", "P2") == (None, None, None, "CANCELLED", None)
    assert portfolio.rows("marts.closed_forecasts") == []


def test_a_report_that_is_corrected_after_the_closing_does_not_make_the_forecast_better(portfolio: Portfolio) -> None:
    first = portfolio.load("projects", forecast("P1", THREE, 700, "2026-05-16", status_date=THREE))
    portfolio.load("projects", finished("P1"))
    before = (told(portfolio, "estimate_error_three_months"), told(portfolio, "finish_error_days_three_months"))
    assert before == ((pytest.approx(-0.3), -300, 1000, None, None), (-30, None, None, None, None))
    _forget(portfolio)
    portfolio.load("projects", forecast("P1", THREE, 1000, "2026-06-15", status_date="2026-07-20"), replaces=first)
    assert portfolio.rows("core.projects", project_id="P1", period=date(2026, 3, 31))[0][
        "manager_estimate_at_completion"] == 1000  # fmt: skip
    assert (told(portfolio, "estimate_error_three_months"), told(portfolio, "finish_error_days_three_months")) == (
        (pytest.approx(-0.3), -300, 1000, None, "RESTATED"), (-30, None, None, None, "RESTATED"),
    )  # fmt: skip


def _forget(portfolio: Portfolio) -> None:
    """Let all models be made anew."""
    for table in [one for one in portfolio.database.made if one.startswith(("core.", "indicators.", "marts."))]:
        portfolio.database.connection.execute(f"drop table {table}")
        portfolio.database.made.remove(table)


@together
def test_a_forecast_that_was_never_made_is_told_apart_by_its_reason(portfolio: Portfolio) -> Told:
    portfolio.load("projects", forecast("LATE", SIX, 900, "2026-06-15", actual_start="2025-01-01"))
    portfolio.load("projects", forecast("GAP", TWELVE, 900, "2026-06-15"), forecast("SHORT", THREE, 900, "2026-06-15"),
                   forecast("SILENT", THREE))  # fmt: skip
    portfolio.load("projects", finished("LATE", actual_start="2025-01-01"), finished("GAP"),
                   finished("SHORT", actual_start="2026-01-05"), finished("SILENT", actual_start="2026-03-01"),
                   finished("UNDATED", actual_finish=None), finished("UNPAID", actual_cost=None))  # fmt: skip
    yield
    assert errors(portfolio, "estimate_error", "reason", "LATE") == [
        "PERIOD_GAP(2026-03)", None, "INSUFFICIENT_HISTORY(6<12)"
    ]  # fmt: skip
    assert errors(portfolio, "estimate_error", "reason", "GAP") == ["PERIOD_GAP(2026-03)", "PERIOD_GAP(2025-12)", None]
    assert errors(portfolio, "finish_error_days", "reason", "SHORT") == [None, "NOT_APPLICABLE", "NOT_APPLICABLE"]
    assert errors(portfolio, "estimate_error", "reason", "SILENT") == [
        "MISSING_INPUT(manager_estimate_at_completion)", "NOT_APPLICABLE", "NOT_APPLICABLE"
    ]  # fmt: skip
    assert errors(portfolio, "finish_error_ratio", "reason", "SILENT")[0] == "MISSING_INPUT(forecast_finish)"
    assert errors(portfolio, "finish_error_days", "reason", "UNDATED") == ["MISSING_INPUT(actual_finish)"] * 3
    assert errors(portfolio, "estimate_error", "reason", "UNPAID") == [
        f"INSUFFICIENT_HISTORY(0<{months})" for months in (3, 6, 12)
    ]  # fmt: skip


@together
def test_what_cannot_be_divided_says_so_and_the_days_stand_all_the_same(portfolio: Portfolio) -> Told:
    portfolio.load("projects", forecast("FREE", THREE, 900, "2026-06-20"), forecast("NIL", THREE, 0, "2026-06-20"),
                   forecast("P1", THREE, 900, "2026-06-20", actual_start=None))  # fmt: skip
    portfolio.load("projects", finished("FREE", actual_cost=0), finished("NIL"),
                   finished("P1", actual_start=None))  # fmt: skip
    yield
    assert told(portfolio, "estimate_error_three_months", "FREE") == (None, 900, 0, "ZERO_DENOM(actual_cost)", None)
    assert told(portfolio, "estimate_error_three_months", "NIL")[3] == "INVALID_INPUT(manager_estimate_at_completion)"
    assert told(portfolio, "finish_error_days_three_months")[:4] == (5, None, None, None)
    assert told(portfolio, "finish_error_ratio_three_months") == (None, 5, None, "MISSING_INPUT(actual_start)", None)


@together
def test_what_a_project_cost_stands_after_the_closing_until_it_is_said_anew(portfolio: Portfolio) -> Told:
    portfolio.load("projects", forecast("P1", THREE, 900, "2026-06-15"))
    portfolio.load("projects", finished("P1"))
    portfolio.load("projects", {"project_id": "P1", "period": "2026-07-31", "state": "closed"})
    portfolio.load("projects", {"project_id": "P1", "period": "2026-08-31", "state": "closed", "actual_cost": 1200})
    portfolio.load("projects", forecast("P1", "2026-09-30", 1500))  # opened again
    yield
    found = [told(portfolio, "estimate_error_three_months", period=date(2026, month, day))[:4] for month, day in (
        (3, 31), (6, 30), (7, 31), (8, 31), (9, 30))]  # fmt: skip
    assert found == [
        (None, None, None, "NOT_APPLICABLE"), (pytest.approx(-0.1), -100, 1000, None),
        (pytest.approx(-0.1), -100, 1000, None), (pytest.approx(-0.25), -300, 1200, None),
        (None, None, None, "NOT_APPLICABLE"),
    ]  # fmt: skip


@together
def test_what_was_spent_before_the_closing_is_not_what_a_project_cost_in_the_end(portfolio: Portfolio) -> Told:
    portfolio.load("projects", forecast("P1", THREE, 900, "2026-06-15", actual_cost=600))
    portfolio.load("projects", finished("P1", actual_cost=None))
    portfolio.load("projects", {"project_id": "P1", "period": "2026-07-31", "state": "closed", "actual_cost": 1000})
    yield
    for month, expected in ((date(2026, 6, 30), (None, None, None, "MISSING_INPUT(actual_cost)")),
                            (date(2026, 7, 31), (pytest.approx(-0.1), -100, 1000, None))):  # fmt: skip
        assert told(portfolio, "estimate_error_three_months", period=month)[:4] == expected


def change(name: str, status: str, decided: str | None, cost: float | None, days: float | None, **more: Any) -> Row:
    return {"project_id": "P1", "period": CLOSING, "change_id": name, "status": status, "decided_on": decided,
            "cost_impact": cost, "days_impact": days, **more}  # fmt: skip


@together
def test_changes_approved_after_a_forecast_are_not_held_against_it(portfolio: Portfolio) -> Told:
    portfolio.load("projects", forecast("P1", SIX, 760, "2026-05-06"))
    portfolio.load("projects", forecast("P1", THREE, 880, "2026-06-05"))
    portfolio.load("projects", finished("P1"))
    portfolio.load("changes", change("A", "submitted", None, 1, 1, period=THREE),
                   change("GONE", "implemented", "2026-02-10", 50, 20, period=THREE))  # fmt: skip
    portfolio.load("changes", change("A", "approved", "2026-04-10", 150, 20),
                   change("EARLY", "approved", "2025-12-31", 70, 7), change("NO", "rejected", "2026-04-10", 400, 90),
                   change("OPEN", "submitted", "2026-05-01", 30, 3))  # fmt: skip
    yield
    assert errors(portfolio, "estimate_error")[:2] == pytest.approx([-0.12, -0.24])
    # three months before: 150 and 20 days were added since: 880 of 850, and 5 June where 26 May was due, of 380 days
    assert told(portfolio, "estimate_error_less_changes_three_months") == (
        pytest.approx(30 / 850), 30, 850, None, None
    )  # fmt: skip
    assert told(portfolio, "finish_error_ratio_less_changes_three_months") == (
        pytest.approx(10 / 380), 10, 380, None, None
    )  # fmt: skip
    # six months before: 50 and 20 days more, of a change that later registers leave out: 760 of 800; 6 May of 6 May
    assert told(portfolio, "estimate_error_less_changes_six_months") == (pytest.approx(-0.05), -40, 800, None, None)
    assert told(portfolio, "finish_error_ratio_less_changes_six_months") == (0, 0, 360, None, None)


@together
def test_without_a_register_of_changes_nothing_is_known_of_them(portfolio: Portfolio) -> Told:
    for one in ("NONE", "COVERED"):
        portfolio.load("projects", forecast(one, THREE, 900, "2026-06-05"))
        portfolio.load("projects", finished(one))
    portfolio.load("changes", change("A", "approved", "2026-04-10", 150, 20), covers=[("COVERED", CLOSING)])
    yield
    for name in ("estimate_error_less_changes_three_months", "finish_error_ratio_less_changes_three_months"):
        assert told(portfolio, name, "NONE") == (None, None, None, "MISSING_INPUT(changes)", None)
    assert told(portfolio, "estimate_error_less_changes_three_months", "COVERED") == (-0.1, -100, 1000, None, None)
    assert told(portfolio, "finish_error_ratio_less_changes_three_months", "COVERED") == (
        -10 / 400, -10, 400, None, None,
    )  # fmt: skip
    assert told(portfolio, "estimate_error_three_months", "NONE")[:3] == (-0.1, -100, 1000)


@together
def test_a_change_without_effect_or_day_is_not_taken_off_and_said(portfolio: Portfolio) -> Told:
    portfolio.load("projects", forecast("P1", THREE, 900, "2026-06-05"))
    portfolio.load("projects", finished("P1"))
    portfolio.load("changes", change("UNDATED", "approved", None, 50, 0),
                   change("BLANK", "approved", "2026-05-01", 10, None),
                   change("DONE", "implemented", None, 40, 5, implemented_on="2026-05-20"))  # fmt: skip
    yield
    assert told(portfolio, "estimate_error_less_changes_three_months") == (
        pytest.approx(-50 / 950), -50, 950, None, "ESTIMATED"
    )  # fmt: skip
    assert told(portfolio, "finish_error_ratio_less_changes_three_months") == (
        pytest.approx(-5 / 395), -5, 395, None, "ESTIMATED"
    )  # fmt: skip


@together
def test_estimating_quality_weighs_each_forecast_by_the_days_it_stood(portfolio: Portfolio) -> Told:
    for period, cost, finish in (("2026-02-28", 800, "2026-05-06"), (THREE, 900, "2026-06-15"),
                                 ("2026-04-30", None, None), ("2026-05-31", 1000, "2026-06-25")):  # fmt: skip
        portfolio.load("projects", forecast("P1", period, cost, finish), forecast("EXACT", period, 1000, "2026-06-15"))
    portfolio.load("projects", forecast("P1", "2026-01-31", 600, "2026-06-15"),
                   forecast("EXACT", "2026-01-31", 1000, "2026-06-15"))  # fmt: skip
    portfolio.load("projects", finished("P1"), finished("EXACT"), finished("NEW"))
    yield
    # 28 days 40 % off, 31 days 20 %, 61 days 10 % (April says nothing), the last 15 right: 135 / (11.2 + 6.2 + 6.1)
    assert told(portfolio, "estimate_quality_factor") == (
        pytest.approx(135 / 23.5), 135, pytest.approx(23.5), None, None
    )  # fmt: skip
    # 31 days by 40 of 400 days, 15 by 10 of 400
    assert told(portfolio, "finish_quality_factor") == (
        pytest.approx(135 / 3.475), 135, pytest.approx(3.475), None, None
    )  # fmt: skip
    assert told(portfolio, "estimate_quality_factor", "EXACT") == (None, 135, 0, "ZERO_DENOM", None)
    assert told(portfolio, "finish_quality_factor", "NEW")[3] == "INSUFFICIENT_HISTORY(0<4)"


@together
def test_a_finish_yet_to_come_is_no_outcome_and_no_later_forecast_is_held_against_it(portfolio: Portfolio) -> Told:
    for period in ("2025-07-31", "2025-08-31", "2025-09-30", "2025-10-31", THREE):
        portfolio.load("projects", forecast("P1", period, 900, "2026-06-01"))
    portfolio.load("projects", finished("P1", period=SIX), finished("P1"))
    yield
    december = date(2025, 12, 31)
    assert errors(portfolio, "estimate_error", "reason", period=december) == ["INVALID_INPUT(actual_finish)"] * 3
    assert told(portfolio, "finish_quality_factor", period=december)[3] == "INVALID_INPUT(actual_finish)"
    assert errors(portfolio, "estimate_error")[0] == pytest.approx(-0.1)


def accuracy(portfolio: Portfolio, period: date = JUNE, **where: Any) -> list[tuple]:
    """(MdAPE, bias, share within a tenth, closed, known, reason) of all projects, three months before the finish."""
    names = ("median_absolute_error", "bias", "within_ratio", "count_closed", "count_known", "reason")
    where = {"measure": "cost", "months_before": 3, "level": "portfolio", "name": "", **where}
    return [tuple(row[name] for name in names) for row in portfolio.rows(
        "marts.forecast_accuracy", period=period, **where)]  # fmt: skip


def test_of_a_group_the_medians_and_the_share_within_a_tenth_are_told_both_ways(portfolio: Portfolio) -> None:
    costs = {"A": 900, "B": 1100, "C": 800, "D": 700, "E": 950}
    portfolio.load("projects", *(forecast(project, THREE, cost) for project, cost in costs.items()),
                   forecast("OPEN", THREE, 1), forecast("LONG AGO", "2025-01-31", 1), forecast("BLANK", THREE),
                   forecast("YOUNG", "2026-04-30", 1))  # fmt: skip
    portfolio.load("projects", *(finished(project, programme="North") for project in costs),
                   finished("LONG AGO", actual_finish="2025-06-30"), forecast("OPEN", CLOSING, 1),
                   finished("BLANK"), finished("YOUNG", actual_start="2026-04-02"))  # fmt: skip
    # errors -10, +10, -20, -30 and -5 %: absolute 5 10 10 20 30, signed -30 -20 -10 -5 +10; three of five within 10 %;
    # of BLANK it is not known, YOUNG had not begun, LONG AGO finished before the twelve months
    assert accuracy(portfolio) == [(pytest.approx(0.1), pytest.approx(-0.1), pytest.approx(0.6), 6, 5, None)]
    assert accuracy(portfolio, level="programme", name="North") == [
        (pytest.approx(0.1), pytest.approx(-0.1), pytest.approx(0.6), 5, 5, None)
    ]  # fmt: skip
    assert accuracy(portfolio, months_before=12) == [(None, None, None, 6, 0, "SMALL_N(0<5)")]


def test_fewer_than_five_projects_say_nothing_of_a_group(portfolio: Portfolio) -> None:
    portfolio.load("projects", *(forecast(project, THREE, 900) for project in "ABCD"))
    portfolio.load("projects", *(finished(project) for project in "ABCD"))
    assert accuracy(portfolio) == [(None, None, None, 4, 4, "SMALL_N(4<5)")]


def test_a_project_that_is_not_reported_any_more_still_counts_among_those_that_closed(portfolio: Portfolio) -> None:
    portfolio.load("projects", *(forecast(project, THREE, 900) for project in "ABCDE"))
    portfolio.load("projects", *(finished(project) for project in "ABCDE"))
    portfolio.load("projects", forecast("F", "2027-05-31", 10), forecast("F", "2027-06-30", 10))
    portfolio.load("projects", forecast("A", "2027-06-30", 10))  # opened again
    assert accuracy(portfolio, date(2027, 5, 31)) == [
        (pytest.approx(0.1), pytest.approx(-0.1), pytest.approx(1.0), 5, 5, None)
    ]  # fmt: skip
    assert accuracy(portfolio, date(2027, 6, 30)) == []
