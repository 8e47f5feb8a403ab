"""Milestones and finishes worked out a second time, in Python, on forty projects over two years."""

import pytest

from tests.conftest import Database
from tests.sql.conftest import Portfolio
from tests.sql.twin.calculations import milestones_and_finishes
from tests.sql.twin.compared import told_apart
from tests.sql.twin.shapes import Tables, flags_told, reasons_told


@pytest.fixture(scope="module")
def portfolio() -> Portfolio:
    return Portfolio(Database())


@pytest.fixture(scope="module")
def tables(portfolio) -> Tables:
    return milestones_and_finishes(portfolio)


def test_every_column_of_every_table_is_that_of_the_second_calculation(portfolio, tables) -> None:
    for name in tables:
        portfolio.make(name)
    assert told_apart(portfolio.database.connection, tables) == ""


def test_what_is_compared_holds_every_kind_of_answer(tables) -> None:
    assert {name for name, rows in tables.items() if len(rows) < 150} == set()
    assert reasons_told(tables) >= {
        "MISSING_INPUT(actual_date)", "MISSING_INPUT(forecast_date)", "MISSING_INPUT(milestone_name)", "SMALL_N",
        "INVALID_INPUT(actual_date)", "CANCELLED", "ON_HOLD", "COMPLETE", "NOT_APPLICABLE", "NO_BASELINE",
        "NOT_STARTED", "INSUFFICIENT_HISTORY", "UNDEFINED_MATH", "PERIOD_GAP", "ZERO_DENOM(status_date)",
        "MISSING_INPUT(forecast_finish)", "MISSING_INPUT(actual_finish)", "INVALID_INPUT(forecast_finish)",
        "INVALID_INPUT(actual_finish)", "INVALID_INPUT(actual_start)", "MISSING_INPUT(actual_start)",
        "MISSING_INPUT(time_tolerance_days)", "INVALID_INPUT(time_tolerance_days)", "ZERO_DENOM(time_tolerance_days)",
    }  # fmt: skip
    assert flags_told(tables) == {"PARTIAL_COVERAGE", "DROPPED", "ESTIMATED", "RED_BY_RULE"}
