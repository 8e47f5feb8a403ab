"""The fiscal year, worked out a second time in Python on sixty projects and their budget tables over two years."""

from datetime import date

import pytest

from tests.conftest import Database
from tests.sql.conftest import Portfolio
from tests.sql.twin.compared import apart
from tests.sql.twin.invented import Row, month_end
from tests.sql.twin.money_answers import answers, of_year
from tests.sql.twin.money_facts import Money, money
from tests.sql.twin.money_invented import CURRENCY, YEAR_BEGINS, MoneyInvented, fiscal_year

SEED = 1


@pytest.fixture(scope="module")
def invented() -> MoneyInvented:
    return MoneyInvented.of(SEED)


@pytest.fixture(scope="module")
def twin(invented) -> dict[str, Money]:
    return money(invented)


@pytest.fixture(scope="module")
def portfolio(invented):
    database = Database()
    database.given("reference.settings", [{"name": "currency", "value": CURRENCY},
                                          {"name": "fiscal_year_start_month", "value": str(YEAR_BEGINS)}])  # fmt: skip
    portfolio = Portfolio(database)
    invented.load_into(portfolio)
    yield portfolio
    database.close()


def _day(place: int | None) -> date | None:
    return None if place is None else month_end(place)


def _months(project: Money, fact: Row) -> list[Row]:
    return [
        {"project_id": project.name, "period": fact["period"], "month": month_end(one["month"]),
         "fiscal_year": fiscal_year(fact["place"]), "is_foreign": one["is_foreign"],
         "forecast_period": _day(one["forecast_told"]), "is_actual_partial": one["is_partial"],
         "is_forecast_carried": one["forecast_told"] is not None and one["forecast_told"] < fact["place"],
         **{name: one[name] for name in ("budget", "actual", "forecast", "committed", "expected")}}
        for one in fact["months"]
    ]  # fmt: skip


def _sums(project: Money, fact: Row) -> Row:
    sums = fact["sums"]
    is_told = sums["no_forecast"] is None
    return {
        "project_id": project.name, "period": fact["period"], "budget_this_year": sums["budget"],
        "budget_year_to_date": sums["budget_to_date"], "actual_year_to_date": sums["actual"],
        "forecast_to_come": sums["forecast_to_come"] if is_told else None,
        "forecast_carried": sums["carried"] if is_told else None, "forecast_period": _day(sums["carried_told"]),
        "committed": sums["committed"], "deviation": sums["deviation"], "last_quarter": sums["last_quarter"],
        "budget_reason": sums["no_budget"], "budget_to_date_reason": sums["no_budget_to_date"],
        "actual_reason": sums["no_actual"], "forecast_reason": sums["no_forecast"],
        "is_start_unknown": sums["is_start_unknown"], "is_actual_partial": sums["is_partial"],
    }  # fmt: skip


def _year(project: Money, fact: Row) -> Row:
    names = {"budget": "budget_this_year", "budget_to_date": "budget_year_to_date", "actual": "actual_year_to_date",
             "forecast": "forecast_this_year"}  # fmt: skip
    return {
        "project_id": project.name, "period": fact["period"], "progress_state": fact["state"],
        "fiscal_year": fiscal_year(fact["place"]), "forecast_carried": fact["carried"],
        "forecast_period": _day(fact["carried_told"]),
        **{column: fact[f"{name}_value"] for name, column in names.items()},
        **{f"{name}_reason": fact[f"{name}_reason"] for name in names},
        **{f"{name}_flags": fact[f"{name}_flags"] for name in names if fact[f"{name}_value"] is not None},
    }  # fmt: skip


def test_every_month_sum_and_year_is_that_of_the_second_calculation(portfolio, twin) -> None:
    facts = [(project, fact) for project in twin.values() for fact in project.facts.values()]
    rows = {
        "core.budget_months": [row for project, fact in facts for row in _months(project, fact)],
        "core.budget_sums": [_sums(project, fact) for project, fact in facts],
        "core.budget_year": [_year(project, fact) for project, fact in facts],
        "core.budget_year_lines": [
            {"project_id": project.name, "period": fact["period"], "budget": lines["budget"],
             "actual": lines["actual"], "is_beside_months": lines["is_beside_months"],
             "is_actual_partial": lines["is_partial"]}
            for project, fact in facts if (lines := fact["year_lines"])
        ],
    }  # fmt: skip
    keys = {"core.budget_months": ("project_id", "period", "month")}
    for model, told in rows.items():
        portfolio.make(model)
        differences = apart(portfolio.database.connection, model, told, *keys.get(model, ("project_id", "period")))
        assert differences[:5] == [], model
        assert len(told) > 100, model


def test_every_indicator_of_the_year_is_that_of_the_second_calculation(portfolio, twin) -> None:
    worked_out = answers(twin, of_year)
    assert len(worked_out) == 12
    for name, rows in worked_out.items():
        portfolio.make(f"indicators.{name}")
        connection = portfolio.database.connection
        assert apart(connection, f"indicators.{name}", rows, "project_id", "period")[:5] == []
        assert sum(row["value"] is not None for row in rows) > 200, name


def test_what_is_compared_holds_every_kind_of_answer_of_a_year(twin) -> None:
    rows = [row for told in answers(twin, of_year).values() for row in told]
    assert {row["reason"] for row in rows} >= {
        "NOT_STARTED", "ON_HOLD", "COMPLETE", "CANCELLED", "PERIOD_GAP", "NOT_APPLICABLE",
        "FX_MISSING(budgets.currency)", "MISSING_INPUT(budget_this_year)", "MISSING_INPUT(budget_year_to_date)",
        "MISSING_INPUT(actual_this_year)", "MISSING_INPUT(forecast_this_year)", "ZERO_DENOM(budget_this_year)",
        "ZERO_DENOM(budget_year_to_date)", "NEG_DENOM(full_year_forecast)",
    }  # fmt: skip
    flags = {flag for row in rows for flag in (row["flags"] or "").split(",")}
    assert flags >= {"ESTIMATED", "INPUTS_DIFFER", "PARTIAL_COVERAGE", "NEG_AC", "ACCRUAL_MISSING", "AMOUNT_JUMPED"}
