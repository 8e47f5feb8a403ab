"""Single figures of the fiscal year where two sources could speak: which one does, and when they are said to differ."""

from datetime import date

import pytest

from tests.sql.conftest import month_end
from tests.sql.together import Together, Told

together = Together()

MAR = "2026-03-31"
MONTHS = [month_end(f"2026-{number:02}").isoformat() for number in range(1, 13)]
YEAR = {"baseline_start": "2026-01-01", "baseline_finish": "2026-12-31", "actual_start": "2026-01-01"}


@together
def test_months_of_cost_run_from_the_start_expected_to_the_finish_and_of_what_is_over_no_further(portfolio) -> Told:
    """A is to begin in March instead of February; B was finished in February; C ran on to the month reported."""
    planned = {"baseline_start": "2026-02-01", "baseline_finish": "2026-10-31"}
    portfolio.load(
        "projects",
        {"project_id": "A", **planned, "forecast_start": "2026-03-10", "forecast_finish": "2026-11-20"},
        {"project_id": "B", **planned, "actual_start": "2026-01-05", "state": "closed", "actual_finish": "2026-02-15"},
        {"project_id": "C", "state": "closed"},
    )
    yield
    columns = ("first_budget_month", "last_budget_month", "first_cost_month", "last_cost_month")
    rows = {row["project_id"]: tuple(row[name] and f"{row[name]:%Y-%m}" for name in columns)
            for row in portfolio.rows("core.budget_windows")}  # fmt: skip
    assert rows["A"] == ("2026-02", "2026-10", "2026-03", "2026-11")
    assert rows["B"] == ("2026-02", "2026-10", "2026-01", "2026-02")
    assert rows["C"][3] == "2026-03"


def _flags(portfolio, project: str) -> tuple:
    (row,) = portfolio.rows("core.budget_year", project_id=project)
    return tuple(row[f"{name}_flags"] for name in ("budget", "budget_to_date", "actual", "forecast"))


@together
def test_nought_beside_nought_and_a_credit_beside_the_same_credit_do_not_differ(portfolio) -> Told:
    nought = dict.fromkeys(("budget_this_year", "budget_year_to_date", "actual_this_year", "forecast_this_year"), 0)
    credit = {name: -300 for name in nought}
    portfolio.load("projects", {"project_id": "nought", **YEAR, **nought}, {"project_id": "credit", **YEAR, **credit},
                   {"project_id": "differs", **YEAR, **credit, "budget_year_to_date": -299})  # fmt: skip
    portfolio.load("budgets", *(
        {"project_id": name, "month": month, "budget": amount, "actual": amount, "forecast": 0}
        for name, amount in (("nought", 0), ("credit", -100), ("differs", -101)) for month in MONTHS
    ))  # fmt: skip
    yield
    assert _flags(portfolio, "nought") == ([], [], [], [])
    assert _flags(portfolio, "credit")[1:] == ([], [], [])
    # what is expected of the year is made of what is stated to date
    assert _flags(portfolio, "differs")[1:] == (["INPUTS_DIFFER"], ["INPUTS_DIFFER"], [])


def test_a_year_written_as_two_is_the_one_that_begins_in_the_first(given, portfolio) -> None:
    given("reference.settings", {"name": "fiscal_year_start_month", "value": "2"})
    portfolio.load("projects", {"project_id": "A"}, {"project_id": "B"})
    portfolio.load("budgets", {"project_id": "A", "fiscal_year": "2026/27", "budget": 400},
                   {"project_id": "B", "fiscal_year": "2025/26", "budget": 400})  # fmt: skip
    assert [(row["project_id"], row["budget"]) for row in portfolio.rows("core.budget_year_lines")] == [("A", 400)]


@pytest.mark.parametrize("column", ["budget", "actual", "forecast", "committed"])
def test_an_amount_told_in_a_currency_that_the_project_has_left_is_foreign(column: str, portfolio) -> None:
    """A reported in euros in February and in yuan in March, when it says nothing new of its months; B never changed."""
    for period, currency in (("2026-02-28", "EUR"), (MAR, "CNY")):
        portfolio.load("projects", {"project_id": "A", "period": period, "currency": currency, **YEAR},
                       {"project_id": "B", "period": period, "currency": "EUR", **YEAR})  # fmt: skip
    portfolio.load("budgets", *(
        {"project_id": name, "period": "2026-02-28", "month": "2026-01-31", column: 100} for name in ("A", "B")
    ))  # fmt: skip
    rows = portfolio.rows("core.budget_months", period=date(2026, 3, 31))
    assert [(row["project_id"], row["is_foreign"], row[column]) for row in rows] == [
        ("A", True, None), ("B", False, 100),
    ]  # fmt: skip


