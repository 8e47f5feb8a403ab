"""Roll-up: coverage, states that do not apply, currencies, medians, groups."""

from datetime import date, timedelta

import pytest

FIGURES = {"budget_at_completion": 100, "planned_value": 60, "earned_value": 50, "actual_cost": 40}


def _of(portfolio, indicator: str, level: str = "portfolio", name: str = "") -> dict:
    found = portfolio.only(indicator).rows("marts.rollup", indicator=indicator, level=level, name=name)
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("missing", "value", "coverage", "reason", "flags"),
    [
        (5, 1.25, 0.95238095, None, None),
        (10, 1.25, 0.90909091, None, "PARTIAL_COVERAGE"),
        (20, 1.25, 0.83333333, None, "PARTIAL_COVERAGE"),
        (25, 1.25, 0.8, None, "PARTIAL_COVERAGE"),
        (30, None, 0.76923077, "LOW_COVERAGE", None),
    ],
)
def test_a_ratio_needs_four_fifths_of_the_budget(missing, value, coverage, reason, flags, portfolio) -> None:
    portfolio.load(
        "projects",
        {"project_id": "P1", **FIGURES},
        {"project_id": "P2", "budget_at_completion": missing, "actual_cost": 7},
        {"project_id": "P3", "budget_at_completion": 900, "state": "on_hold", "earned_value": 900, "actual_cost": 1},
    )
    row = _of(portfolio, "cost_performance_index")
    assert (row["value"], row["coverage"], row["reason"], row["flags"]) == (
        value, pytest.approx(coverage), reason, flags,
    )  # fmt: skip
    assert (row["count_with_value"], row["count_projects"], row["numerator"], row["denominator"]) == (1, 2, 50, 40)
    spent = _of(portfolio, "actual_cost")
    assert (spent["value"], spent["count_with_value"], spent["count_projects"], spent["reason"]) == (48, 3, 3, None)


def test_where_a_budget_is_missing_projects_are_counted(portfolio) -> None:
    portfolio.load(
        "projects",
        *({"project_id": f"P{number}", **FIGURES} for number in range(4)),
        {"project_id": "no budget", "actual_cost": 3},
    )
    row = _of(portfolio, "cost_performance_index")
    assert (row["coverage"], row["value"], row["flags"]) == (0.8, 1.25, "PARTIAL_COVERAGE")


@pytest.mark.parametrize(("more", "shown"), [(4, (0.2, None, "LOW_COVERAGE")), (0, (1, 1.25, None))])
def test_where_all_budgets_are_nothing_projects_are_counted(more, shown, portfolio) -> None:
    """One of five is known: that the five have no money between them makes it no less a fifth."""
    portfolio.load(
        "projects",
        {"project_id": "P1", **FIGURES, "budget_at_completion": 0},
        *({"project_id": f"unknown {number}", "budget_at_completion": 0, "actual_cost": 3} for number in range(more)),
    )
    row = _of(portfolio, "cost_performance_index")
    assert (row["coverage"], row["value"], row["reason"]) == shown


def test_an_indicator_that_applies_to_nobody_has_no_value(portfolio) -> None:
    portfolio.load("projects", {"project_id": "P1", "state": "proposed"}, {"project_id": "P2", "state": "proposed"})
    row = _of(portfolio, "cost_performance_index")
    assert (row["value"], row["coverage"], row["count_projects"], row["reason"]) == (None, None, 0, "NOT_APPLICABLE")


def test_a_used_up_budget_still_counts_in_the_portfolio(portfolio) -> None:
    portfolio.load(
        "projects",
        {"project_id": "P1", "budget_at_completion": 100, "earned_value": 50, "actual_cost": 120},
        {"project_id": "P2", "budget_at_completion": 100, "earned_value": 50, "actual_cost": 30},
        {"project_id": "done", "budget_at_completion": 100, "earned_value": 100, "actual_cost": 30},
    )
    assert _of(portfolio, "to_complete_performance_index")["value"] == pytest.approx((50 + 50) / (-20 + 70))


def test_work_without_booked_cost_leaves_both_parts_of_the_index(portfolio) -> None:
    portfolio.load("projects", *({"project_id": f"P{number}", **FIGURES} for number in range(9)), {
        "project_id": "unbooked", **FIGURES, "actual_cost": 0,
    })  # fmt: skip
    row = _of(portfolio, "cost_performance_index")
    assert (row["numerator"], row["denominator"], row["count_with_value"], row["count_projects"]) == (450, 360, 9, 10)


