"""Earned value and earned schedule worked out a second time, in Python, on two hundred projects over two years."""

from collections.abc import Iterator

import pandas as pd
import pytest

from tests.conftest import Database
from tests.sql.conftest import Portfolio
from tests.sql.twin.facts import facts
from tests.sql.twin.formulas import answers
from tests.sql.twin.invented import Invented

SEED = 1
KEYS = ["project_id", "period"]
# Relative; what is left of large amounts is exact to the six decimals in which money is kept.
CLOSE, OF_MONEY = 1e-9, 1e-6
MONEY = ("schedule_variance", "cost_variance", "estimate_to_complete", "variance_at_completion")


@pytest.fixture(scope="module")
def compared() -> Iterator[dict[str, pd.DataFrame]]:
    """For each indicator the rows of both, side by side: value, reason, twin_value, twin_reason."""
    invented = Invented.of(SEED)
    portfolio = Portfolio(Database())
    for entity in ("projects", "baselines", "baseline_periods"):
        portfolio.load(entity, *getattr(invented, entity))
    known = facts(invented)
    keys = known[KEYS].assign(period=pd.to_datetime(known.period))
    found = {}
    for name, (value, reason) in answers(known).items():
        twin = keys.assign(twin_value=value, twin_reason=reason)
        found[name] = twin.merge(_ours(portfolio, name), on=KEYS, how="outer", indicator=True)
    return found


def _ours(portfolio: Portfolio, name: str) -> pd.DataFrame:
    """project_id, period, value, reason of an indicator, or of an independent duration by basis and pressure."""
    model, where, value = f"indicators.{name}", "", "value"
    if "/" in name:
        basis, pressure = name.split("/")
        model, value = "core.independent_durations", "duration_months"
        where = f"where basis = '{basis}' and pressure = '{pressure}'"
    portfolio.make(model)
    sql = f"select project_id, period, {value}::double as value, reason from {model} {where}"
    return portfolio.database.connection.execute(sql).df()


def _differing(name: str, rows: pd.DataFrame) -> pd.DataFrame:
    allowed = CLOSE * rows.twin_value.abs() + (OF_MONEY if name in MONEY else 0)
    is_close = ((rows.value - rows.twin_value).abs() <= allowed) | rows.value.isna() & rows.twin_value.isna()
    is_same = is_close & (rows.reason.fillna("") == rows.twin_reason.fillna("")) & (rows._merge == "both")
    return rows[~is_same]


def test_every_value_and_every_reason_is_that_of_the_second_calculation(compared) -> None:
    assert len(compared) == 44
    different = {name: _differing(name, rows) for name, rows in compared.items()}
    assert {name: rows.head(3).to_dict("records") for name, rows in different.items() if len(rows)} == {}


def test_what_is_compared_holds_every_kind_of_answer(compared) -> None:
    assert {name for name, rows in compared.items() if rows.value.notna().sum() < 500} == set()
    told = {reason for rows in compared.values() for reason in rows.twin_reason.dropna()}
    assert told >= {
        "NO_BASELINE", "NOT_STARTED", "ON_HOLD", "COMPLETE", "CANCELLED", "PERIOD_GAP", "INSUFFICIENT_HISTORY",
        "BUDGET_EXHAUSTED", "PAST_PLANNED_DURATION", "UNDEFINED_MATH", "NEG_DENOM(actual_cost)",
        "ZERO_DENOM(actual_cost)", "ZERO_DENOM(planned_value)", "ZERO_DENOM(schedule_performance_index_time)",
        "INVALID_INPUT(planned_value)", "INVALID_INPUT(budget_at_completion)", "INVALID_INPUT(percent_complete)",
        "MISSING_INPUT(actual_cost)", "MISSING_INPUT(percent_complete)",
    }  # fmt: skip
