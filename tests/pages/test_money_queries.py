"""What the pages about money ask: whole rows, with rows that must not count beside them."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

FEBRUARY, MARCH = date(2026, 2, 28), date(2026, 3, 31)
Rows = Callable[[str], list[dict[str, Any]]]
RATES = {"P1": 1.0, "P2": 2.0, "P3": None, "P9": 1.0}


@pytest.fixture
def money(given: Callable[..., None]) -> Callable[..., None]:
    """P1, P2 at a rate of 2 and P3 without a rate, in February and March; P9 is outside the reader's scope."""
    given("chosen", {"period": MARCH, "compared": FEBRUARY})
    given("scope", [{"project_id": one, "period": month} for one in ("P1", "P2", "P3") for month in (FEBRUARY, MARCH)])
    given("core.portfolio_currency", {"currency": "EUR"})
    given("core.plan_rates", [
        {"project_id": one, "period": month, "currency": "EUR", "rate": rate, "is_converted": rate != 1}
        for one, rate in RATES.items() for month in (FEBRUARY, MARCH)
    ])  # fmt: skip
    given("core.conventions", {
        "least_coverage": 0.8, "late_progress": 0.6666666666666666, "cross_check_tolerance": 0.05,
        "bound_tolerance": 1e-9, "driver_share": 0.8, "bridge_steps": 5, "least_estimate_gap": 0.02,
    })  # fmt: skip
    given("core.fiscal_periods", [
        {"period": month, "fiscal_year": 2026, "months_elapsed": month.month} for month in (FEBRUARY, MARCH)
    ])  # fmt: skip
    return given


def year(project: str, period: date = MARCH, **more: Any) -> dict[str, Any]:
    """A fiscal year of a budget of 120, 20 of it by now, 30 spent, 150 expected; what is None has a reason."""
    known = {"budget_this_year": 120, "budget_year_to_date": 20, "actual_year_to_date": 30, "forecast_this_year": 150}
    row = {"project_id": project, "period": period, "progress_state": "IN_PROGRESS", "fiscal_year": 2026,
           "months_elapsed": period.month} | known | more  # fmt: skip
    reasons = {"budget": "budget_this_year", "budget_to_date": "budget_year_to_date",
               "actual": "actual_year_to_date", "forecast": "forecast_this_year"}  # fmt: skip
    return {f"{name}_reason": f"MISSING_INPUT({of})" for name, of in reasons.items() if row[of] is None} | row


def fact(project: str, period: date = MARCH, **more: Any) -> dict[str, Any]:
    return {"project_id": project, "period": period, "status_date": period, "progress_state": "IN_PROGRESS",
            "is_early": False} | more  # fmt: skip


def test_the_headline_adds_what_is_comparable_and_counts_who_makes_most_of_it(money: Callable, rows: Rows) -> None:
    money("core.budget_year", [
        year("P1"), year("P2", forecast_this_year=115), year("P3"), year("P9", forecast_this_year=9999),
        year("P1", FEBRUARY, forecast_this_year=7777),
    ])  # fmt: skip
    money("core.earned_value", [fact(one) for one in RATES])
    assert rows("queries.budget_headline") == [
        {
            "period": MARCH, "status_date": MARCH, "currency": "EUR", "fiscal_year": 2026, "months_elapsed": 3,
            "time_elapsed": 0.25, "count_projects": 3, "count_budgets": 2, "count_forecasts": 2,
            "over_budget": Decimal(20), "over_budget_ratio": pytest.approx(20 / 360), "count_over": 1,
            "sum_over": Decimal(30), "sum_under": Decimal(10), "count_drivers": 1, "drivers_ratio": 1.0,
        }
    ]  # fmt: skip


def budget_cards(rows: Rows) -> list:
    rows("core.budget_year_compared")
    return rows("queries.budget_cards")


def cards(rows: Rows) -> dict[str, tuple]:
    wanted = ("value", "planned", "change", "count_with_value", "count_projects", "reason")
    return {
        row["card"]: tuple(row[name] for name in wanted)
        for row in budget_cards(rows) if row["period"] == MARCH
    }  # fmt: skip


def test_cards_compare_only_projects_that_have_both_figures(money: Callable, rows: Rows) -> None:
    money("core.budget_year", [
        year("P1"), year("P2", budget_year_to_date=None), year("P3", actual_year_to_date=None), year("P9"),
    ])  # fmt: skip
    money("core.earned_value", [fact(one, budget_at_completion=100) for one in RATES])
    found = cards(rows)
    assert found["budget_this_year"] == (360, None, None, 2, 3, None)
    assert found["actual_year_to_date"] == (30 + 2 * 30, 20, 10, 2, 3, None)
    assert found["full_year_forecast"] == (450, 360, 90, 2, 3, None)
    # P3 has no rate, so that it is not known how much of the budget the two are: by count, 2 of 3
    assert found["budget_execution_rate"] == (None, None, None, 2, 3, "LOW_COVERAGE")


