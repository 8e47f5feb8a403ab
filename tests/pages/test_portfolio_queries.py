"""What the portfolio's pages ask: whole rows, with rows that must not count beside them."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

JANUARY, FEBRUARY, MARCH = date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)
Rows = Callable[[str], list[dict[str, Any]]]


@pytest.fixture
def portfolio(given: Callable[..., None]) -> Callable[..., None]:
    """Three projects of March, one of which is new; P9 is outside the reader's scope and must never show."""
    given("chosen", {"period": MARCH, "compared": FEBRUARY})
    given("scope", [
        {"project_id": project, "period": period}
        for project, period in (("P1", FEBRUARY), ("P1", MARCH), ("P2", FEBRUARY), ("P2", MARCH), ("P3", MARCH))
    ])  # fmt: skip
    given("core.portfolio_currency", {"currency": "EUR"})
    given("core.plan_rates", [
        {"project_id": project, "period": period, "currency": "EUR", "rate": rate, "is_converted": rate != 1}
        for project, rate in (("P1", 1.0), ("P2", 2.0), ("P3", None), ("P9", 1.0))
        for period in (FEBRUARY, MARCH)
    ])  # fmt: skip
    given("core.conventions", {"least_coverage": 0.8, "least_count": 5, "late_progress": 0.6666666666666666})
    return given


def health(project: str, period: date, **more: Any) -> dict[str, Any]:
    base = {"project_id": project, "period": period, "project_name": f"Project {project}", "state": "active",
            "status_date": period, "count_findings": 0, "months_red": 0}  # fmt: skip
    return base | more


def light(project: str, period: date, computed: str | None, dimension: str = "overall", **more: Any) -> dict[str, Any]:
    return {"project_id": project, "period": period, "dimension": dimension, "computed": computed} | more


def test_the_headline_counts_who_reported_and_adds_money_at_plan_rates(portfolio: Callable, rows: Rows) -> None:
    portfolio("marts.project_health", [
        health("P1", FEBRUARY, computed_overall="green"),
        health("P2", FEBRUARY, computed_overall="red", state="active"),
        health("P1", MARCH, computed_overall="red", declared_overall="amber", budget_at_completion=100, over_budget=10),
        health("P3", MARCH, computed_overall="red", budget_at_completion=500, over_budget=50),
        health("P9", MARCH, computed_overall="red", budget_at_completion=900, over_budget=900),
    ])  # fmt: skip
    assert rows("queries.portfolio_headline") == [
        {
            "period": MARCH,
            "compared": FEBRUARY,
            "status_date": MARCH,
            "currency": "EUR",
            "count_expected": 3,
            "count_projects": 2,
            "count_over": 0,
            "count_red": 2,
            "count_known": 2,
            "count_declared": 1,
            "count_declared_red": 0,
            "count_red_change": 1,
            "count_budgeted": 1,
            "budget": Decimal("100.000000"),
            "count_estimated": 1,
            "over_budget": Decimal("10.000000"),
            "over_budget_ratio": 0.1,
        }
    ]


def test_a_closed_project_is_not_expected_to_report(portfolio: Callable, rows: Rows) -> None:
    portfolio("marts.project_health", [
        health("P2", FEBRUARY, state="closed", computed_overall="green"),
        health("P1", MARCH, computed_overall="green"),
    ])  # fmt: skip
    assert rows("queries.portfolio_headline")[0]["count_expected"] == 1


def test_the_light_of_a_closed_project_is_not_counted_but_its_money_is(portfolio: Callable, rows: Rows) -> None:
    portfolio("marts.project_health", [
        health("P1", FEBRUARY, computed_overall="red"),
        health("P2", FEBRUARY, computed_overall="red", state="closed"),
        health("P1", MARCH, computed_overall="red", declared_overall="red", state="active", budget_at_completion=5),
        health("P2", MARCH, computed_overall="red", declared_overall="red", state="cancelled", budget_at_completion=5),
    ])  # fmt: skip
    (found,) = rows("queries.portfolio_headline")
    names = ("count_projects", "count_over", "count_red", "count_known", "count_declared", "count_declared_red",
             "count_red_change", "budget")  # fmt: skip
    assert [found[name] for name in names] == [2, 1, 1, 1, 1, 1, 0, Decimal(15)]


