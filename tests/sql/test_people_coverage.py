"""How much of the hours must be known before a role or a project can be judged: the bounds themselves are enough."""

import pytest

from tests.conftest import Database
from tests.sql.conftest import Portfolio

MARCH = "2026-03-31"
KNOWN = {"plain": 95, "almost plain": 94, "enough": 80, "too little": 79}


@pytest.fixture(scope="module")
def portfolio() -> Portfolio:
    """Of a hundred hours of each project, so many are booked of somebody whose capacity is known; each has a role of
    its own."""
    found = Portfolio(Database())
    found.load("projects", *({"project_id": name, "state": "active", "percent_complete": 0.5} for name in KNOWN))
    found.load("people", *(
        {"person_id": f"{name} {number}", "month": MARCH, "role": name, **({} if number else {"capacity_hours": 100})}
        for name in KNOWN for number in range(2)
    ))  # fmt: skip
    found.load("assignments", *(
        {"project_id": name, "person_id": f"{name} {number}", "month": MARCH, "planned_hours": hours}
        for name, known in KNOWN.items() for number, hours in enumerate((known, 100 - known))
    ))  # fmt: skip
    return found


@pytest.mark.parametrize("indicator", ["role_utilisation", "role_gap_hours", "contended_hours_ratio"])
def test_four_fifths_of_the_hours_are_enough_and_nineteen_twentieths_need_no_remark(portfolio, indicator) -> None:
    rows = {row["subject_id"]: (row["reason"], row["flags"]) for row in portfolio.rows(f"indicators.{indicator}")}
    assert rows == {
        "plain": (None, None), "almost plain": (None, "PARTIAL_COVERAGE"), "enough": (None, "PARTIAL_COVERAGE"),
        "too little": ("MISSING_INPUT(capacity_hours)", None),
    }  # fmt: skip