def test_the_cards_speak_of_the_projects_that_have_what_most_have_and_name_the_others(
    money: Callable, rows: Rows
) -> None:
    """Eight whole projects; of one no cost is known, of another no budget."""
    whole = [f"W{number}" for number in range(8)]
    more = {"no cost": {"actual_year_to_date": None, "forecast_this_year": None},
            "no budget": {"budget_this_year": None, "forecast_this_year": None}}  # fmt: skip
    names = [*whole, *more]
    money("scope", [{"project_id": one, "period": MARCH} for one in names])
    money("core.plan_rates", [{"project_id": one, "period": MARCH, "currency": "EUR", "rate": 1.0} for one in names])
    money("core.budget_year", [year(one, **more.get(one, {})) for one in names] + [year("P9")])
    money("core.earned_value", [fact(one, budget_at_completion=100) for one in [*names, "P9"]])
    found = {row["card"]: row for row in budget_cards(rows) if row["period"] == MARCH}
    wanted = ("value", "count_with_value", "count_projects", "left_out", "left_out_names")
    out = ["no budget", "no cost"]
    assert {card: tuple(row[name] for name in wanted) for card, row in found.items()} == {
        "budget_this_year": (8 * 120, 8, 10, 120, out),
        "actual_year_to_date": (8 * 30, 8, 10, 30, out),
        "full_year_forecast": (8 * 150, 8, 10, None, out),
        "budget_execution_rate": (0.25, 8, 10, None, out),
    }
    assert found["budget_execution_rate"]["left_out_reasons"] == [
        "MISSING_INPUT(budget_this_year)", "MISSING_INPUT(actual_year_to_date)",
    ]  # fmt: skip


def test_what_has_not_started_spent_nothing_and_has_no_execution_rate(money: Callable, rows: Rows) -> None:
    early = {"progress_state": "NOT_STARTED", "actual_year_to_date": None, "actual_reason": "NOT_STARTED"}
    money("core.budget_year", [year("P1"), year("P2", **early)])
    money("core.earned_value", [fact(one, budget_at_completion=100) for one in ("P1", "P2")])
    found = {row["card"]: row for row in budget_cards(rows) if row["period"] == MARCH}
    spent, rate = found["actual_year_to_date"], found["budget_execution_rate"]
    assert (spent["value"], spent["planned"], spent["count_with_value"], spent["left_out_names"]) == (30, 60, 2, [])
    assert (rate["value"], rate["left_out_names"], rate["left_out_reasons"]) == (0.25, ["P2"], ["NOT_STARTED"])


def test_the_forecast_says_what_part_of_it_older_reports_expect(money: Callable, rows: Rows) -> None:
    money("core.budget_year", [
        year("P1", forecast_carried=0), year("P2", forecast_carried=40, forecast_period=FEBRUARY),
        year("P9", forecast_carried=999, forecast_period=FEBRUARY),
    ])  # fmt: skip
    money("core.earned_value", [fact(one, budget_at_completion=100) for one in ("P1", "P2", "P9")])
    found = {row["card"]: (row["carried"], row["carried_since"]) for row in budget_cards(rows)}
    assert found == {
        "budget_this_year": (None, None), "actual_year_to_date": (None, None), "budget_execution_rate": (None, None),
        "full_year_forecast": (80, FEBRUARY),
    }  # fmt: skip


def test_the_execution_rate_is_the_ratio_of_sums_against_the_calendar(money: Callable, rows: Rows) -> None:
    money("core.budget_year", [
        year("P1"), year("P2", actual_year_to_date=15), year("P3", progress_state="CANCELLED"), year("P9"),
    ])  # fmt: skip
    money("core.earned_value", [fact(one, budget_at_completion=100) for one in RATES])
    rate = (30 + 2 * 15) / (120 + 2 * 120)
    # the cancelled P3 is no part of it
    assert cards(rows)["budget_execution_rate"] == pytest.approx((rate, 0.25, rate - 0.25, 2, 2, None))


def test_without_any_budget_the_cards_say_what_is_missing(money: Callable, rows: Rows) -> None:
    nothing = dict.fromkeys(("budget_this_year", "budget_year_to_date", "actual_year_to_date", "forecast_this_year"))
    money("core.budget_year", [year("P1", **nothing), year("P9")])
    money("core.earned_value", [fact("P1"), fact("P9")])
    assert {card: (row[0], row[-1]) for card, row in cards(rows).items()} == {
        "budget_this_year": (None, "MISSING_INPUT(budget_this_year)"),
        "actual_year_to_date": (None, "MISSING_INPUT(actual_year_to_date)"),
        "full_year_forecast": (None, "MISSING_INPUT(forecast_this_year)"),
        "budget_execution_rate": (None, "MISSING_INPUT(budget_this_year)"),
    }


