"""Budgets of several currencies: what is added at plan rates, and what is not added at all."""

from datetime import date

import pytest

from tests.sql.fiscal_years import MARCH, MONTHS, YEAR, end, lines, year


def test_lines_in_another_currency_than_the_project_are_not_added_to_it(portfolio) -> None:
    portfolio.load("projects", *({"project_id": name, "currency": "CNY", **YEAR} for name in ("A", "B")))
    portfolio.load(
        "budgets",
        *lines("A", currency="CNY", cost_type="here"),
        *lines("A", currency="EUR", cost_type="there"),
        *lines("B", currency="CNY"),
    )
    row = year(portfolio, "A")
    assert (row["budget_this_year"], row["budget_reason"]) == (None, "FX_MISSING(budgets.currency)")
    assert year(portfolio, "B")["budget_this_year"] == 1200


def test_amounts_of_two_reports_in_two_currencies_are_not_added(portfolio) -> None:
    euro, yuan = {"actual": 100, "currency": "EUR", "cost_type": "staff"}, {"actual": 7, "currency": "CNY"}
    told = {
        "mixed": (euro, yuan | {"cost_type": "travel"}),
        "corrected": (euro, yuan | {"cost_type": "staff"}),
        "decoy": (euro | {"currency": "CNY"}, yuan | {"cost_type": "travel"}),
    }
    for place, period in enumerate(("2026-01-31", "2026-02-28")):
        portfolio.load("projects", *({"project_id": name, "period": period, "currency": "CNY"} for name in told))
        portfolio.load("budgets", *(
            {"project_id": name, "period": period, "month": "2026-01-31", **lines[place]}
            for name, lines in told.items()
        ))  # fmt: skip
    rows = portfolio.rows("core.budget_months", period=date(2026, 2, 28))
    found = {row["project_id"]: (row["actual"], row["is_foreign"]) for row in rows}
    assert found == {"mixed": (None, True), "corrected": (7, False), "decoy": (107, False)}


def test_a_line_in_a_currency_of_its_own_under_a_project_that_states_none_is_foreign(portfolio) -> None:
    portfolio.load(
        "projects", {"project_id": "stated", "currency": "CNY"}, {"project_id": "A"}, {"project_id": "decoy"}
    )
    portfolio.load(
        "budgets",
        {"project_id": "A", "month": "2026-01-31", "budget": 100, "actual": 100, "currency": "EUR"},
        {"project_id": "decoy", "month": "2026-01-31", "budget": 100, "actual": 100, "currency": "CNY"},
    )
    months = {row["project_id"]: (row["actual"], row["is_foreign"]) for row in portfolio.rows("core.budget_months")}
    assert months == {"A": (None, True), "decoy": (100, False)}


@pytest.mark.parametrize("field", ["actual", "actual_to_date"])
def test_a_cost_to_date_of_lines_in_two_currencies_is_not_known(field: str, portfolio) -> None:
    names = ("A", "corrected", "decoy")
    for period in ("2026-02-28", MARCH):
        portfolio.load("projects", *(
            {"project_id": name, "period": period, "currency": "EUR", "actual_start": "2026-02-01"} for name in names
        ))  # fmt: skip
        euro = {"period": period, "month": period, "cost_type": "staff", field: 100}
        yen = {"period": period, "month": period, "cost_type": "travel", field: 9000, "currency": "JPY"}
        portfolio.load("budgets", *(euro | {"project_id": name} for name in names),
                       *(yen | {"project_id": name} for name in names[:2]))  # fmt: skip
    portfolio.load("budgets", *(
        {"project_id": "corrected", "month": month, "cost_type": "travel", field: 50, "currency": "EUR"}
        for month in ("2026-02-28", MARCH)
    ))  # fmt: skip
    rows = portfolio.rows("core.cost_to_date", period=date.fromisoformat(MARCH))
    # two months of 100, and what was corrected from yen to 50 euros in both
    euros = {"actual": {"corrected": 300, "decoy": 200}, "actual_to_date": {"corrected": 150, "decoy": 100}}[field]
    assert {row["project_id"]: row["actual_cost"] for row in rows} == {"A": None, **euros}
    assert {row["project_id"]: row["reason"] for row in rows} == {
        "A": "FX_MISSING(budgets.currency)", "corrected": None, "decoy": None,
    }  # fmt: skip