def test_there_is_no_change_of_red_where_nothing_was_reported_before(portfolio: Callable, rows: Rows) -> None:
    portfolio("marts.project_health", [health("P1", MARCH, computed_overall="red")])
    assert rows("queries.portfolio_headline")[0]["count_red_change"] is None


def cards(rows: Rows) -> dict[str, dict[str, Any]]:
    return {row["card"]: row for row in rows("queries.overview_cards") if row["period"] == MARCH}


def test_cards_compare_with_the_other_month(portfolio: Callable, rows: Rows) -> None:
    portfolio("marts.project_health", [
        health("P1", FEBRUARY, computed_overall="green", over_budget=1, finish_slip_days=0),
        health("P2", FEBRUARY, computed_overall="green", over_budget=1, finish_slip_days=10),
        health("P1", MARCH, computed_overall="red", over_budget=5, finish_slip_days=20),
        health("P2", MARCH, computed_overall="green", over_budget=10, finish_slip_days=40),
        health("P9", MARCH, computed_overall="red", over_budget=1000, finish_slip_days=1000),
    ])  # fmt: skip
    found = cards(rows)
    assert found["red_projects"] == {
        "card": "red_projects", "period": MARCH, "value": 1.0, "planned": None, "change": 1.0, "budget_change": None,
        "base": None, "count_both": None, "count_before": None, "count_with_value": 2, "count_projects": 2,
        "reason": None,
    }  # fmt: skip
    assert (found["forecast_overrun"]["value"], found["forecast_overrun"]["change"]) == (25.0, 22.0)


def test_the_overrun_changes_by_projects_of_both_months_and_says_how_far_budgets_moved(
    portfolio: Callable, rows: Rows
) -> None:
    portfolio("scope", [{"project_id": "P4", "period": FEBRUARY}, {"project_id": "P5", "period": MARCH}])
    portfolio("core.plan_rates", [
        {"project_id": one, "period": month, "currency": "EUR", "rate": 1.0}
        for one, month in (("P4", FEBRUARY), ("P5", MARCH))
    ])  # fmt: skip
    # P2 expects 12 more, but its budget rose by 16; P4 went, P5 came
    portfolio("marts.project_health", [
        health("P1", FEBRUARY, over_budget=1, budget_at_completion=100),
        health("P1", MARCH, over_budget=3, budget_at_completion=100),
        health("P2", FEBRUARY, over_budget=20, budget_at_completion=62),
        health("P2", MARCH, over_budget=16, budget_at_completion=78),
        health("P4", FEBRUARY, over_budget=500, budget_at_completion=100),
        health("P5", MARCH, over_budget=70, budget_at_completion=10),
        health("P3", MARCH, over_budget=9999, budget_at_completion=9999),
        health("P9", FEBRUARY, over_budget=1000, budget_at_completion=1),
        health("P9", MARCH, over_budget=1, budget_at_completion=1000),
    ])  # fmt: skip
    card = cards(rows)["forecast_overrun"]
    wanted = ("value", "change", "budget_change", "count_both", "count_before", "count_with_value")
    assert tuple(card[name] for name in wanted) == (3 + 2 * 16 + 70, 2 - 2 * 4, 2 * 16, 2, 3, 3)


def test_cards_leave_out_what_is_over_but_for_its_money(portfolio: Callable, rows: Rows) -> None:
    portfolio("marts.project_health", [
        health("P1", MARCH, computed_overall="red", budget_at_completion=100, over_budget=1, finish_slip_days=9),
        health("P2", MARCH, computed_overall="red", budget_at_completion=100, over_budget=1, finish_slip_days=9,
               state="closed"),
        health("P9", MARCH, computed_overall="red", budget_at_completion=900),
    ])  # fmt: skip
    portfolio("marts.lights", [
        light("P1", MARCH, "red", declared_on_three="green", gap=2),
        light("P2", MARCH, "red", declared_on_three="green", gap=2),
    ])  # fmt: skip
    found = {name: (row["value"], row["count_with_value"], row["count_projects"]) for name, row in cards(rows).items()}
    assert found == {
        "projects": (1, 1, 2), "budget": (300, 2, 2), "budget_spent": (None, 0, 0), "red_projects": (1, 1, 1),
        "forecast_overrun": (3, 2, 2), "finish_on_time": (None, 1, 1), "green_said_red": (1, 1, 1),
    }  # fmt: skip