def test_medians_need_five_values(portfolio) -> None:
    plan = {"baseline_start": "2026-01-01", "baseline_finish": "2026-06-30"}
    slips = {"A": (1, 2, 3, 40), "B": (1, 2, 3, 40, 50)}
    finish = date(2026, 6, 30)
    portfolio.load(
        "projects",
        *(
            {"project_id": f"{one}{slip}", "programme": one, **plan, "forecast_finish": finish + timedelta(days=slip)}
            for one, days in slips.items()
            for slip in days
        ),
    )
    small, large = (_of(portfolio, "finish_slip_days", "programme", one) for one in slips)
    assert (small["value"], small["reason"], small["light"]) == (None, "SMALL_N(4<5)", None)
    assert (large["value"], large["reason"], large["light"]) == (3, None, "green")


def _abroad(portfolio, **euro) -> None:
    portfolio.load(
        "projects",
        {"project_id": "P1", **FIGURES, "currency": "GBP"},
        {"project_id": "P2", **FIGURES, "currency": "GBP"},
        {"project_id": "P3", **FIGURES, **euro, "currency": "EUR"},
    )


def test_other_currencies_are_converted_at_the_plan_rate_of_the_year(portfolio) -> None:
    _abroad(portfolio)
    portfolio.load(
        "fx_rates",
        {"currency": "EUR", "to_currency": "GBP", "rate_type": "plan", "fiscal_year": "FY2026", "rate": 0.5},
        {"currency": "EUR", "to_currency": "GBP", "rate_type": "plan", "fiscal_year": "2025", "rate": 9},
        {"currency": "EUR", "to_currency": "GBP", "rate_type": "closing", "rate": 8},
        {"currency": "USD", "to_currency": "GBP", "rate_type": "plan", "fiscal_year": "2026", "rate": 7},
    )
    row = _of(portfolio, "actual_cost")
    assert (row["value"], row["flags"], row["count_with_value"]) == (40 + 40 + 20, "FX_CONVERTED", 3)
    assert _of(portfolio, "cost_performance_index")["value"] == pytest.approx(1.25)
    assert portfolio.values("actual_cost")["P3"] == 40


def test_without_a_rate_a_project_is_left_out_and_never_counted_one_to_one(portfolio) -> None:
    _abroad(portfolio, budget_at_completion=10)
    portfolio.load("fx_rates", {"currency": "EUR", "rate_type": "closing", "fiscal_year": "2026", "rate": 0.5})
    row = _of(portfolio, "actual_cost")
    assert (row["value"], row["count_with_value"], row["count_projects"]) == (80, 2, 3)
    index = _of(portfolio, "cost_performance_index")
    assert (index["value"], index["coverage"], index["reason"]) == (None, pytest.approx(2 / 3), "FX_MISSING")


def test_a_rate_is_missed_only_where_the_coverage_would_do_with_it(portfolio) -> None:
    """Two of five are known, with the rate it would be three: 60 %."""
    _abroad(portfolio, budget_at_completion=10)
    portfolio.load("projects", *({"project_id": name, "budget_at_completion": 10} for name in ("P4", "P5")))
    index, cost = _of(portfolio, "cost_performance_index"), _of(portfolio, "actual_cost")
    assert (index["coverage"], index["reason"]) == (pytest.approx(2 / 5), "LOW_COVERAGE")
    assert (cost["value"], cost["reason"], cost["count_with_value"]) == (80, None, 2)


@pytest.mark.parametrize(
    ("first_month", "named", "rate"),
    [("1", "2026", 0.5), ("4", "FY26", 0.5), ("4", "2025/26", 0.5), ("4", "FY2026/27", None), ("4", "2027", None)],
)
def test_the_fiscal_year_of_a_rate_is_read_as_it_is_written(first_month, named, rate, given, portfolio) -> None:
    given("reference.settings", {"name": "fiscal_year_start_month", "value": first_month})
    _abroad(portfolio)
    portfolio.load("fx_rates", {"currency": "EUR", "rate_type": "plan", "fiscal_year": named, "rate": 0.5})
    found = {row["project_id"]: row["rate"] for row in portfolio.rows("core.plan_rates")}
    assert found == {"P1": 1, "P2": 1, "P3": rate}


def test_the_currency_set_for_the_portfolio_goes_before_the_one_most_projects_report(given, portfolio) -> None:
    given("reference.settings", {"name": "currency", "value": "EUR"})
    _abroad(portfolio)
    portfolio.load("fx_rates", {"currency": "GBP", "rate_type": "plan", "month": "2026-02-28", "rate": 1.5})
    assert portfolio.rows("core.portfolio_currency") == [{"currency": "EUR"}]
    assert _of(portfolio, "actual_cost")["value"] == 60 + 60 + 40