@together
def test_why_a_year_has_no_ratio_of_its_forecast(portfolio) -> Told:
    stated = {"budget_this_year": 0, "forecast_this_year": 10}
    portfolio.load(
        "projects",
        {"project_id": "nothing approved", **YEAR, **stated},
        {"project_id": "neither", **YEAR, "budget_this_year": 0},
        {"project_id": "cancelled", **YEAR, **stated, "budget_this_year": 20, "state": "cancelled"},
        {"project_id": "known", **YEAR, **stated, "budget_this_year": 20},
    )
    yield
    assert portfolio.values("full_year_forecast_ratio", "reason") == {
        "nothing approved": "ZERO_DENOM(budget_this_year)", "neither": "MISSING_INPUT(forecast_this_year)",
        "cancelled": "CANCELLED", "known": None,
    }  # fmt: skip
    assert portfolio.values("full_year_forecast_ratio")["known"] == 0.5


@together
def test_the_cost_of_a_month_is_what_was_added_also_in_the_month_in_which_work_began(portfolio) -> Told:
    """Preparation cost A 10 in February, before it began; B began in March and said nothing before."""
    for period, costs in (("2026-02-28", {"A": 10, "B": None}), (MAR, {"A": 100, "B": 100})):
        portfolio.load("projects", *(
            {"project_id": name, "period": period, "actual_cost": cost, "actual_start": "2026-03-02"}
            for name, cost in costs.items()
        ))  # fmt: skip
    yield
    rows = portfolio.rows("core.monthly_costs", period=date(2026, 3, 31))
    assert {row["project_id"]: row["cost"] for row in rows} == {"A": 90, "B": 100}


@together
def test_the_whole_cost_of_what_began_on_the_first_day_of_the_year_is_of_this_year(portfolio) -> Told:
    """New began on 1 January, old on the day before; of neither is the cost at the end of last year known."""
    portfolio.load("projects", *(
        {"project_id": name, "actual_cost": 64, "actual_start": start}
        for name, start in (("new", "2026-01-01"), ("old", "2025-12-31"))
    ))  # fmt: skip
    yield
    rows = portfolio.rows("core.cost_since_year_start")
    assert {row["project_id"]: row["cost"] for row in rows} == {"new": 64, "old": None}


@together
def test_of_what_has_not_begun_the_state_is_said_and_not_that_no_money_is_known(portfolio) -> Told:
    portfolio.load("projects", {"project_id": "waits", "state": "proposed"}, {"project_id": "runs", **YEAR})
    yield
    assert portfolio.values("funding_runout_days", "reason") == {
        "waits": "NOT_STARTED", "runs": "MISSING_INPUT(funding_approved)",
    }  # fmt: skip


@together
def test_a_rate_of_execution_says_where_a_part_of_it_is_told_otherwise(portfolio) -> Told:
    stated = {"differs": (1300, 260), "agrees": (1200, 240)}
    portfolio.load("projects", *(
        {"project_id": name, **YEAR, "budget_this_year": budget, "actual_this_year": actual}
        for name, (budget, actual) in stated.items()
    ))  # fmt: skip
    portfolio.load("budgets", *(
        {"project_id": name, "month": month, "budget": 100, "actual": 80 if month <= MAR else None}
        for name in stated for month in MONTHS
    ))  # fmt: skip
    yield
    assert portfolio.values("budget_execution_rate") == {"differs": 0.2, "agrees": 0.2}
    assert portfolio.values("budget_execution_rate", "flags") == {"differs": "INPUTS_DIFFER", "agrees": None}


@together
def test_what_is_over_and_has_any_figure_of_the_year_is_named_as_left_out(portfolio) -> Told:
    portfolio.load("projects", {"project_id": "expected", "state": "cancelled", "forecast_this_year": 10},
                   {"project_id": "nothing", "state": "cancelled"},
                   {"project_id": "runs", "state": "active"})  # fmt: skip
    yield
    rows = portfolio.rows("core.budget_year_compared", card="budget_this_year")
    assert {row["project_id"]: (row["reason"], row["is_asked"], row["is_left_out"]) for row in rows} == {
        "expected": ("CANCELLED", False, True), "nothing": ("CANCELLED", False, False),
        "runs": ("MISSING_INPUT(budget_this_year)", True, True),
    }  # fmt: skip