def test_months_show_what_was_spent_and_expect_what_is_to_come(money: Callable, rows: Rows) -> None:
    def month(project: str, end: date, period: date = MARCH, **amounts: Any) -> dict[str, Any]:
        rate = RATES[project]
        known = {f"{name}_converted": None if rate is None else value * rate for name, value in amounts.items()}
        expected = amounts.get("actual", amounts.get("forecast"))
        return {"project_id": project, "period": period, "month": end, "fiscal_year": 2026, **amounts, **known,
                "expected_converted": None if rate is None else expected * rate}  # fmt: skip

    april = date(2026, 4, 30)
    money("core.budget_year", [year(one) for one in ("P1", "P2", "P3", "P9")])
    money("core.budget_months", [
        month("P1", MARCH, budget=10, actual=8), month("P2", MARCH, budget=10, actual=9),
        month("P1", april, budget=10, forecast=12), month("P3", april, budget=10, forecast=12),
        month("P2", april, budget=5, forecast=12) | {"is_forecast_carried": True, "forecast_period": FEBRUARY},
        month("P9", april, budget=999, forecast=999), month("P1", MARCH, FEBRUARY, budget=777, actual=777),
    ])  # fmt: skip
    common = {"fiscal_year": 2026, "count_listed": 2, "count_projects": 3}
    assert rows("queries.budget_by_month") == [
        common | {"month": MARCH, "budget": 30, "actual": 26, "forecast": None, "carried": None, "is_past": True},
        common | {"month": april, "budget": 20, "actual": None, "forecast": 36, "carried": 24, "is_past": False},
    ]


def test_departments_stand_furthest_behind_first_and_unknown_ones_say_why(
    money: Callable, rows: Rows, database: Any
) -> None:
    money("core.budget_year", [
        year("P1", actual_year_to_date=12), year("P2"), year("P3"), year("P9", actual_year_to_date=0),
    ])  # fmt: skip
    money("core.earned_value", [fact(one, budget_at_completion=100) for one in RATES])
    money("core.projects", [
        {"project_id": one, "period": MARCH, "department": department, "programme": "Move"}
        for one, department in (("P1", "HR"), ("P2", "IT"), ("P3", "Plant"), ("P9", "HR"))
    ])  # fmt: skip
    database.judge(*((one, MARCH) for one in RATES))
    found = [
        (row["level"], row["name"], row["execution_rate"], row["gap"], row["is_behind"], row["reason"])
        for row in rows("queries.budget_execution")
    ]
    assert found == [
        ("department", "HR", 0.1, pytest.approx(-0.15), True, None),
        ("department", "IT", 0.25, 0, False, None),
        ("department", "Plant", None, None, False, "FX_MISSING"),
    ]


def test_without_departments_programmes_stand_for_them(money: Callable, rows: Rows, database: Any) -> None:
    money("core.budget_year", [year("P1"), year("P2")])
    money("core.earned_value", [fact("P1"), fact("P2")])
    money("core.projects", [{"project_id": "P1", "period": MARCH, "programme": "Move"}])
    database.judge(("P1", MARCH), ("P2", MARCH))
    found = [(row["level"], row["name"], row["execution_rate"]) for row in rows("queries.budget_execution")]
    assert found == [("programme", "Move", 0.25), ("programme", None, 0.25)]


def health(project: str, period: date = MARCH, **more: Any) -> dict[str, Any]:
    return {"project_id": project, "period": period, "project_name": f"Project {project}"} | more


def test_the_bridge_goes_from_one_estimate_to_the_other_and_adds_up(money: Callable, rows: Rows) -> None:
    money("scope", {"project_id": "P4", "period": FEBRUARY})
    money("core.plan_rates", {"project_id": "P4", "period": FEBRUARY, "currency": "EUR", "rate": 1.0})
    money("marts.project_health", [
        health("P1", FEBRUARY, estimate_at_completion=100), health("P1", estimate_at_completion=90),
        health("P2", estimate_at_completion=50), health("P3", FEBRUARY, estimate_at_completion=7777),
        health("P4", FEBRUARY, estimate_at_completion=30), health("P9", estimate_at_completion=9999),
    ])  # fmt: skip
    found = [(row["step"], row["project_id"], row["amount"], row["total"]) for row in rows("queries.estimate_bridge")]
    assert found == [
        ("before", None, 130, 130), ("project", "P1", -10, 120), ("entered", None, 100, 220),
        ("silent", None, -30, 190), ("now", None, 190, 190),
    ]  # fmt: skip