def test_groups_are_those_that_projects_name(portfolio) -> None:
    portfolio.load(
        "projects",
        {"project_id": "P1", **FIGURES, "portfolio": "IT", "department": "Ops", "manager": "Ann"},
        {"project_id": "P2", **FIGURES, "portfolio": "IT", "programme": "Move"},
    )
    rows = portfolio.only("actual_cost").rows("marts.rollup", indicator="actual_cost")
    found = {(row["level"], row["name"]): row["value"] for row in rows}
    assert found == {
        ("portfolio", ""): 80, ("portfolio", "IT"): 80, ("department", "Ops"): 40, ("manager", "Ann"): 40,
        ("programme", "Move"): 40,
    }  # fmt: skip


def test_one_rate_holds_for_the_whole_year_the_first_one_planned(portfolio) -> None:
    _abroad(portfolio)
    rates = {"2026-01-31": 0.5, "2026-03-31": 0.7, "2025-12-31": 9}
    portfolio.load(
        "fx_rates",
        *({"currency": "EUR", "rate_type": "plan", "month": month, "rate": rate} for month, rate in rates.items()),
    )
    found = {row["project_id"]: row["rate"] for row in portfolio.rows("core.plan_rates")}
    assert found == {"P1": 1, "P2": 1, "P3": 0.5}


def test_a_rate_into_a_third_currency_one_of_nought_and_one_named_for_another_year_are_none(portfolio) -> None:
    _abroad(portfolio)
    euro = {"currency": "EUR", "rate_type": "plan"}
    portfolio.load(
        "fx_rates",
        euro | {"to_currency": "USD", "fiscal_year": "2026", "rate": 3},
        euro | {"to_currency": "GBP", "fiscal_year": "2026", "rate": 0},
        euro | {"to_currency": "GBP", "fiscal_year": "2025", "month": "2026-03-31", "rate": 4},
    )
    found = {row["project_id"]: (row["rate"], row["is_converted"]) for row in portfolio.rows("core.plan_rates")}
    assert found == {"P1": (1, False), "P2": (1, False), "P3": (None, True)}


def test_of_several_rates_the_one_that_names_most_is_taken(portfolio) -> None:
    _abroad(portfolio)
    euro = {"currency": "EUR", "rate_type": "plan"}
    portfolio.load(
        "fx_rates",
        euro | {"rate": 0.9},
        euro | {"to_currency": "GBP", "rate": 0.8},
        euro | {"fiscal_year": "2026", "rate": 0.7},
        euro | {"to_currency": "GBP", "fiscal_year": "2026", "rate": 0.6},
    )
    assert {row["rate"] for row in portfolio.rows("core.plan_rates", project_id="P3")} == {0.6}


def test_counts_add_up_as_they_are_in_whatever_currency_and_what_has_no_roll_up_is_in_no_group(portfolio) -> None:
    """Two and three open risks are five, also where a project without a plan rate has three of them."""
    portfolio.load("projects", *({"project_id": one, "currency": "CNY", **FIGURES} for one in ("P1", "P3", "P4")),
                   {"project_id": "P2", "currency": "EUR", **FIGURES})  # fmt: skip
    portfolio.load("risks", *(
        {"project_id": one, "risk_id": f"R{number}", "status": "open"}
        for one, count in (("P1", 2), ("P2", 3)) for number in range(count)
    ))  # fmt: skip
    row = _of(portfolio, "count_open_risks")
    assert (row["value"], row["count_with_value"], row["reason"]) == (5, 2, None)
    portfolio.only("count_open_risks", "earned_schedule")
    assert {row["indicator"] for row in portfolio.rows("marts.group_sums")} == {"count_open_risks"}


def test_the_worst_of_a_group_is_that_of_its_project_whose_value_is_least_good(portfolio) -> None:
    """Of 6, 20 and 12 the highest score is 20, whatever the risks of a project that is over were."""
    scores = {"P1": (2, 3), "P2": (4, 5), "P3": (3, 4), "over": (5, 5)}
    portfolio.load("projects", *(
        {"project_id": one, **FIGURES, **({"state": "closed"} if one == "over" else {})} for one in scores
    ))  # fmt: skip
    portfolio.load("risks", *(
        {"project_id": one, "risk_id": "R1", "probability_score": chance, "impact_score": impact}
        for one, (chance, impact) in scores.items()
    ))  # fmt: skip
    row = _of(portfolio, "highest_residual_score")
    assert (row["value"], row["count_with_value"], row["numerator"], row["denominator"]) == (20, 3, None, None)
    (sums,) = portfolio.rows("marts.group_sums", indicator="highest_residual_score", level="portfolio")
    assert (sums["worst_value"], sums["median_value"]) == (20, None)
