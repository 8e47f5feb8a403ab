"""What the pages of one project and of the dictionary ask."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

FEBRUARY, MARCH = date(2026, 2, 28), date(2026, 3, 31)
Rows = Callable[[str], list[dict[str, Any]]]


@pytest.fixture
def one(given: Callable[..., None]) -> Callable[..., None]:
    """P1 is in scope in February and March, P9 is not."""
    given("chosen", {"period": MARCH, "compared": FEBRUARY})
    given("scope", [{"project_id": "P1", "period": FEBRUARY}, {"project_id": "P1", "period": MARCH}])
    given("core.conventions", {"late_progress": 0.6666666666666666})
    return given


def of_march(project: str = "P1", **more: Any) -> dict[str, Any]:
    return {"project_id": project, "period": MARCH, "project_name": project} | more


@pytest.mark.parametrize(("percent_complete", "index", "is_time"), [(0.5, 0.8, False), (0.7, 0.6, True)])
def test_late_in_a_project_the_time_based_index_counts(
    one: Callable, rows: Rows, percent_complete: float, index: float, is_time: bool
) -> None:
    one("marts.project_health", [
        of_march(
            percent_complete=percent_complete, schedule_performance_index=0.8, schedule_performance_index_time=0.6
        ),
        of_march("P9", percent_complete=0.1),
    ])  # fmt: skip
    (row,) = rows("queries.project_summary")
    assert (row["schedule_index"], row["is_schedule_index_time"]) == (index, is_time)


@pytest.mark.parametrize(
    ("states", "since"),
    [
        (("on_hold", "active", "on_hold", "on_hold"), FEBRUARY),
        ((None, "on_hold", "on_hold", "on_hold"), date(2026, 1, 31)),
        (("on_hold", "on_hold", "on_hold", "on_hold"), None),
    ],
)
def test_a_state_is_known_to_have_begun_only_after_another(
    given: Callable[..., None], rows: Rows, states: tuple[str | None, ...], since: date | None
) -> None:
    months = (date(2025, 12, 31), date(2026, 1, 31), FEBRUARY, MARCH)
    given("chosen", {"period": MARCH, "compared": FEBRUARY})
    given("scope", [{"project_id": project, "period": month} for project in ("P1", "P9") for month in months])
    given("core.conventions", {"late_progress": 0.6666666666666666})
    given("marts.project_health", [
        *({"project_id": "P1", "period": month, "state": state} for month, state in zip(months, states, strict=True)),
        *({"project_id": "P9", "period": month, "state": "active"} for month in months),
    ])  # fmt: skip
    assert {row["project_id"]: row["state_since"] for row in rows("queries.project_summary")} == {
        "P1": since, "P9": None,
    }  # fmt: skip


def test_a_unit_of_a_project_without_a_cost_index_has_no_known_cost(one: Callable, rows: Rows) -> None:
    one("marts.project_health", of_march())
    one("core.earned_value", {"project_id": "P1", "period": MARCH, "earned_value": 80, "actual_cost": 100})
    (row,) = rows("queries.project_summary")
    assert (row["value_behind"], row["cost_excess"]) == (None, None)


def test_the_summary_says_how_far_value_lags_and_what_a_unit_costs(one: Callable, rows: Rows) -> None:
    one("marts.project_health", of_march(cost_performance_index=0.8))
    amounts = {"planned_value": 100, "earned_value": 80, "actual_cost": 100, "currency": "EUR"}
    one("core.earned_value", {"project_id": "P1", "period": MARCH} | amounts)
    (row,) = rows("queries.project_summary")
    assert (row["value_behind"], row["cost_excess"], row["currency"]) == (Decimal(20), 0.25, "EUR")


def test_a_project_that_sent_nothing_is_shown_as_of_its_last_report(one: Callable, rows: Rows) -> None:
    one("marts.project_health", {"project_id": "P1", "period": FEBRUARY, "project_name": "One"})
    (row,) = rows("queries.project_summary")
    assert (row["period"], row["is_reported"]) == (FEBRUARY, False)


def test_the_plan_is_what_counted_in_reported_months_and_the_baseline_after(one: Callable, rows: Rows) -> None:
    one("marts.project_health", of_march(baseline_finish=date(2026, 5, 31), estimate_at_completion=130))
    one("core.earned_value", [
        {"project_id": "P1", "period": FEBRUARY, "planned_value": 40, "earned_value": 30, "actual_cost": None},
        {"project_id": "P1", "period": MARCH, "planned_value": 70, "earned_value": 50, "actual_cost": 60},
        {"project_id": "P9", "period": MARCH, "planned_value": 999},
    ])  # fmt: skip
    one("core.planned_value_curve", [
        {"project_id": "P1", "period": MARCH, "version": "", "month_number": at, "on_date": day, "planned_value": due}
        for at, (day, due) in enumerate(((date(2026, 1, 31), 0), (MARCH, 65), (date(2026, 5, 31), 100)))
    ])  # fmt: skip
    one("marts.indicators", [
        {"indicator": name, "grain": "project", "subject_id": "P1", "project_id": "P1", "period": MARCH, "value": value}
        for name, value in (
            ("estimate_at_completion", 130), ("estimate_at_completion_atypical", 110), ("percent_spent", 9)
        )
    ])  # fmt: skip
    found: dict[str, list[tuple[date, float]]] = {}
    for row in rows("queries.project_curves"):
        found.setdefault(row["series"], []).append((row["on_date"], float(row["value"])))
    finish = date(2026, 5, 31)
    assert found == {
        "planned": [(date(2026, 1, 31), 0.0), (FEBRUARY, 40.0), (MARCH, 70.0), (finish, 100.0)],
        "earned": [(FEBRUARY, 30.0), (MARCH, 50.0)],
        "actual": [(MARCH, 60.0)],
        "estimate": [(finish, 130.0)],
        "estimate_low": [(finish, 110.0)],
        "estimate_high": [(finish, 130.0)],
    }


def test_the_plan_first_approved_is_a_curve_of_its_own_while_another_is_in_force(one: Callable, rows: Rows) -> None:
    one("marts.project_health", of_march())
    one("core.plans", [
        {"basis": basis, "project_id": project, "period": MARCH, "plan_period": FEBRUARY}
        for basis, project in (("current", "P1"), ("original", "P1"), ("original", "P9"))
    ])  # fmt: skip
    one("core.plan_curves", [
        {"basis": basis, "project_id": project, "period": month, "version": "", "month_number": 1, "on_date": FEBRUARY,
         "planned_value": value}
        for basis, project, month, value in (
            ("original", "P1", FEBRUARY, 62), ("original", "P1", MARCH, 1), ("current", "P1", FEBRUARY, 2),
            ("original", "P9", FEBRUARY, 3),
        )
    ])  # fmt: skip
    found = [(row["series"], row["on_date"], row["value"]) for row in rows("queries.project_curves")]
    assert found == [("original", FEBRUARY, 62)]


def test_a_re_baselined_project_is_told_by_both_plans_and_another_by_none(
    given: Callable[..., None], rows: Rows
) -> None:
    given("chosen", {"period": MARCH, "compared": FEBRUARY})
    given("scope", [{"project_id": project, "period": MARCH} for project in ("P1", "P2")])
    given("core.original_plans", [
        {"project_id": project, "period": MARCH, "is_rebaselined": project != "P2"} for project in ("P1", "P2", "P9")
    ])  # fmt: skip
    told = {"finish_slip_days": (0, "green", None), "finish_slip_days_original": (184, "red", None),
            "milestone_hit_rate": (None, None, "SMALL_N(3<5)"), "milestone_hit_rate_original": (0.5, "red", None),
            "start_slip_days": (9, "red", None)}  # fmt: skip
    given("marts.indicators", [
        {"indicator": name, "grain": "project", "subject_id": project, "project_id": project, "period": MARCH,
         "value": value, "light": light, "reason": reason}
        for project in ("P1", "P2", "P9") for name, (value, light, reason) in told.items()
    ])  # fmt: skip
    given("reference.indicators", [{"indicator": name, "unit": "days", "label_en": name} for name in told])
    names = ("project_id", "indicator", "value", "is_red", "reason", "original_value", "is_original_red",
             "original_reason")  # fmt: skip
    assert [tuple(row[name] for name in names) for row in rows("queries.project_plans")] == [
        ("P1", "finish_slip_days", 0, False, None, 184, True, None),
        ("P1", "milestone_hit_rate", None, False, "SMALL_N(3<5)", 0.5, True, None),
    ]


def test_a_comment_that_repeats_last_month_is_marked(one: Callable, rows: Rows) -> None:
    one("marts.project_health", [
        {"project_id": "P1", "period": FEBRUARY, "narrative": "On plan."},
        of_march(narrative="On plan.", decisions_needed="Add a shift"),
        of_march("P9", narrative="On plan."),
    ])  # fmt: skip
    found = [(row["period"], row["is_repeated"], row["decisions_needed"]) for row in rows("queries.project_story")]
    assert found == [(MARCH, True, "Add a shift"), (FEBRUARY, False, None)]


def test_a_milestone_slips_from_its_baseline_to_where_it_was_reached(one: Callable, rows: Rows) -> None:
    common = {"project_id": "P1", "period": MARCH, "baseline_date": date(2026, 3, 1), "is_reached": False}
    forecast = {"forecast_date": date(2026, 3, 20)}
    one("core.milestone_dates", [
        common | forecast | {"row_key": "A", "milestone_name": "Design", "is_reached": True, "slip_days": 10,
                             "reached_date": date(2026, 3, 11), "expected_date": date(2026, 3, 11)},
        common | forecast | {"row_key": "B", "milestone_name": "Overdue", "expected_date": MARCH, "slip_days": 30},
        common | forecast | {"row_key": "C", "milestone_name": "On hold"},
        common | {"project_id": "P9", "row_key": "A"},
    ])  # fmt: skip
    found = [
        (row["milestone_name"], row["forecast_date"], row["slip_days"]) for row in rows("queries.project_milestones")
    ]
    assert sorted(found) == [("Design", None, 10), ("On hold", date(2026, 3, 20), 19), ("Overdue", MARCH, 30)]


def test_an_indicator_comes_with_its_bounds_and_its_change(one: Callable, rows: Rows, database: Any) -> None:
    common = {"indicator": "cost_performance_index", "grain": "project", "subject_id": "P1", "project_id": "P1"}
    one("marts.indicators", [
        common | {"period": FEBRUARY, "value": 0.95},
        common | {"period": MARCH, "value": 0.90, "numerator": 90, "denominator": 100, "light": "amber",
                  "profile": "A"},
        common | {"period": MARCH, "grain": "person", "value": 1},
        common | {"project_id": "P9", "subject_id": "P9", "period": MARCH, "value": 2},
    ])  # fmt: skip
    database.judge(("P1", MARCH))
    (row,) = rows("queries.project_indicators")
    assert row["change"] == pytest.approx(-0.05)
    assert (row["numerator"], row["denominator"], row["light"], row["amber"]) == (90.0, 100.0, "amber", 0.95)
    assert row["label_zh"] and row["inputs"]


def test_errors_of_forecasts_are_listed_once_a_project_is_over(one: Callable, database: Any, rows: Rows) -> None:
    common = {"grain": "project", "subject_id": "P1", "project_id": "P1", "period": MARCH}
    one("marts.indicators", [
        common | {"indicator": "estimate_error_six_months", "reason": "NOT_APPLICABLE"},
        common | {"indicator": "finish_error_days_six_months", "reason": "CANCELLED"},
        common | {"indicator": "estimate_error_three_months", "reason": "PERIOD_GAP(2025-12)"},
        common | {"indicator": "finish_error_days_three_months", "value": -12},
        common | {"indicator": "start_slip_days", "reason": "NOT_APPLICABLE"},
    ])  # fmt: skip
    database.judge(("P1", MARCH))
    found = rows("queries.project_indicators")
    assert [(row["indicator"], row["value"], row["reason"], row["applies"]) for row in found] == [
        ("estimate_error_three_months", None, "PERIOD_GAP(2025-12)", True),
        ("finish_error_days_three_months", -12, None, True), ("start_slip_days", None, "NOT_APPLICABLE", False),
    ]  # fmt: skip


def test_the_dictionary_counts_who_has_a_value_now(one: Callable, rows: Rows) -> None:
    common = {"indicator": "actual_cost", "grain": "project", "subject_id": "P1", "project_id": "P1"}
    one("marts.indicators", [
        common | {"period": MARCH, "value": None, "reason": "MISSING_INPUT(actual_cost)"},
        common | {"period": FEBRUARY, "value": 9},
        common | {"project_id": "P9", "period": MARCH, "value": 9},
    ])  # fmt: skip
    found = {
        row["indicator"]: (row["count_with_value"], row["count_subjects"])
        for row in rows("queries.dictionary_indicators")
    }
    assert found["actual_cost"] == (0, 1)
    assert found["percent_complete"] == (0, 0)


def test_a_field_tells_the_headers_it_was_loaded_from(one: Callable, rows: Rows) -> None:
    one("ledger.load_columns", [
        {"load_id": 1, "entity": "projects", "field": "actual_cost", "header": "Spent"},
        {"load_id": 2, "entity": "projects", "field": "actual_cost", "header": "累计支出"},
        {"load_id": 2, "entity": None, "field": None, "header": "Colour"},
    ])  # fmt: skip
    one(
        "marts.findings",
        {"project_id": "P1", "period": MARCH, "entity": "projects", "field": "actual_cost", "is_active": True},
    )
    (row,) = [
        row for row in rows("queries.dictionary_fields") if (row["entity"], row["field"]) == ("projects", "actual_cost")
    ]
    assert (row["headers"], row["count_findings"]) == ("Spent, 累计支出", 1)