def test_a_project_that_sent_no_report_is_not_one_that_is_over(money: Callable, rows: Rows) -> None:
    gone = ("silent", "closed before", "closed now", "no estimate")
    money("scope", [{"project_id": one, "period": period} for one in gone for period in (FEBRUARY, MARCH)])
    money("core.plan_rates", [
        {"project_id": one, "period": period, "currency": "EUR", "rate": 1.0} for one in gone
        for period in (FEBRUARY, MARCH)
    ])  # fmt: skip
    money("marts.project_health", [
        health("P1", FEBRUARY, estimate_at_completion=100), health("P1", estimate_at_completion=110),
        health("silent", FEBRUARY, estimate_at_completion=1, state="on_hold"),
        health("closed before", FEBRUARY, estimate_at_completion=20, state="closed"),
        health("closed now", FEBRUARY, estimate_at_completion=300, state="active"),
        health("closed now", state="closed"),
        health("no estimate", FEBRUARY, estimate_at_completion=4000), health("no estimate"),
    ])  # fmt: skip
    found = {row["step"]: (row["amount"], row["count_projects"]) for row in rows("queries.estimate_bridge")}
    assert (found["silent"], found["left"], found["now"]) == ((-1, 1), (-4320, 3), (110, 1))


def test_a_change_of_a_projects_currency_is_no_step_and_no_jump(money: Callable, rows: Rows) -> None:
    for period, currency, rate in ((FEBRUARY, "CNY", 1.0), (MARCH, "USD", 7.0)):
        money("scope", [{"project_id": one, "period": period} for one in ("P5", "decoy")])
        money("core.plan_rates", [
            {"project_id": "P5", "period": period, "currency": currency, "rate": rate},
            {"project_id": "decoy", "period": period, "currency": "USD", "rate": rate},
        ])  # fmt: skip
    money("marts.project_health", [
        health(one, period, estimate_at_completion=value)
        for one, period, value in (("P5", FEBRUARY, 700), ("P5", MARCH, 100), ("decoy", FEBRUARY, 10),
                                   ("decoy", MARCH, 11))
    ])  # fmt: skip
    money("core.earned_value", [
        amounts("P5", FEBRUARY, 700, 700, 700), amounts("P5", MARCH, 100, 100, 100),
        amounts("decoy", FEBRUARY, 10, 10, 10), amounts("decoy", MARCH, 11, 11, 11),
    ])  # fmt: skip
    found = [(row["step"], row["project_id"], row["amount"]) for row in rows("queries.estimate_bridge")]
    assert found == [("before", None, 770), ("project", "decoy", 7), ("now", None, 777)]
    planned = [row["value"] for row in rows("queries.portfolio_curves") if row["series"] == "planned"]
    assert planned == [770, 777]


def test_there_is_no_bridge_from_a_month_without_estimates(money: Callable, rows: Rows) -> None:
    money("marts.project_health", [health("P1", estimate_at_completion=90), health("P9", FEBRUARY)])
    assert rows("queries.estimate_bridge") == []


def amounts(
    project: str, period: date = MARCH, planned: Any = 50, earned: Any = 40, cost: Any = 60, **more: Any
) -> dict:
    return fact(project, period, planned_value=planned, earned_value=earned, actual_cost=cost,
                budget_at_completion=100) | more  # fmt: skip


def test_earned_value_is_added_over_those_who_have_all_of_it(money: Callable, rows: Rows) -> None:
    money("core.earned_value", [
        amounts("P1"), amounts("P2", cost=None), amounts("P3"), amounts("P9", planned=9999),
        amounts("P1", FEBRUARY, planned=7777),
    ])  # fmt: skip
    money("marts.project_health", [health(one, estimate_at_completion=150) for one in RATES])
    (row,) = rows("queries.earned_value_headline")
    assert (row["count_projects"], row["count_asked"], row["count_known"]) == (3, 3, 1)
    assert (row["value_behind"], row["cost_excess"], row["currency"]) == (10, 0.5, "EUR")
    assert (row["estimate_bottom_up"], row["estimate_top_down"], row["cross_check_gap"]) == (150, 150, 0)


def test_the_schedule_index_of_all_is_told_by_both_plans(money: Callable, rows: Rows) -> None:
    """P1: 40 of 50 by the plan in force, 32 of 64 by the first one. P2 has no cost and P9 is out of the filter."""
    money("core.original_plans", [
        {"project_id": project, "period": MARCH, "is_rebaselined": project != "P3"} for project in ("P1", "P2", "P9")
    ])  # fmt: skip
    money("core.earned_value", [amounts("P1"), amounts("P2", cost=None), amounts("P9")])
    money("marts.project_health", [health(one, estimate_at_completion=150) for one in RATES])
    money("marts.indicators", [
        indicator(one, "schedule_performance_index_original", 0.5, numerator=32, denominator=64)
        for one in ("P1", "P2", "P9")
    ])  # fmt: skip
    (row,) = rows("queries.earned_value_headline")
    names = ("count_rebaselined", "schedule_index", "original_schedule_index")
    assert [row[name] for name in names] == [2, 0.8, 0.5]