def test_commitments_of_a_line_without_a_month_in_another_currency_are_not_added(portfolio) -> None:
    portfolio.load("projects", *({"project_id": name, "currency": "CNY", **YEAR} for name in ("A", "decoy")))
    portfolio.load("budgets", *(
        {"project_id": name, "committed": amount, "currency": currency, "cost_type": currency + str(amount)}
        for name, amount, currency in (("A", 5, "CNY"), ("A", 7, "EUR"), ("decoy", 5, "CNY"), ("decoy", 7, "CNY"))
    ))  # fmt: skip
    found = {row["project_id"]: row["committed"] for row in portfolio.rows("core.budget_sums")}
    assert found == {"A": None, "decoy": 12}


def test_a_portfolio_adds_budgets_at_plan_rates_and_leaves_out_what_has_none(portfolio) -> None:
    portfolio.load("projects", *(
        {"project_id": name, **YEAR, "currency": currency, "budget_at_completion": 1200}
        for name, currency in (("A", "CNY"), ("B", "CNY"), ("C", "EUR"), ("D", "USD"))
    ))  # fmt: skip
    portfolio.load("budgets", *(line for name in "ABCD" for line in lines(name)))
    rate = {"currency": "EUR", "to_currency": "CNY", "rate_type": "plan", "fiscal_year": "2026", "rate": 8}
    portfolio.load("fx_rates", rate, rate | {"currency": "GBP"})
    portfolio.only("actual_year_to_date", "budget_execution_rate")
    rollup = {row["indicator"]: row for row in portfolio.rows("marts.rollup", level="portfolio", name="")}
    assert (rollup["actual_year_to_date"]["value"], rollup["actual_year_to_date"]["count_with_value"]) == (2700, 3)
    assert rollup["budget_execution_rate"]["value"] is None
    assert rollup["budget_execution_rate"]["reason"] == "FX_MISSING"
    months = portfolio.rows("core.budget_months", month=date(2026, 1, 31))
    converted = {row["project_id"]: (row["budget"], row["budget_converted"]) for row in months}
    assert converted == {"A": (100, 100), "B": (100, 100), "C": (100, 800), "D": (100, None)}


def test_the_gap_of_a_portfolio_is_that_of_its_sums(portfolio) -> None:
    portfolio.load("projects", *({"project_id": name, **YEAR} for name in ("A", "B")))
    portfolio.load("budgets", *lines("A"), *lines("B", budget=300))
    portfolio.only("budget_execution_rate", "time_elapsed_ratio", "budget_execution_gap")
    rollup = {row["indicator"]: row["value"] for row in portfolio.rows("marts.rollup", level="portfolio", name="")}
    # (270 + 270) / (1200 + 3600) = 11.25 %, not the mean of 22.5 % and 7.5 %
    assert rollup["budget_execution_rate"] == pytest.approx(0.1125)
    assert rollup["time_elapsed_ratio"] == 0.25
    assert rollup["budget_execution_gap"] == pytest.approx(0.1125 - 0.25)


def test_a_line_of_the_whole_year_is_in_the_projects_currency_unless_it_names_another(portfolio) -> None:
    line = {"fiscal_year": "2026", "budget": 400, "actual": 100}
    portfolio.load("projects", *({"project_id": name, "currency": "CNY", **YEAR} for name in ("bare", "same", "other")))
    portfolio.load("budgets", {"project_id": "bare", **line}, {"project_id": "same", **line, "currency": "CNY"},
                   {"project_id": "other", **line, "currency": "EUR"})  # fmt: skip
    found = {row["project_id"]: (row["budget"], row["actual"]) for row in portfolio.rows("core.budget_year_lines")}
    assert found == {"bare": (400, 100), "same": (400, 100)}


def test_budgets_by_month_are_a_curve_where_all_of_them_are_in_the_projects_currency(portfolio) -> None:
    currencies = {"bare": (None, None), "same": ("CNY", "CNY"), "one other": ("CNY", "EUR")}
    portfolio.load("projects", *({"project_id": name, "currency": "CNY", **YEAR} for name in currencies))
    portfolio.load("budgets", *(
        {"project_id": name, "month": end(month), "budget": 100, "currency": currency}
        for name, pair in currencies.items() for month, currency in zip(MONTHS[:2], pair, strict=True)
    ))  # fmt: skip
    found = [(row["project_id"], f"{row['month']:%m}", row["planned_value"])
             for row in portfolio.rows("core.budget_curves")]  # fmt: skip
    assert found == [("bare", "01", 100), ("bare", "02", 200), ("same", "01", 100), ("same", "02", 200)]
