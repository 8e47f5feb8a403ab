"""Milestones and finishes worked out a second time, in Python, on forty projects over two years."""

from random import Random

import pytest

from tests.conftest import Database
from tests.sql.conftest import Portfolio
from tests.sql.twin.compared import differing_rows
from tests.sql.twin.finishes import finish_tables
from tests.sql.twin.loads import load_in_parts
from tests.sql.twin.milestones import milestone_tables
from tests.sql.twin.milestones_invented import milestones, wrong
from tests.sql.twin.reports import Reports
from tests.sql.twin.shapes import Tables, flags_told, reasons_told

SEED = 1


@pytest.fixture(scope="module")
def reports() -> Reports:
    return Reports.of(SEED)


@pytest.fixture(scope="module")
def tables(reports) -> Tables:
    return milestone_tables(reports, *milestones(reports, SEED)) | finish_tables(reports)


def test_every_column_of_every_table_is_that_of_the_second_calculation(reports, tables) -> None:
    portfolio = Portfolio(Database())
    reports.load(portfolio)
    rows, without = milestones(reports, SEED)
    load_in_parts(portfolio, "milestones", rows, Random(SEED), wrong, ("milestone_id", "milestone_name"), without)
    different = {}
    for name, twin in tables.items():
        portfolio.make(name)
        different[name] = differing_rows(portfolio.database.connection, name, twin)
    assert "\n".join(f"{name} {len(rows)} {rows[:3]}" for name, rows in different.items() if rows) == ""


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
