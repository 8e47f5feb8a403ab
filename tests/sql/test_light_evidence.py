"""What is no evidence for a green light: costs that are not booked, budgets that are overspent, words alone."""

import pytest

MARCH = {"baseline_start": "2026-01-01", "baseline_finish": "2026-12-31", "actual_start": "2026-01-01",
         "forecast_finish": "2026-12-31", "budget_at_completion": 1200, "planned_value": 300}  # fmt: skip


def _light(portfolio, dimension: str) -> dict[str, tuple]:
    rows = portfolio.rows("marts.lights", dimension=dimension)
    return {row["project_id"]: (row["computed"], row["reason"], row["drivers"]) for row in rows}


def test_work_without_a_cost_is_flagged_and_gives_no_green_light_for_cost(portfolio) -> None:
    portfolio.load(
        "projects",
        {"project_id": "unbooked", **MARCH, "earned_value": 300, "actual_cost": 0},
        {"project_id": "nothing done", **MARCH, "earned_value": 0, "actual_cost": 0},
        {"project_id": "booked", **MARCH, "earned_value": 300, "actual_cost": 300},
        {"project_id": "overdrawn", **MARCH, "earned_value": 300, "actual_cost": 0, "contingency_approved": 100,
         "contingency_drawn": 50},
    )  # fmt: skip
    # TCPI (1200 - 300) / (1200 - 0) = 0.75, contingency (50 / 100) / (300 / 1200) = 2
    portfolio.only("actual_cost", "cost_variance", "estimate_at_completion_atypical", "percent_spent",
                   "earned_value", light="cost")  # fmt: skip
    assert _light(portfolio, "cost") == {
        "unbooked": (None, "ZERO_DENOM(actual_cost)", None),
        "nothing done": (None, "ZERO_DENOM(actual_cost)", None),
        "booked": ("green", None, "cost_performance_index,to_complete_performance_index,variance_at_completion_ratio"),
        "overdrawn": ("red", None, "contingency_drawdown"),
    }
    resting = ("actual_cost", "cost_variance", "estimate_at_completion_atypical", "percent_spent",
               "to_complete_performance_index")  # fmt: skip
    for indicator in resting:
        flags = {project: flags or "" for project, flags in portfolio.values(indicator, "flags").items()}
        assert {project for project in flags if "ACCRUAL_MISSING" in flags[project]} == {"unbooked", "overdrawn"}
    assert portfolio.values("earned_value", "flags")["unbooked"] is None
    assert portfolio.values("to_complete_performance_index")["unbooked"] == pytest.approx(0.75)


def test_more_work_than_was_approved_gives_no_green_light_where_more_was_spent_than_was_approved(portfolio) -> None:
    portfolio.load(
        "projects",
        {"project_id": "overspent", **MARCH, "earned_value": 1300, "actual_cost": 1250},  # CPI 1.04
        {"project_id": "worse", **MARCH, "earned_value": 1300, "actual_cost": 1500},  # CPI 0.867
        {"project_id": "within", **MARCH, "earned_value": 1300, "actual_cost": 1200},
        {"project_id": "all done", **MARCH, "earned_value": 1200, "actual_cost": 1250},  # CPI 0.96, VAC -4.2 %
    )
    assert _light(portfolio.only(light="cost"), "cost") == {
        "overspent": (None, "INVALID_INPUT(earned_value)", None),
        "worse": ("red", None, "cost_performance_index"),
        "within": ("green", None, "cost_performance_index"),
        "all done": ("green", None, "cost_performance_index,variance_at_completion_ratio"),
    }
