"""Fiscal year, cost, estimates and funding worked out a second time in Python, on sixty projects with budget tables."""

from datetime import date

import pytest

from tests.sql.twin.burning import add_burning, of_burning, of_funding
from tests.sql.twin.compared import OF_MONEY, told_apart
from tests.sql.twin.invented import Row, month_end
from tests.sql.twin.money_answers import answers, of_year
from tests.sql.twin.money_costs import of_cost
from tests.sql.twin.money_facts import Money, money
from tests.sql.twin.money_invented import CURRENCY, YEAR_BEGINS, MoneyInvented, fiscal_year

SEED = 2


@pytest.fixture(scope="module")
def invented() -> MoneyInvented:
    return MoneyInvented.of(SEED)


@pytest.fixture(scope="module")
def twin(invented) -> dict[str, Money]:
    found = money(invented)
    for project in found.values():
        add_burning(project)
    return found


@pytest.fixture(scope="module")
def worked_out(twin) -> dict[str, list[Row]]:
    """The rows of every indicator by its name."""
    return answers(twin, _told)


def _told(project: Money, fact: Row) -> dict[str, Row]:
    report, committed = project.report(fact["place"]), fact["sums"]["committed"]
    return of_year(fact) | of_cost(fact, report, committed) | of_burning(fact, of_funding(fact, project.facts))


@pytest.fixture(scope="module")
def portfolio(invented, portfolio_of_cases):
    portfolio = portfolio_of_cases()
    settings = {"currency": CURRENCY, "fiscal_year_start_month": str(YEAR_BEGINS)}
    portfolio.database.given("reference.settings", [
        {"name": name, "value": value} for name, value in settings.items()
    ])  # fmt: skip
    invented.load_into(portfolio)
    return portfolio


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
    year = fact["year"]
    return {
        "project_id": project.name, "period": fact["period"], "progress_state": fact["state"],
        "fiscal_year": fiscal_year(fact["place"]), "forecast_carried": year["carried"],
        "forecast_period": _day(year["carried_told"]),
        **{column: year[f"{name}_value"] for name, column in names.items()},
        **{f"{name}_reason": year[f"{name}_reason"] for name in names},
        **{f"{name}_flags": year[f"{name}_flags"] for name in names if year[f"{name}_value"] is not None},
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
    for model, told in rows.items():
        portfolio.make(model)
        assert told_apart(portfolio.database.connection, {model: told}, OF_MONEY) == ""
        assert len(told) > 100, model


def test_every_cost_of_a_month_and_every_day_on_which_money_ends_is_that_of_the_second_calculation(
    portfolio, twin
) -> None:
    facts = [(project, fact) for project in twin.values() for fact in project.facts.values()]
    rows = {
        "core.monthly_costs": [
            {"project_id": project.name, "period": fact["period"], "cost": fact["cost_alone"],
             "count_months": len(fact["recent"]), "mean_cost": fact["mean_cost"], "median_cost": fact["middle_cost"],
             "invalid_reason": fact["refused"]}
            for project, fact in facts
        ],
        "core.funding": [of_funding(fact, project.facts) for project, fact in facts],
    }  # fmt: skip
    for model, told in rows.items():
        portfolio.make(model)
        assert told_apart(portfolio.database.connection, {model: told}, OF_MONEY) == ""


def test_every_indicator_of_money_is_that_of_the_second_calculation(portfolio, worked_out) -> None:
    assert len(worked_out) == 40
    for name, rows in worked_out.items():
        portfolio.make(f"indicators.{name}")
        connection = portfolio.database.connection
        assert told_apart(connection, {f"indicators.{name}": rows}, OF_MONEY) == ""
        assert sum(row["value"] is not None for row in rows) > 60, name


def test_what_is_compared_holds_every_kind_of_answer(worked_out) -> None:
    rows = [row for told in worked_out.values() for row in told]
    reasons = {row["reason"] for row in rows}
    assert reasons >= {
        "NOT_STARTED", "ON_HOLD", "COMPLETE", "CANCELLED", "PERIOD_GAP", "NOT_APPLICABLE", "NO_BASELINE",
        "BASELINE_CHANGED", "BUDGET_EXHAUSTED", "UNDEFINED_MATH", "FX_MISSING(budgets.currency)",
        "MISSING_INPUT(budget_this_year)", "MISSING_INPUT(budget_year_to_date)", "MISSING_INPUT(actual_this_year)",
        "MISSING_INPUT(forecast_this_year)", "MISSING_INPUT(contingency_approved)", "MISSING_INPUT(committed_cost)",
        "MISSING_INPUT(forecast_finish)", "MISSING_INPUT(cost_tolerance)",
        "MISSING_INPUT(manager_estimate_at_completion)", "INVALID_INPUT(committed_cost)",
        "INVALID_INPUT(contingency_approved)", "INVALID_INPUT(cost_tolerance)", "INVALID_INPUT(actual_cost)",
        "INVALID_INPUT(manager_estimate_at_completion)", "INVALID_INPUT(estimate_to_complete)",
        "INVALID_INPUT(earned_value)", "INSUFFICIENT_HISTORY(2<3)", "ZERO_DENOM(budget_this_year)",
        "ZERO_DENOM(budget_year_to_date)", "ZERO_DENOM(earned_value)", "ZERO_DENOM(actual_cost)",
        "ZERO_DENOM(contingency_approved)", "ZERO_DENOM(cost_tolerance)", "NEG_DENOM(full_year_forecast)",
        "NEG_DENOM(burn_rate)",
    }, reasons  # fmt: skip
    flags = {flag for row in rows for flag in (row["flags"] or "").split(",")}
    assert flags >= {
        "EARLY", "ESTIMATED", "INPUTS_DIFFER", "PARTIAL_COVERAGE", "NEG_AC", "ACCRUAL_MISSING", "AMOUNT_JUMPED",
        "EV_GT_BAC", "EV_REGRESSION", "COMMITTED_EARLY", "RED_BY_RULE", "NEAR_END", "NOT_CREDIBLE", "FUNDING_IS_BUDGET",
    }  # fmt: skip