def test_a_share_of_few_projects_is_not_shown(portfolio: Callable, rows: Rows) -> None:
    portfolio(
        "marts.project_health", [health("P1", MARCH, finish_slip_days=0), health("P2", MARCH, finish_slip_days=9)]
    )
    assert (cards(rows)["finish_on_time"]["value"], cards(rows)["finish_on_time"]["reason"]) == (None, "SMALL_N")


@pytest.mark.parametrize(("cost_of_second", "value", "reason"), [(20, 0.35, None), (None, None, "LOW_COVERAGE")])
def test_the_share_spent_needs_the_cost_of_most_of_the_budget(
    portfolio: Callable, rows: Rows, cost_of_second: int | None, value: float | None, reason: str | None
) -> None:
    portfolio("marts.project_health", [health("P1", MARCH), health("P2", MARCH)])
    common = {"period": MARCH, "progress_state": "IN_PROGRESS", "budget_at_completion": 100}
    portfolio("core.earned_value", [
        common | {"project_id": "P1", "actual_cost": 65, "planned_value": 50},
        common | {"project_id": "P2", "actual_cost": cost_of_second, "planned_value": 50},
        common | {"project_id": "P9", "actual_cost": 99, "planned_value": 99},
    ])  # fmt: skip
    card = cards(rows)["budget_spent"]
    assert (card["value"], card["reason"]) == (value, reason)
    assert card["planned"] == (None if reason else 0.5)
    assert card["base"] == (None if reason else 300)  # P2 counts twice: its rate is 2


def test_declared_green_and_computed_red_is_counted(portfolio: Callable, rows: Rows) -> None:
    portfolio("marts.project_health", [health("P1", MARCH), health("P2", MARCH), health("P3", MARCH)])
    portfolio("marts.lights", [
        light("P1", MARCH, "red", declared_on_three="green", gap=2),
        light("P2", MARCH, "red", declared_on_three="amber", gap=1),
        light("P3", MARCH, "red"),
        light("P9", MARCH, "red", declared_on_three="green", gap=2),
    ])  # fmt: skip
    card = cards(rows)["green_said_red"]
    assert (card["value"], card["count_with_value"], card["count_projects"]) == (1.0, 2, 3)


def seen(project: str, period: date, light: str | None, dimension: str = "overall") -> dict[str, Any]:
    return {"project_id": project, "period": period, "dimension": dimension, "light": light, "is_declared": False}


def test_lights_are_counted_by_dimension_with_their_change(portfolio: Callable, rows: Rows) -> None:
    portfolio("marts.lights_shown", [
        seen("P1", FEBRUARY, "green", "cost"),
        seen("P1", MARCH, "red", "cost"),
        seen("P2", MARCH, None, "cost"),
        seen("P9", MARCH, "red", "cost"),
    ])  # fmt: skip
    found = {row["light"]: (row["count_projects"], row["change"]) for row in rows("queries.lights_by_dimension")}
    assert found == {"red": (1, 1), "amber": (0, 0), "green": (0, -1), "unknown": (1, 1)}


def test_the_trend_counts_every_light_of_the_last_twelve_months_that_were_reported(
    portfolio: Callable, rows: Rows
) -> None:
    months = [date(2024, month, 28) for month in range(1, 12)]
    portfolio("scope", [{"project_id": "P1", "period": month} for month in months])
    portfolio("marts.lights_shown", [seen("P1", month, "red") for month in months])
    portfolio("marts.lights_shown", [
        seen("P1", FEBRUARY, None),
        seen("P1", MARCH, "green"),
        seen("P1", MARCH, "red", "cost"),
        seen("P9", MARCH, "red"),
    ])  # fmt: skip
    found = {(row["period"], row["light"]): row["count_projects"] for row in rows("queries.lights_by_month")}
    told = {place: count for place, count in found.items() if count}
    assert told == {(month, "red"): 1 for month in months[1:]} | {(FEBRUARY, "unknown"): 1, (MARCH, "green"): 1}
    assert len(found) == 12 * 4