def test_what_exchange_rates_did_is_told_of_the_projects_added_up(money: Callable, rows: Rows) -> None:
    """P2 lacks an average rate; P3 has no plan rate and so no part in the sums; P9 is out of the filter."""
    money("core.earned_value", [amounts(one) for one in RATES])
    money("marts.project_health", [health(one, estimate_at_completion=150) for one in RATES])
    money("marts.indicators", [
        *(indicator(one, "exchange_effect", 7) for one in ("P1", "P3", "P9")),
        indicator("P2", "exchange_effect", None, reason="FX_MISSING"),
    ])  # fmt: skip
    (row,) = rows("queries.earned_value_headline")
    assert (row["count_converted"], row["count_exchange_known"], row["exchange_effect"]) == (2, 1, 7)


@pytest.mark.parametrize(
    ("budget", "earned", "cost", "gap"),
    [
        (200, 150, 100, 2304.7619 / 2355.5556 - 1),  # the worked example W25
        # 3000 at 0.1 beside 2000 at 0.9: 2222.2 + 30000 bottom-up, 5000 x 2000 / 1000 top-down
        (3000, 100, 1000, 10000 / 32222.2222 - 1),
    ],
)
def test_a_top_down_estimate_that_is_far_from_the_sum_is_noted(
    money: Callable, rows: Rows, budget: int, earned: int, cost: int, gap: float
) -> None:
    money("scope", {"project_id": "P4", "period": MARCH})
    money("core.plan_rates", {"project_id": "P4", "period": MARCH, "rate": 1.0})
    for one, amounts in (("P1", (2000, 900, 1000)), ("P4", (budget, earned, cost))):
        of_one = dict(zip(("budget_at_completion", "earned_value", "actual_cost"), amounts, strict=True))
        money("core.earned_value", fact(one, **of_one))
        money("marts.project_health", health(one, estimate_at_completion=amounts[0] * amounts[2] / amounts[1]))
    (row,) = rows("queries.earned_value_headline")
    assert row["cross_check_gap"] == pytest.approx(gap, abs=1e-6)
    assert row["is_cross_check_far"] is (abs(gap) > 0.05)


def indicator(project: str, name: str, value: Any, period: date = MARCH, **more: Any) -> dict[str, Any]:
    return {"indicator": name, "grain": "project", "subject_id": project, "project_id": project, "period": period,
            "value": value} | more  # fmt: skip


def test_the_cards_of_earned_value_are_ratios_of_sums_with_their_change(money: Callable, rows: Rows) -> None:
    def cost_index(project: str, earned: float, cost: float, period: date = MARCH) -> dict[str, Any]:
        return indicator(project, "cost_performance_index", earned / cost, period, numerator=earned, denominator=cost)

    money("marts.indicators", [
        cost_index("P1", 90, 100), cost_index("P2", 75, 50), cost_index("P9", 1, 100),
        cost_index("P1", 100, 100, FEBRUARY), cost_index("P2", 50, 50, FEBRUARY),
        indicator("P3", "cost_performance_index", None, reason="NOT_STARTED"),
        indicator("P1", "estimate_at_completion_selected", 120), indicator("P2", "estimate_at_completion_selected", 90),
    ])  # fmt: skip
    money("core.earned_value", [amounts(one, month) for one in RATES for month in (FEBRUARY, MARCH)])
    found = {row["card"]: row for row in rows("queries.earned_value_cards") if row["period"] == MARCH}
    index = (90 + 150) / (100 + 100)
    assert (found["cost_index"]["value"], found["cost_index"]["change"]) == pytest.approx((index, index - 1))
    assert (found["cost_index"]["count_with_value"], found["cost_index"]["count_projects"]) == (2, 2)
    assert (found["estimate"]["value"], found["variance"]["value"]) == (300, 0)


def test_changes_are_those_of_projects_known_in_both_months(money: Callable, rows: Rows) -> None:
    for project, period in (("came", MARCH), ("left", FEBRUARY)):
        money("scope", {"project_id": project, "period": period})
        money("core.plan_rates", {"project_id": project, "period": period, "currency": "EUR", "rate": 1.0})
    money("marts.indicators", [
        *(indicator(one, "estimate_at_completion_selected", value, period)
          for one, period, value in (("P1", FEBRUARY, 100), ("P1", MARCH, 130), ("left", FEBRUARY, 7000),
                                     ("came", MARCH, 500), ("P9", FEBRUARY, 1), ("P9", MARCH, 9999))),
        *(indicator(one, "cost_performance_index", upper / 100, period, numerator=upper, denominator=100)
          for one, period, upper in (("P1", FEBRUARY, 100), ("P1", MARCH, 90), ("left", FEBRUARY, 30),
                                     ("came", MARCH, 190))),
    ])  # fmt: skip
    money("core.earned_value", [
        fact("P1", FEBRUARY, budget_at_completion=80), fact("P1", budget_at_completion=120),
        fact("left", FEBRUARY, budget_at_completion=80), fact("came", budget_at_completion=80),
        fact("P9", FEBRUARY), fact("P9"),
    ])  # fmt: skip
    found = {row["card"]: row for row in rows("queries.earned_value_cards") if row["period"] == MARCH}
    wanted = ("value", "change", "budget_change", "count_both", "count_before", "count_with_value")
    assert {card: tuple(found[card][name] for name in wanted) for card in ("estimate", "variance", "cost_index")} == {
        "estimate": (630, 30, None, 1, 2, 2),
        "variance": (200 - 630, 10, 40, 1, 2, 2),
        "cost_index": (1.4, pytest.approx(-0.1), None, 1, 2, 2),
    }


