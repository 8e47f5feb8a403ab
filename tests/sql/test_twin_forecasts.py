"""Forecast accuracy worked out a second time in Python, on sixty projects with corrections and change requests."""

import re

import pytest

from tests.sql.twin.compared import OF_MONEY, told_apart
from tests.sql.twin.forecast_invented import ForecastInvented
from tests.sql.twin.forecasts import errors, forecasts, quality
from tests.sql.twin.invented import Row, month_end

SEED = 5


@pytest.fixture(scope="module")
def invented() -> ForecastInvented:
    return ForecastInvented.of(SEED)


@pytest.fixture(scope="module")
def worked_out(invented) -> dict[str, list[Row]]:
    """The rows of every indicator by its name."""
    found: dict[str, list[Row]] = {}
    for project in forecasts(invented):
        for place in project.now:
            for name, row in (errors(project, place) | quality(project, place)).items():
                found.setdefault(name, []).append({"project_id": project.name, "period": month_end(place), **row})
    return found


def test_every_error_and_every_factor_is_that_of_the_second_calculation(
    invented, worked_out, portfolio_of_cases
) -> None:
    portfolio = portfolio_of_cases()
    for entity in ("projects", "corrections", "changes"):
        portfolio.load("changes" if entity == "changes" else "projects", *getattr(invented, entity))
    assert len(worked_out) == 17
    for name, rows in worked_out.items():
        portfolio.make(f"indicators.{name}")
        connection = portfolio.database.connection
        assert told_apart(connection, {f"indicators.{name}": rows}, OF_MONEY) == ""


def test_what_is_compared_holds_every_kind_of_answer(worked_out) -> None:
    assert {name for name, rows in worked_out.items() if sum(row["value"] is not None for row in rows) < 9} == set()
    reasons = {re.sub(r"\d+", "n", row["reason"] or "") for rows in worked_out.values() for row in rows}
    assert reasons >= {
        "NOT_APPLICABLE", "CANCELLED", "PERIOD_GAP(n-n)", "INSUFFICIENT_HISTORY(n<n)",
        "MISSING_INPUT(manager_estimate_at_completion)", "INVALID_INPUT(manager_estimate_at_completion)",
        "MISSING_INPUT(forecast_finish)", "MISSING_INPUT(actual_finish)", "INVALID_INPUT(actual_finish)",
        "MISSING_INPUT(actual_cost)", "MISSING_INPUT(changes)", "ZERO_DENOM", "ZERO_DENOM(actual_cost)",
        "NEG_DENOM(actual_cost)",
    }, reasons  # fmt: skip
    flags = {row["flags"] for rows in worked_out.values() for row in rows}
    assert flags >= {None, "RESTATED", "ESTIMATED", "ESTIMATED,RESTATED"}