def test_attention_is_for_who_asks_and_for_who_is_red_the_worst_first(portfolio: Callable, rows: Rows) -> None:
    portfolio("marts.project_health", [
        health("P1", MARCH, computed_overall="red", attention=80, over_budget=7, months_red=4),
        health("P2", MARCH, computed_overall="green", attention=60, decisions_needed="Name an owner", over_budget=7,
               manager="Li Na"),
        health("P3", MARCH, computed_overall="amber", attention=99),
        health("P9", MARCH, computed_overall="red", attention=100),
    ])  # fmt: skip
    portfolio("marts.lights_shown", [seen("P1", MARCH, "red"), seen("P2", MARCH, "green"), seen("P3", MARCH, "amber")])
    names = ("project_id", "is_red", "months_red", "decision", "asked_by", "asked_of", "due_on", "over_budget")
    assert [tuple(row[name] for name in names) for row in rows("queries.attention_list")] == [
        ("P1", True, 4, None, None, None, None, Decimal(7)),
        ("P2", False, 0, "Name an owner", "Li Na", None, None, Decimal(14)),
    ]


def test_the_register_says_of_whom_a_decision_is_asked_and_by_when(portfolio: Callable, rows: Rows) -> None:
    portfolio("marts.project_health", [
        health("P1", MARCH, decisions_needed="Cut over now or later", manager="Li Na", attention=1),
        health("P2", MARCH, attention=9), health("P3", MARCH, decisions_needed="Too late", state="closed"),
    ])  # fmt: skip
    asked = {"period": MARCH, "decision_maker": "Zhang Min", "requested_by": "Ann", "due_on": date(2026, 3, 15)}
    portfolio("core.decisions", [
        asked | {"project_id": "P1", "row_key": "1", "decision_name": "Cut-over"},
        asked | {"project_id": "P2", "row_key": "1", "decision_name": "Name an owner", "due_on": date(2026, 4, 2)},
        asked | {"project_id": "P2", "row_key": "2", "decision_name": "Taken", "decided_on": date(2026, 3, 1)},
        asked | {"project_id": "P2", "row_key": "3", "decision_name": "Put off", "status": "deferred"},
        asked | {"project_id": "P9", "row_key": "1", "decision_name": "Out of sight"},
    ])  # fmt: skip
    names = ("project_id", "decision", "asked_by", "asked_of", "due_on", "days_overdue")
    assert [tuple(row[name] for name in names) for row in rows("queries.attention_list")] == [
        ("P2", "Name an owner", "Ann", "Zhang Min", date(2026, 4, 2), None),
        ("P1", "Cut over now or later", "Ann", "Zhang Min", date(2026, 3, 15), 16),
    ]


