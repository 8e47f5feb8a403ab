"""Tasks, dependencies and working days worked out a second time, in Python, on twenty-four projects over two years."""

import pytest

from tests.conftest import Database
from tests.sql.conftest import Portfolio
from tests.sql.twin.calculations import tasks_and_dependencies
from tests.sql.twin.compared import told_apart
from tests.sql.twin.shapes import Tables, flags_told, reasons_told


@pytest.fixture(scope="module")
def portfolio() -> Portfolio:
    return Portfolio(Database())


@pytest.fixture(scope="module")
def tables(portfolio) -> Tables:
    return tasks_and_dependencies(portfolio)


def test_every_column_of_every_table_is_that_of_the_second_calculation(portfolio, tables) -> None:
    for name in tables:
        portfolio.make(name)
    assert told_apart(portfolio.database.connection, tables) == ""


def test_what_is_compared_holds_every_kind_of_answer(tables) -> None:
    assert {name for name, rows in tables.items() if len(rows) < 250} == set()
    assert reasons_told(tables) >= {
        "MISSING_INPUT(task_name)", "MISSING_INPUT(tasks.actual_finish)", "MISSING_INPUT(tasks.forecast_finish)",
        "MISSING_INPUT(tasks.percent_complete)", "MISSING_INPUT(tasks.planned_hours,tasks.duration_days)",
        "INVALID_INPUT(tasks.percent_complete)", "MISSING_INPUT(total_float_days)", "MISSING_INPUT(forecast_finish)",
        "INVALID_INPUT(actual_start)", "MISSING_INPUT(actual_start)", "ZERO_DENOM(tasks.remaining_duration_days)",
        "MISSING_INPUT(dependencies)", "MISSING_INPUT(dependencies.needed_on)", "NOT_APPLICABLE", "NOT_STARTED",
        "MISSING_INPUT(dependencies.forecast_on)", "NO_BASELINE", "PERIOD_GAP", "SMALL_N", "CANCELLED", "COMPLETE",
        "ON_HOLD",
    }  # fmt: skip
    assert flags_told(tables) == {
        "UNAPPROVED_TASKS", "TASKS_BY_COST", "TASKS_BY_HOURS", "TASKS_BY_DURATION", "PARTIAL_COVERAGE", "FEW_KNOWN",
        "ESTIMATED", "RED_BY_RULE",
    }  # fmt: skip
