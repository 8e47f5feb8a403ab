"""Which lines of a budget table the fiscal year of a project is made of, and what goes before them."""

from datetime import date

from tests.sql.fiscal_years import MARCH, MONTHS, YEAR, indicator, lines, year
from tests.sql.together import Together, Told

together = Together()


@together
def test_a_newer_report_of_a_month_replaces_its_plan_and_corrects_its_lines(portfolio) -> Told:
    for period in ("2026-02-28", MARCH):
        portfolio.load("projects", {"project_id": "A", "period": period, **YEAR})
    first = lines("A", cost_type="staff") + lines("A", cost_type="travel")
    for line in first:
        line |= {"period": "2026-02-28", "actual": None if line["month"] > "2026-02-28" else line["actual"]}
    portfolio.load("budgets", *first)
    portfolio.load("budgets", *lines("A", MONTHS[2:], cost_type="staff"))
    yield
    (may,) = portfolio.rows("core.budget_months", period=date(2026, 3, 31), month=date(2026, 5, 31))
    assert (may["budget"], may["forecast"], may["expected"]) == (100, 110, 110)  # travel is no longer planned
    (january,) = portfolio.rows("core.budget_months", period=date(2026, 3, 31), month=date(2026, 1, 31))
    assert (january["budget"], january["actual"], january["expected"]) == (200, 180, 180)  # both lines, as last told
    before = portfolio.rows("core.budget_months", period=date(2026, 2, 28), month=date(2026, 5, 31))
    assert [row["forecast"] for row in before] == [220]


@together
def test_a_projects_own_statement_goes_before_its_budget_table_and_a_difference_is_flagged(portfolio) -> Told:
    stated = {
        "budget_this_year": 1300, "actual_this_year": 270.5, "forecast_this_year": 1280, "budget_year_to_date": 310,
    }  # fmt: skip
    portfolio.load("projects", {"project_id": "A", **YEAR, **stated}, {"project_id": "decoy", **YEAR})
    portfolio.load("budgets", *lines("A"), *lines("decoy"))
    yield
    row = year(portfolio, "A")
    assert [float(row[name]) for name in stated if name in row] == [1300, 1280, 310]
    assert (row["actual_year_to_date"], row["actual_flags"]) == (270.5, [])  # within half a percent
    assert (row["budget_flags"], row["forecast_flags"]) == (["INPUTS_DIFFER"], ["INPUTS_DIFFER"])


@together
def test_a_line_of_the_whole_year_is_its_budget_and_what_was_spent_of_it(portfolio) -> Told:
    portfolio.load("projects", *({"project_id": name, **YEAR} for name in ("named", "elapsed", "other year", "bare")))
    portfolio.load(
        "budgets",
        {"project_id": "named", "fiscal_year": "FY2026", "cost_type": "all", "budget": 400, "actual": 100},
        {"project_id": "elapsed", "time_elapsed_rate": 0.25, "cost_type": "staff", "budget": 400, "actual": 60},
        {"project_id": "elapsed", "time_elapsed_rate": 0.25, "cost_type": "travel", "budget": 100, "actual": 40},
        {"project_id": "other year", "fiscal_year": "2025", "budget": 400, "actual": 100},
        {"project_id": "bare", "budget": 400, "actual": 100},
    )
    yield
    rates = {name: indicator(portfolio, name, "budget_execution_rate")[:2] for name in ("named", "elapsed")}
    assert rates == {"named": (0.25, None), "elapsed": (0.2, None)}
    for name in ("other year", "bare"):
        assert indicator(portfolio, name, "budget_execution_rate")[:2] == (None, "MISSING_INPUT(budget_this_year)")


@together
def test_a_line_of_the_whole_year_stands_for_the_months_of_its_own_type_of_cost(portfolio) -> Told:
    names = ("A", "same type", "all types", "gap", "not budgeted")
    portfolio.load("projects", *({"project_id": name, **YEAR} for name in names))
    year_line = {"fiscal_year": "2026", "cost_type": "capex", "budget": 1000, "actual": 500}
    portfolio.load(
        "budgets",
        *({"project_id": name, **year_line} for name in ("A", "same type", "gap", "not budgeted")),
        {"project_id": "all types", **year_line, "cost_type": None},
        *lines("A", cost_type="opex"), *lines("same type", cost_type="capex"), *lines("all types", cost_type="opex"),
        *lines("gap", MONTHS[:6], cost_type="opex"),
        *(line | {"budget": None} for line in lines("not budgeted", cost_type="opex")),
    )  # fmt: skip
    yield
    found = {name: year(portfolio, name) for name in names}
    assert {name: row["budget_this_year"] for name, row in found.items()} == {
        "A": 2200, "same type": 1000, "all types": 1000, "gap": None, "not budgeted": 1000,
    }  # fmt: skip
    assert {name: row["actual_year_to_date"] for name, row in found.items()} == {
        "A": 770, "same type": 500, "all types": 500, "gap": 770, "not budgeted": 770,
    }  # fmt: skip
    assert found["gap"]["budget_reason"] == "PERIOD_GAP"