def test_the_curve_is_made_of_projects_that_never_fell_silent(money: Callable, rows: Rows) -> None:
    january = date(2026, 1, 31)
    for one in ("P1", "P2", "P4"):
        money("scope", {"project_id": one, "period": january})
    money("scope", [{"project_id": "P4", "period": FEBRUARY}, {"project_id": "P4", "period": MARCH}])
    money("core.plan_rates", [
        {"project_id": one, "period": month, "currency": "EUR", "rate": 1.0}
        for one, month in (("P1", january), ("P2", january), ("P4", january), ("P4", FEBRUARY), ("P4", MARCH))
    ])  # fmt: skip
    money("core.earned_value", [
        *(amounts("P1", month, planned=10 * month.month, earned=month.month, cost=month.month)
          for month in (january, FEBRUARY, MARCH)),
        amounts("P2", MARCH, planned=100),  # began in March
        amounts("P4", january), amounts("P4", FEBRUARY, cost=None), amounts("P4"),  # fell silent
        amounts("P3"), amounts("P9", planned=9999),
    ])  # fmt: skip
    found = rows("queries.portfolio_curves")
    planned = {row["on_date"]: row["value"] for row in found if row["series"] == "planned"}
    assert planned == {january: 10, FEBRUARY: 20, MARCH: 30 + 200}
    assert {(row["count_known"], row["count_projects"]) for row in found} == {(2, 4)}
    # P3 has no rate: neither the curve nor the headline knows it
    assert {(tuple(row["left_out_names"]), row["left_out_lag"]) for row in found} == {(("P4",), Decimal(10))}


def test_points_use_the_time_based_index_late_in_a_project_and_trail_six_months(
    money: Callable, rows: Rows, database: Any
) -> None:
    def measured(project: str, period: date = MARCH, **more: Any) -> dict[str, Any]:
        return health(project, period, cost_performance_index=0.9, schedule_performance_index=0.8, percent_complete=0.5,
                      schedule_performance_index_time=0.6, budget_at_completion=100) | more  # fmt: skip

    money("marts.project_health", [
        measured("P1"), measured("P1", FEBRUARY), measured("P2", percent_complete=0.7), measured("P9"),
        measured("P3", cost_performance_index=None), measured("P3", FEBRUARY),
    ])  # fmt: skip
    database.judge(("P1", MARCH))
    found = [
        (row["project_id"], row["period"], row["schedule_index"], row["is_time"], row["budget"], row["is_now"])
        for row in rows("queries.performance_points")
    ]
    assert found == [
        ("P2", MARCH, 0.6, True, 200, True),
        ("P1", FEBRUARY, 0.8, False, 100, False),
        ("P1", MARCH, 0.8, False, 100, True),
    ]
    bounds = {(row["cost_amber"], row["cost_red"]) for row in rows("queries.performance_points")}
    assert bounds == {(0.95, 0.9)}


def test_ranges_hold_every_formula_of_projects_under_way(money: Callable, rows: Rows) -> None:
    money("core.earned_value", [
        fact("P1"), fact("P2", progress_state="COMPLETE"), fact("P3"), fact("P9"),
    ])  # fmt: skip
    money("marts.project_health", [
        health(one, estimate_at_completion=120, budget_at_completion=100) for one in RATES
    ])  # fmt: skip
    money("marts.indicators", [
        indicator(one, name, value)
        for one in RATES
        for name, value in (
            ("estimate_at_completion", 120), ("estimate_at_completion_atypical", 110),
            ("manager_estimate_at_completion", 105), ("estimate_at_completion_selected", 120), ("earned_value", 1),
        )
    ])  # fmt: skip
    found = [
        (row["project_id"], row["estimate"], row["ratio"], row["low_ratio"], row["high_ratio"], row["is_manager"])
        for row in rows("queries.estimate_range")
    ]
    assert found == [
        ("P1", "estimate_at_completion", 1.2, 1.1, 1.2, False),
        ("P1", "estimate_at_completion_atypical", 1.1, 1.1, 1.2, False),
        ("P1", "manager_estimate_at_completion", 1.05, 1.1, 1.2, True),
    ]


@pytest.mark.parametrize(
    ("managers", "is_low"), [(107.9, True), (108, False), (110, False), (130, False), (None, None)]
)
def test_a_manager_expects_clearly_less_beyond_a_small_part_of_the_budget(
    money: Callable, rows: Rows, managers: float | None, is_low: bool | None
) -> None:
    money("core.earned_value", fact("P1"))
    money("marts.project_health", health("P1", estimate_at_completion=120, budget_at_completion=100))
    money("marts.indicators", [
        indicator("P1", "estimate_at_completion", 120), indicator("P1", "estimate_at_completion_atypical", 110),
        indicator("P1", "manager_estimate_at_completion", managers),
    ])  # fmt: skip
    found = {row["estimate"]: row["is_low"] for row in rows("queries.estimate_range")}
    assert found.pop("manager_estimate_at_completion", None) is is_low
    assert found == {"estimate_at_completion": False, "estimate_at_completion_atypical": False}