@together
def test_the_greatest_amount_is_one_and_what_is_more_is_none(portfolio) -> Told:
    names = {"budget_this_year": "budget", "budget_year_to_date": "budget_to_date", "actual_this_year": "actual",
             "forecast_this_year": "forecast"}  # fmt: skip
    portfolio.load("projects", *(
        {"project_id": project, **YEAR, **dict.fromkeys(names, amount)}
        for project, amount in (("greatest", 10**17), ("more", 10**17 + 1))
    ))  # fmt: skip
    yield
    rows = {row["project_id"]: row for row in portfolio.rows("core.budget_year")}
    for field, name in names.items():
        assert rows["greatest"][f"{name}_reason"] is None
        assert rows["more"][f"{name}_reason"] == f"INVALID_INPUT({field})"


APRIL = {"baseline_start": "2026-01-01", "baseline_finish": "2026-12-31", "actual_start": "2026-01-01",
         "budget_at_completion": 1200, "percent_complete": 0.2}  # fmt: skip


@together
def test_a_burn_rate_is_the_cost_of_the_months_it_covers(portfolio) -> Told:
    """250 from the end of January to 15 April, 2.5 months: 100 a month; 850 left last 8.5 months, to the end of the
    year. From 15 January, half of which is 15 / 31, to 30 April it is 1 - 15 / 31 more than three."""
    told = {"to mid April": (100, 200, 300, 350), "from mid January": (100, 200, 300, 400),
            "of a stale date": (100, 200, 300, 400)}  # fmt: skip
    dates = {("to mid April", 4): "2026-04-15", ("from mid January", 1): "2026-01-15",
             ("of a stale date", 4): "2026-01-31"}  # fmt: skip
    ends = ("2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30")
    for month, end in enumerate(ends, start=1):
        portfolio.load("projects", *(
            {"project_id": name, "period": end, "status_date": dates.get((name, month), end),
             "actual_cost": costs[month - 1], **APRIL}
            for name, costs in told.items()
        ))  # fmt: skip
    yield
    burnt = portfolio.values("burn_rate")
    assert burnt["to mid April", "2026-03"] == 100  # from the start: three months
    assert burnt["to mid April", "2026-04"] == 100
    assert float(burnt["from mid January", "2026-04"]) == pytest.approx(300 / (3 + 1 - 15 / 31))
    assert burnt["of a stale date", "2026-04"] == 100
    (row,) = portfolio.rows("core.funding", project_id="to mid April", period=date(2026, 4, 30))
    assert row["runout_date"] == date(2026, 12, 31)


@together
def test_a_cost_that_was_refused_burns_no_money(portfolio) -> Told:
    """150 in April beside 300 and 400 to date: which of them is wrong nobody knows."""
    ends = ("2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31")
    for month, end in enumerate(ends, start=1):
        portfolio.load("projects", *(
            {"project_id": name, "period": end, "actual_cost": 100 * month,
             "actual_cost_this_period": 150 if (name, month) == ("refused", 4) else 100, **APRIL}
            for name in ("refused", "taken")
        ))  # fmt: skip
    yield
    reasons, values = portfolio.values("burn_rate", "reason"), portfolio.values("burn_rate")
    refused = "INVALID_INPUT(actual_cost)"
    assert {month: reasons["refused", f"2026-{month}"] for month in ("03", "04", "05")} == {
        "03": None, "04": refused, "05": refused,
    }  # fmt: skip
    assert [values["taken", f"2026-{month}"] for month in ("03", "04", "05")] == [100, 100, 100]


@together
def test_costs_of_months_that_only_a_budget_table_has_are_burnt(portfolio) -> Told:
    """One file of March says of January 100, of February 120 and of March 90: 310 / 3."""
    for end in ("2026-01-31", "2026-02-28", MAR):
        portfolio.load("projects", *({"project_id": name, "period": end, **APRIL} for name in ("listed", "a gap")))
    months = ("2026-01-31", "2026-02-28", MAR)
    for name, known in (("listed", (100, 120, 90)), ("a gap", (100, None, 90))):
        rows = [{"project_id": name, "period": MAR, "month": month, "actual": cost, "budget": 100}
                for month, cost in zip(months, known, strict=True)]  # fmt: skip
        portfolio.load("budgets", *rows, {"project_id": name, "period": MAR, "month": "2026-04-30", "budget": 100})
    yield
    found = {row["project_id"]: row for row in portfolio.rows("core.funding", period=date(2026, 3, 31))}
    assert float(found["listed"]["burn_rate"]) == pytest.approx((100 + 120 + 90) / 3)
    assert found["a gap"]["burn_reason"] == "PERIOD_GAP"
    early = portfolio.rows("core.funding", project_id="listed", period=date(2026, 2, 28))
    assert [row["burn_reason"] for row in early] == ["MISSING_INPUT(actual_cost)"]  # in February nothing was known