def test_causes_are_the_drivers_of_a_light_with_the_bound_they_are_beyond(
    portfolio: Callable, rows: Rows, database: Any
) -> None:
    portfolio("marts.lights", [
        light("P1", MARCH, "red", drivers="cost_performance_index,contingency_drawdown"),
        light("P1", MARCH, "red", "cost", drivers="contingency_drawdown,cost_performance_index", is_held=False,
              given_in=MARCH),
        light("P1", MARCH, "green", "risk", drivers="highest_residual_score", is_held=False, given_in=MARCH),
        light("P1", MARCH, "amber", "schedule", drivers="finish_slip_days", is_held=True, given_in=JANUARY),
        light("P9", MARCH, "red", "cost", drivers="cost_performance_index", is_held=False, given_in=MARCH),
    ])  # fmt: skip
    database.judge(("P1", JANUARY), ("P1", FEBRUARY), ("P1", MARCH))
    figures = [
        ("P1", MARCH, "cost", "cost_performance_index", 0.8, None, 0.2),
        ("P1", MARCH, "cost", "contingency_drawdown", None, "UNDEFINED_MATH", 0.5),
        ("P1", MARCH, "risk", "highest_residual_score", 4, None, 1),
        ("P1", MARCH, "schedule", "finish_slip_days", 0, None, 1),
        ("P1", JANUARY, "schedule", "finish_slip_days", 20, None, 0.8),
        ("P1", FEBRUARY, "schedule", "finish_slip_days", None, "ON_HOLD", None),
        ("P9", MARCH, "cost", "cost_performance_index", 0.1, None, 0.1),
    ]
    for project, period, dimension, indicator, value, reason, utility in figures:
        common = {"project_id": project, "period": period, "indicator": indicator}
        portfolio("marts.indicators", common | {"grain": "project", "value": value, "reason": reason,
                                                   "profile": "A"})  # fmt: skip
        portfolio("marts.light_drivers", common | {"dimension": dimension, "utility": utility})
    names = ("project_id", "dimension", "indicator", "light", "is_held", "unit", "value", "bound", "is_below")
    assert [tuple(row[name] for name in names) for row in rows("queries.light_causes")] == [
        ("P1", "cost", "cost_performance_index", "red", False, "ratio", 0.8, 0.9, True),
        ("P1", "cost", "contingency_drawdown", "red", False, "ratio", None, None, False),
        ("P1", "schedule", "finish_slip_days", "amber", True, "days", 20, 10, False),
    ]


def test_a_worst_figure_that_is_not_known_says_why(portfolio: Callable, rows: Rows) -> None:
    portfolio("core.periods", [{"period": FEBRUARY}, {"period": MARCH}])
    red = {"computed_overall": "red", "decisions_needed": "Decide"}
    portfolio("marts.project_health", [
        health("P1", MARCH, **red, over_budget=0, slip_reason="MISSING_INPUT(forecast_finish)"),
        health("P2", MARCH, **red, finish_slip_days=0, over_budget_reason="MISSING_INPUT(actual_cost)"),
        health("P3", MARCH, **red, finish_slip_days=5, over_budget=4),  # no rate for its money
        health("P9", MARCH, **red, slip_reason="MISSING_INPUT", over_budget_reason="MISSING_INPUT"),
    ])  # fmt: skip
    expected = {
        "P1": ("MISSING_INPUT(forecast_finish)", None),
        "P2": (None, "MISSING_INPUT(actual_cost)"),
        "P3": (None, "FX_MISSING"),
    }
    for query in ("queries.attention_list", "queries.health_grid"):
        found = {row["project_id"]: (row["slip_reason"], row["over_budget_reason"]) for row in rows(query)}
        assert found == expected


def test_movers_are_compared_at_one_rate_and_only_where_both_months_are_known(portfolio: Callable, rows: Rows) -> None:
    portfolio("marts.project_health", [
        health("P1", FEBRUARY, estimate_at_completion=100), health("P1", MARCH, estimate_at_completion=90),
        health("P2", FEBRUARY, estimate_at_completion=100), health("P2", MARCH, estimate_at_completion=110),
        health("P3", MARCH, estimate_at_completion=5),
        health("P9", FEBRUARY, estimate_at_completion=1), health("P9", MARCH, estimate_at_completion=9),
    ])  # fmt: skip
    found = [(row["project_id"], row["change"], row["change_ratio"]) for row in rows("queries.estimate_movers")]
    assert found == [("P2", Decimal(20), 0.1), ("P1", Decimal(-10), -0.1)]


def test_an_estimate_of_a_project_whose_amounts_began_anew_has_not_moved(portfolio: Callable, rows: Rows) -> None:
    """P1 was set back in March, P2 in February: from then on its estimates are of the same work again."""
    portfolio("core.plan_breaks", [
        {"project_id": project, "period": MARCH, "window_start": since}
        for project, since in (("P1", MARCH), ("P2", FEBRUARY))
    ])  # fmt: skip
    portfolio("marts.project_health", [
        health(project, month, estimate_at_completion=estimate)
        for project in ("P1", "P2") for month, estimate in ((FEBRUARY, 100), (MARCH, 110))
    ])  # fmt: skip
    assert [row["project_id"] for row in rows("queries.estimate_movers")] == ["P2"]


