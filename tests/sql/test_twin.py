"""Earned value and earned schedule worked out a second time, in Python, on two hundred projects over two years."""

import pandas as pd
import pytest

from tests.conftest import Database
from tests.sql.conftest import Portfolio
from tests.sql.twin.compared import differing, in_sql, second_calculation
from tests.sql.twin.invented import Invented

SEED = 1


@pytest.fixture(scope="module")
def invented() -> Invented:
    return Invented.of(SEED)


@pytest.fixture(scope="module")
def twin(invented) -> dict[str, pd.DataFrame]:
    return second_calculation(invented)


def test_every_value_and_every_reason_is_that_of_the_second_calculation(invented, twin) -> None:
    portfolio = Portfolio(Database())
    for entity in ("projects", "baselines", "baseline_periods"):
        portfolio.load(entity, *getattr(invented, entity))
    different = {}
    for name, answer in twin.items():
        portfolio.make(in_sql(name).model)
        different[name] = differing(portfolio.database.connection, name, answer)
    assert len(different) == 44
    assert {name: rows.head(3).to_dict("records") for name, rows in different.items() if len(rows)} == {}


def test_what_is_compared_holds_every_kind_of_answer(twin) -> None:
    assert {name for name, rows in twin.items() if rows.twin_value.notna().sum() < 500} == set()
    told = {reason for rows in twin.values() for reason in rows.twin_reason.dropna()}
    assert told >= {
        "NO_BASELINE", "NOT_STARTED", "ON_HOLD", "COMPLETE", "CANCELLED", "PERIOD_GAP", "INSUFFICIENT_HISTORY",
        "BUDGET_EXHAUSTED", "PAST_PLANNED_DURATION", "UNDEFINED_MATH", "NEG_DENOM(actual_cost)",
        "ZERO_DENOM(actual_cost)", "ZERO_DENOM(planned_value)", "ZERO_DENOM(schedule_performance_index_time)",
        "INVALID_INPUT(planned_value)", "INVALID_INPUT(budget_at_completion)", "INVALID_INPUT(percent_complete)",
        "MISSING_INPUT(actual_cost)", "MISSING_INPUT(percent_complete)",
    }  # fmt: skip