@together
def test_one_actual_of_two_lines_of_the_year_covers_a_part(portfolio) -> Told:
    portfolio.load("projects", *({"project_id": name, **YEAR} for name in ("A", "decoy")))
    portfolio.load("budgets", *(
        {"project_id": name, "fiscal_year": "2026", "cost_type": kind, "budget": 100, "actual": actual}
        for name, kind, actual in (("A", "staff", 60), ("A", "travel", None), ("decoy", "staff", 60),
                                   ("decoy", "travel", 0))
    ))  # fmt: skip
    yield
    found = {name: year(portfolio, name) for name in ("A", "decoy")}
    assert {name: (row["actual_year_to_date"], row["actual_flags"]) for name, row in found.items()} == {
        "A": (60, ["PARTIAL_COVERAGE"]), "decoy": (60, []),
    }  # fmt: skip


@together
def test_without_a_budget_table_the_year_is_the_difference_of_two_costs_to_date(portfolio) -> Told:
    for period, cost in (("2025-12-31", 500), (MARCH, 640)):
        portfolio.load(
            "projects",
            {"project_id": "old", "period": period, "actual_cost": cost, "actual_start": "2025-01-01",
             "budget_this_year": 700},
            {"project_id": "lost", "period": period, "actual_cost": cost if period == MARCH else None,
             "actual_start": "2025-01-01", "budget_this_year": 700},
        )  # fmt: skip
    portfolio.load(
        "projects", {"project_id": "new", "actual_cost": 64, "actual_start": "2026-02-01", "budget_this_year": 128}
    )
    yield
    assert indicator(portfolio, "old", "budget_execution_rate")[0] == 0.2
    assert indicator(portfolio, "new", "budget_execution_rate")[0] == 0.5
    assert indicator(portfolio, "lost", "budget_execution_rate")[:2] == (None, "MISSING_INPUT(actual_this_year)")


@together
def test_a_forecast_of_an_older_report_is_an_estimate(portfolio) -> Told:
    for period in ("2026-02-28", MARCH):
        portfolio.load("projects", *({"project_id": name, "period": period, **YEAR} for name in ("A", "decoy")))
    old = lines("A") + lines("decoy")
    portfolio.load("budgets", *(line | {"period": "2026-02-28"} for line in old), standing=False)
    fresh = [line | ({"forecast": None} if line["project_id"] == "A" else {}) for line in old]
    portfolio.load("budgets", *fresh, standing=False)
    yield
    found = {name: year(portfolio, name) for name in ("A", "decoy")}
    assert {name: row["forecast_this_year"] for name, row in found.items()} == {"A": 1260, "decoy": 1260}
    assert {name: row["forecast_flags"] for name, row in found.items()} == {"A": ["ESTIMATED"], "decoy": []}
    carried = {name: (row["forecast_carried"], row["forecast_period"]) for name, row in found.items()}
    assert carried == {"A": (990, date(2026, 2, 28)), "decoy": (0, None)}


@together
def test_what_a_project_expected_before_it_was_over_is_no_longer_expected(portfolio) -> Told:
    over = {"cancelled": {"state": "cancelled"}, "complete": {"state": "closed", "actual_finish": "2026-03-20"},
            "on hold": {"state": "on_hold"}}  # fmt: skip
    for period, states in (("2026-02-28", dict.fromkeys(over, {})), (MARCH, over)):
        portfolio.load("projects", *(
            {"project_id": name, "period": period, **YEAR, **state} for name, state in states.items()
        ))  # fmt: skip
    portfolio.load("budgets", *(
        line | {"period": "2026-02-28"} for name in over for line in lines(name)
    ), standing=False)  # fmt: skip
    bill = {"project_id": "complete", "month": "2026-04-30", "forecast": 25}
    spent = [line | {"forecast": None} for name in over for line in lines(name, MONTHS[:3])]
    portfolio.load("budgets", *spent, bill, standing=False)
    yield
    # 270 spent; nine months of 110 were expected, and a last bill of the complete one since it is complete
    found = {name: year(portfolio, name) for name in over}
    assert {name: row["forecast_this_year"] for name, row in found.items()} == {
        "cancelled": 270, "complete": 295, "on hold": 1260,
    }  # fmt: skip
    assert {name: row["forecast_carried"] for name, row in found.items()} == {
        "cancelled": 0, "complete": 0, "on hold": 990,
    }  # fmt: skip


@together
def test_an_actual_of_some_lines_only_covers_a_part(portfolio) -> Told:
    portfolio.load("projects", *({"project_id": name, **YEAR} for name in ("A", "decoy")))
    portfolio.load(
        "budgets",
        *lines("A", cost_type="labour"), *lines("A", cost_type="capex", actual={}),
        *lines("decoy", cost_type="labour"), *lines("decoy", cost_type="capex"),
    )  # fmt: skip
    yield
    assert (year(portfolio, "A")["actual_year_to_date"], year(portfolio, "A")["actual_flags"]) == (
        270, ["PARTIAL_COVERAGE"],
    )  # fmt: skip
    assert year(portfolio, "decoy")["actual_flags"] == []
