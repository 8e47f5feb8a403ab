"""Why a rolled-up figure is not shown: one rule for the roll-ups and for the cards of every page."""

from datetime import date
from typing import Any

import pytest

MARCH = date(2026, 3, 31)
NAMES = ("P1", "P2", "P3", "P4", "P5")


@pytest.mark.parametrize(
    ("known", "without_rate", "coverage", "least", "reason"),
    [
        (4, 1, 0.8, 0.8, None),  # on the bound
        (4, 1, None, 0.8, "FX_MISSING"),  # nothing to weigh by is not enough
        (4, 0, None, 0.8, "LOW_COVERAGE"),
        (3, 1, 0.6, 0.8, "FX_MISSING"),  # with the rate four of five
        (2, 1, 0.4, 0.8, "LOW_COVERAGE"),  # also with it three of five
        (3, 0, 0.6, 0.8, "LOW_COVERAGE"),
        (0, 5, 0, 0.8, "FX_MISSING"),
        (0, 1, 0, 0.8, "MISSING_INPUT"),
        (1, 1, 0.2, 0, None),  # a sum
        (0, 1, 0, 0, "FX_MISSING"),
        (0, 0, 0, 0, "MISSING_INPUT"),
    ],
)
def test_the_want_of_a_rate_is_named_only_where_the_rates_would_do(
    database, known: int, without_rate: int, coverage: float | None, least: float, reason: str | None
) -> None:
    told = f"coverage_reason({'null' if coverage is None else coverage}, {known}, {without_rate}, 5, {least}"
    query = f"select {told}, 'MISSING_INPUT'), {told}, null)"
    expected = (reason, "LOW_COVERAGE" if reason == "MISSING_INPUT" else reason)
    assert database.connection.execute(query).fetchall() == [expected]


@pytest.fixture
def abroad(given):
    """Five projects of one budget: `known` of them have an index, `abroad` have one and no rate; the rest has none."""

    def tell(known: int, abroad: int) -> None:
        given("core.conventions", {"least_coverage": 0.8, "least_count": 5})
        given("chosen", {"period": MARCH, "compared": None})
        given("scope", [{"project_id": one, "period": MARCH} for one in NAMES])
        given("core.earned_value", [
            {"project_id": one, "period": MARCH, "budget_at_completion": 100, "progress_state": "IN_PROGRESS",
             "actual_cost": 100 if place < known + abroad else None, "planned_value": 50}
            for place, one in enumerate(NAMES)
        ])  # fmt: skip
        given("core.plan_rates", [
            {"project_id": one, "period": MARCH, "currency": "EUR",
             "rate": None if known <= place < known + abroad else 1.0}
            for place, one in enumerate(NAMES)
        ])  # fmt: skip
        given("marts.project_health", [{"project_id": one, "period": MARCH} for one in NAMES])
        given("marts.indicators", [
            {"indicator": "cost_performance_index", "grain": "project", "subject_id": one, "project_id": one,
             "period": MARCH} | ({"value": 0.9, "numerator": 90, "denominator": 100} if place < known + abroad
                                 else {"reason": "MISSING_INPUT(actual_cost)"})
            for place, one in enumerate(NAMES)
        ])  # fmt: skip

    return tell


@pytest.mark.parametrize(
    ("known", "without_rate", "reason"),
    [(4, 1, None), (3, 1, "FX_MISSING"), (2, 1, "LOW_COVERAGE"), (0, 5, "FX_MISSING"),
     (0, 0, "MISSING_INPUT(actual_cost)")],
)  # fmt: skip
def test_the_cards_of_cost_say_it_as_the_roll_up_does(
    abroad, rows, known: int, without_rate: int, reason: str | None
) -> None:
    abroad(known, without_rate)
    (index,) = [row for row in rows("queries.earned_value_cards") if row["card"] == "cost_index"]
    (spent,) = [row for row in rows("queries.overview_cards") if row["card"] == "budget_spent"]
    assert (index["reason"], spent["reason"]) == (reason, reason)
    found: dict[str, Any] = {"cost_index": index["value"], "budget_spent": spent["value"]}
    assert found == {name: None if reason else pytest.approx(value) for name, value in
                     (("cost_index", 0.9), ("budget_spent", 1.0))}  # fmt: skip
