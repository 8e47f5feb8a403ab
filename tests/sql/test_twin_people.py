"""People, bookings and capacity worked out a second time, in Python, on sixteen projects over nine months."""

import pytest

from tests.conftest import Database
from tests.sql.conftest import Portfolio
from tests.sql.twin.calculations import people_and_bookings
from tests.sql.twin.compared import told_apart
from tests.sql.twin.shapes import Tables, flags_told, reasons_told


@pytest.fixture(scope="module")
def portfolio() -> Portfolio:
    return Portfolio(Database())


@pytest.fixture(scope="module")
def tables(portfolio) -> Tables:
    return people_and_bookings(portfolio)


def test_every_column_of_every_table_is_that_of_the_second_calculation(portfolio, tables) -> None:
    for name in tables:
        portfolio.make(name)
    assert told_apart(portfolio.database.connection, tables) == ""


def test_what_is_compared_holds_every_kind_of_answer(tables) -> None:
    assert {name for name, rows in tables.items() if len(rows) < 40} == set()
    assert reasons_told(tables) >= {
        "MISSING_INPUT(capacity_hours)", "INVALID_INPUT(capacity_hours)", "MISSING_INPUT(planned_hours)",
        "INVALID_INPUT(planned_hours)", "MISSING_INPUT(actual_hours)", "MISSING_INPUT(timesheet_hours)", "PERIOD_GAP",
        "ZERO_DENOM(capacity_hours)", "ZERO_DENOM(planned_hours)", "CANCELLED", "COMPLETE",
    }  # fmt: skip
    assert flags_told(tables) == {"ESTIMATED", "PARTIAL_COVERAGE"}
    numbers = [row["value"] for name, rows in tables.items() if name.startswith("indicators") for row in rows]
    assert sum(value is not None and value > 0 for value in numbers) > 100