def test_the_grid_shows_six_months_and_who_sent_nothing(portfolio: Callable, rows: Rows) -> None:
    portfolio("core.periods", [{"period": FEBRUARY}, {"period": MARCH}])
    portfolio("marts.project_health", [
        health("P1", FEBRUARY, attention=10), health("P1", MARCH, attention=20, over_budget=3, computed_cost="red"),
        health("P2", FEBRUARY, attention=90, over_budget=8),
        health("P9", MARCH, attention=100),
    ])  # fmt: skip
    portfolio("marts.lights", [
        light("P1", FEBRUARY, "green"),
        light("P1", MARCH, "red", declared="amber_green", declared_on_three="amber", gap=1),
        light("P1", MARCH, None, "cost", reason="MISSING_INPUT(actual_cost)"),
        light("P2", FEBRUARY, "amber"),
    ])  # fmt: skip
    first, second = rows("queries.health_grid")
    assert (first["project_id"], first["overall_strip"], first["overall_declared"], first["overall_gap"]) == (
        "P1", "....GR", "amber_green", 1,
    )  # fmt: skip
    assert (first["cost_strip"], first["cost_reason"]) == (".....N", "MISSING_INPUT(actual_cost)")
    assert (first["is_reported"], first["is_over_budget_red"], first["count_differs"]) == (True, True, 1)
    assert (second["project_id"], second["overall_strip"], second["is_reported"]) == ("P2", "....A.", False)
    assert second["overall_reason"] == "NOT_REPORTED"
    assert (first["is_over"], second["is_over"]) == (False, False)
    assert (second["attention"], second["over_budget"]) == (None, None)
    assert (second["slip_reason"], second["over_budget_reason"]) == ("NOT_REPORTED", "NOT_REPORTED")


def test_the_grid_lists_what_is_over_last_and_counts_it_nowhere(portfolio: Callable, rows: Rows) -> None:
    portfolio("core.periods", [{"period": FEBRUARY}, {"period": MARCH}])
    portfolio("marts.project_health", [
        health("P1", MARCH, state="closed", attention=None, months_red=3, finish_slip_days=90, over_budget=5,
               computed_cost="red"),
        health("P2", FEBRUARY, state="cancelled", attention=5),
        health("P3", MARCH, attention=1),
    ])  # fmt: skip
    portfolio("marts.lights", [light("P1", MARCH, "red"), light("P3", MARCH, "green")])
    portfolio("marts.indicators", [
        {"project_id": "P1", "period": MARCH, "grain": "project", "indicator": "finish_slip_days", "light": "red"},
    ])  # fmt: skip
    names = ("project_id", "is_over", "state", "attention", "overall_strip", "months_red", "is_slip_red",
             "is_over_budget_red")  # fmt: skip
    assert [tuple(row[name] for name in names) for row in rows("queries.health_grid")] == [
        ("P3", False, "active", 1, ".....G", 0, False, False),
        ("P1", True, "closed", None, ".....R", None, False, False),
    ]


def test_matching_counts_the_month_shown_only(portfolio: Callable, rows: Rows) -> None:
    portfolio("marts.project_health", [health("P1", FEBRUARY), health("P1", MARCH), health("P9", MARCH)])
    assert rows("queries.matching_projects") == [{"count_projects": 1}]


def test_sources_are_the_files_of_the_month_and_of_the_readers_projects(portfolio: Callable, rows: Rows) -> None:
    portfolio("core.visible", [
        {"entity": "projects", "load_id": load, "project_id": project, "period": period}
        for load, project, period in ((1, "P1", MARCH), (2, "P2", MARCH), (3, "P1", FEBRUARY), (4, "P9", MARCH))
    ])  # fmt: skip
    portfolio("ledger.loads", [
        {"load_id": load, "file_id": file_id, "recorded_at": f"2026-04-0{load} 10:00"}
        for load, file_id in ((1, 1), (2, 1), (3, 2), (4, 3))
    ])  # fmt: skip
    assert rows("queries.sources") == [{"currency": "EUR", "count_files": 1, "last_loaded_on": date(2026, 4, 2)}]
