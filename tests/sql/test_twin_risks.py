"""Risks and opportunities worked out a second time, in Python, on thirty projects over two years."""

from random import Random

import pytest

from tests.conftest import Database
from tests.sql.conftest import Portfolio
from tests.sql.twin.compared import differing_rows
from tests.sql.twin.loads import load_in_parts
from tests.sql.twin.reports import Reports
from tests.sql.twin.risks import risk_tables
from tests.sql.twin.risks_invented import risks, wrong
from tests.sql.twin.shapes import Tables, flags_told, reasons_told

SEED, COUNT = 1, 30


@pytest.fixture(scope="module")
def portfolio() -> Portfolio:
    return Portfolio(Database())


@pytest.fixture(scope="module")
def tables(portfolio) -> Tables:
    reports = Reports.of(SEED, COUNT)
    reports.load(portfolio)
    rows, without = risks(reports, SEED)
    load_in_parts(portfolio, "risks", rows, Random(SEED), wrong, ("risk_id",), without)
    return risk_tables(reports, rows, without)


def test_every_column_of_every_table_is_that_of_the_second_calculation(portfolio, tables) -> None:
    different = {}
    for name, twin in tables.items():
        portfolio.make(name)
        different[name] = differing_rows(portfolio.database.connection, name, twin)
    assert "\n".join(f"{name} {len(rows)} {rows[:3]}" for name, rows in different.items() if rows) == ""


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
