"""Risks and opportunities worked out a second time, in Python, on thirty projects over two years."""

import pytest

from tests.conftest import Database
from tests.sql.conftest import Portfolio
from tests.sql.twin.calculations import risks_and_opportunities
from tests.sql.twin.compared import told_apart
from tests.sql.twin.shapes import Tables, flags_told, reasons_told


@pytest.fixture(scope="module")
def portfolio() -> Portfolio:
    return Portfolio(Database())


@pytest.fixture(scope="module")
def tables(portfolio) -> Tables:
    return risks_and_opportunities(portfolio)


def test_every_column_of_every_table_is_that_of_the_second_calculation(portfolio, tables) -> None:
    for name in tables:
        portfolio.make(name)
    assert told_apart(portfolio.database.connection, tables) == ""


def test_what_is_compared_holds_every_kind_of_answer(tables) -> None:
    assert {name for name, rows in tables.items() if len(rows) < 400} == set()
    scores = ("probability_score", "impact_score", "residual_probability_score", "residual_impact_score")
    values = ("probability", "cost_impact", "residual_probability", "residual_cost_impact")
    assert reasons_told(tables) >= {
        *(f"{why}_INPUT(risks.{name})" for name in (*scores, *values) for why in ("MISSING", "INVALID")),
        *(f"MISSING_INPUT(risks.{name})" for name in ("raised_on", "due_on", "reviewed_on", "response_cost")),
        "MISSING_INPUT(risks.probability,risks.cost_impact)", "FX_MISSING(risks.currency)", "CANCELLED", "COMPLETE",
        "MISSING_INPUT(risks.probability_score,risks.impact_score)", "MISSING_INPUT(risks)", "SMALL_N",
        "MISSING_INPUT(contingency_approved)", "MISSING_INPUT(contingency_drawn)", "NOT_APPLICABLE",
        "ZERO_DENOM(risks.cost_impact)",
    }  # fmt: skip
    assert flags_told(tables) == {
        "INPUTS_DIFFER", "CERTAIN", "ESTIMATED", "BEFORE_RESPONSE", "FEW_KNOWN", "PARTIAL_COVERAGE",
    }  # fmt: skip