@pytest.mark.parametrize(
    ("state", "is_early", "values", "source"),
    [
        ("IN_PROGRESS", False, {"estimate_at_completion": 120, "manager_estimate_at_completion": 110}, "formula"),
        ("IN_PROGRESS", True, {"estimate_at_completion": 120, "manager_estimate_at_completion": 110}, "manager"),
        ("IN_PROGRESS", True, {"estimate_at_completion": 120}, "formula"),
        ("IN_PROGRESS", False, {"manager_estimate_at_completion": 110}, "manager"),
        ("COMPLETE", False, {"estimate_at_completion": 120, "manager_estimate_at_completion": 120}, "actual"),
    ],
)
def test_the_table_says_whose_estimate_it_shows(
    money: Callable, rows: Rows, state: str, is_early: bool, values: dict[str, int], source: str
) -> None:
    money(
        "core.earned_value", [fact("P2", progress_state=state, is_early=is_early, budget_at_completion=100), fact("P9")]
    )
    money("marts.project_health", [health("P2", estimate_at_completion=120), health("P9")])
    money("marts.indicators", [
        *(indicator("P2", name, value) for name, value in values.items()),
        indicator("P2", "estimate_at_completion_selected", 120),
        indicator("P2", "cost_performance_index", 0.8, light="red"),
    ])  # fmt: skip
    (row,) = rows("queries.earned_value_projects")
    assert (row["estimate_source"], row["estimate"], row["variance"], row["is_cost_red"]) == (source, 240, -40, True)


def test_the_table_of_budgets_marks_what_is_beyond_its_bounds(money: Callable, rows: Rows, database: Any) -> None:
    money("core.budget_year", [
        year("P1", actual_year_to_date=21, forecast_carried=0, forecast_period=FEBRUARY),
        year("P2", actual_year_to_date=130, forecast_this_year=100, forecast_carried=7, forecast_period=FEBRUARY),
        year("P3"), year("P9"),
    ])  # fmt: skip
    money("marts.project_health", [health(one, status_date=MARCH, forecast_finish=date(2026, 9, 3)) for one in RATES])
    money("core.funding", [
        {"project_id": "P1", "period": MARCH, "runout_date": FEBRUARY},
        {"project_id": "P2", "period": MARCH, "runout_date": date(2026, 8, 2)},
        {"project_id": "P3", "period": MARCH, "runout_reason": "BUDGET_EXHAUSTED"},
        {"project_id": "P9", "period": MARCH},
    ])  # fmt: skip
    money("marts.indicators", [
        indicator("P1", "full_year_forecast_ratio", 1.25, light="red"),
        indicator("P2", "full_year_forecast_ratio", 0.8, light="red"),
        indicator("P2", "budget_execution_gap", -0.2, light="red"),
    ])  # fmt: skip
    database.judge(*((one, MARCH) for one in RATES))
    found = rows("queries.budget_projects")
    wanted = ("project_id", "forecast_variance", "is_over", "is_gap_red", "runout_month", "is_used_up", "reason")
    assert [tuple(row[name] for name in wanted) for row in found] == [
        ("P1", 30, True, False, FEBRUARY, True, None),
        ("P2", -40, False, True, date(2026, 8, 31), False, None),
        ("P3", None, False, False, None, False, "FX_MISSING"),
    ]
    assert found[0]["expected_finish"] == date(2026, 9, 30)
    spent = [
        tuple(row[name] for name in ("over_to_date", "is_over_to_date", "is_overspent", "forecast_period"))
        for row in found[:2]
    ]
    # 21 of 20 is within the bound of 5 %; 130 of 20, and of 120 for the whole year
    assert spent == [(1, False, False, None), (220, True, True, FEBRUARY)]


def forecast_error(project: str, error: float | None, measure: str = "cost", months: int = 6, **more: Any) -> dict:
    """How far off a forecast was of a project that finished in March, 40 days for each whole of the finish."""
    reason = None if error is not None else "MISSING_INPUT(forecast_finish)"
    missed = None if error is None else error * (40 if measure.startswith("finish") else 1000)
    return {"measure": measure, "months_before": months, "period": MARCH, "project_id": project, "last_period": MARCH,
            "project_name": project.lower(), "finished_on": date(2026, 3, 20), "error": error, "missed_by": missed,
            "reason": reason} | more  # fmt: skip


