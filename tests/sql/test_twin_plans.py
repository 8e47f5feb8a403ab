"""Versions, plans in force, first plans and what changed worked out a second time, in Python, on sixty projects."""

import pytest

from tests.conftest import Database
from tests.sql.conftest import Portfolio
from tests.sql.twin.calculations import plans_and_changes
from tests.sql.twin.compared import told_apart
from tests.sql.twin.shapes import Tables


@pytest.fixture(scope="module")
def portfolio() -> Portfolio:
    return Portfolio(Database())


@pytest.fixture(scope="module")
def tables(portfolio) -> Tables:
    return plans_and_changes(portfolio)


def test_every_column_of_every_table_is_that_of_the_second_calculation(portfolio, tables) -> None:
    for name in tables:
        portfolio.make(name)
    assert told_apart(portfolio.database.connection, tables) == ""


def test_what_is_compared_holds_every_kind_of_answer(tables) -> None:
    assert {name for name, rows in tables.items() if len(rows) < 200} == set()
    told = {reason for rows in tables.values() for row in rows if (reason := row.get("budget_reason"))}
    assert told == {
        "NO_BASELINE", "INVALID_INPUT(budget_at_completion)", "INVALID_INPUT(original_budget)",
        "FX_MISSING(baselines.currency)",
    }  # fmt: skip
    assert any(row["is_over_target"] for row in tables["core.plan_changes"])
    for name in ("window_start", "earned_anew_on", "cost_anew_on"):
        assert any(row[name] for row in tables["core.plan_breaks"]), name
    first = tables["core.original_plans"]
    assert any(row["is_rebaselined"] and row["curve_version"] for row in first)
    assert any(row["is_start_estimated"] for row in first)