def forecasts_of(rows: Rows, measure: str) -> dict[tuple, tuple]:
    """(months, project) -> error, missed days, error less changes, bias, days, less changes, leaning, within, known,
    closed."""
    told = ("error", "missed_days", "error_less_changes", "bias", "bias_days", "bias_less_changes", "leaning",
            "count_within", "count_known", "count_closed")  # fmt: skip
    return {
        (row["months_before"], row["project_id"]): tuple(row[name] for name in told)
        for row in rows("queries.forecast_errors") if row["measure"] == measure
    }  # fmt: skip


def test_errors_of_forecasts_are_of_projects_that_match_in_their_last_report(given: Callable, rows: Rows) -> None:
    given("chosen", {"period": MARCH})
    given("scope", [{"project_id": one, "period": FEBRUARY if one == "F" else MARCH} for one in "ABCDEF"])
    given("core.conventions", {"least_count": 5, "accuracy_tolerance": 0.1, "bound_tolerance": 1e-9})
    costs = {"A": -0.3, "B": -0.2, "C": -0.1, "D": 0.1, "E": None, "G": 9.0}
    dates = {"A": -0.5, "B": 0.5, "C": 0.25}
    given("marts.closed_forecasts", [
        *(forecast_error(one, error) for one, error in costs.items()),
        *(forecast_error(one, error and error + 0.1, "cost_less_changes") for one, error in costs.items()),
        # silent since February and still one of those that finished; what was told of it then is of another month
        *(forecast_error("F", -0.15, measure, last_period=FEBRUARY) for measure in ("cost", "cost_less_changes")),
        *(forecast_error("F", 7.0, measure, period=FEBRUARY, last_period=FEBRUARY)
          for measure in ("cost", "cost_less_changes")),
        *(forecast_error(one, error, measure, 3) for one, error in dates.items()
          for measure in ("finish", "finish_less_changes")),
        *(forecast_error("D", None, measure, 3, reason="NOT_APPLICABLE")
          for measure in ("finish", "finish_less_changes")),
    ])  # fmt: skip
    # -30 -20 -15 -10 +10 %: two of five within a tenth; without changes -20 -15 -10 0 +20 %
    together = (pytest.approx(-0.15), None, pytest.approx(-0.1), "low", 2, 5, 6)
    assert forecasts_of(rows, "cost") == {
        (6, "A"): (-0.3, None, pytest.approx(-0.2), *together),
        (6, "B"): (-0.2, None, pytest.approx(-0.1), *together),
        (6, "F"): (-0.15, None, -0.15, *together),
        (6, "C"): (-0.1, None, 0, *together),
        (6, "D"): (0.1, None, pytest.approx(0.2), *together),
        (6, "E"): (None, None, None, *together),
    }  # fmt: skip
    few = (None, None, None, None, 0, 3, 3)
    assert forecasts_of(rows, "finish") == {
        (3, "A"): (-0.5, -20, -0.5, *few), (3, "C"): (0.25, 10, 0.25, *few), (3, "B"): (0.5, 20, 0.5, *few),
        (3, "D"): (None, None, None, *few),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("errors", "leaning"),
    [
        ((-0.2, -0.1, -0.06, 0.0, 0.3), "low"),  # -6 % beside a typical 10 %
        ((-0.2, -0.2, -0.06, 0.0, 0.3), None),  # -6 % beside 20 %
        ((0.0, 0.0, 0.04, 0.04, 0.05), None),  # less than half of a tenth is no way
        ((0.0, 0.05, 0.06, 0.07, 0.3), "high"),
    ],
)
def test_forecasts_lean_where_most_of_them_erred_one_way(given: Callable, rows: Rows, errors, leaning) -> None:
    given("chosen", {"period": MARCH})
    given("scope", [{"project_id": one, "period": MARCH} for one in "ABCDE"])
    given("core.conventions", {"least_count": 5, "accuracy_tolerance": 0.1, "bound_tolerance": 1e-9})
    given("marts.closed_forecasts", [
        forecast_error(one, error, measure) for one, error in zip("ABCDE", errors, strict=True)
        for measure in ("cost", "cost_less_changes")
    ])  # fmt: skip
    assert {row["leaning"] for row in rows("queries.forecast_errors")} == {leaning}


def test_a_median_without_later_changes_needs_five_projects_whose_changes_are_known(given: Callable, rows) -> None:
    given("chosen", {"period": MARCH})
    given("scope", [{"project_id": one, "period": MARCH} for one in "ABCDE"])
    given("core.conventions", {"least_count": 5, "accuracy_tolerance": 0.1, "bound_tolerance": 1e-9})
    given("marts.closed_forecasts", [
        *(forecast_error(one, 0.2) for one in "ABCDE"),
        *(forecast_error(one, 0.1, "cost_less_changes") for one in "ABCD"),
        forecast_error("E", None, "cost_less_changes", reason="MISSING_INPUT(changes)"),
    ])  # fmt: skip
    assert {(row["bias"], row["bias_less_changes"]) for row in rows("queries.forecast_errors")} == {(0.2, None)}
