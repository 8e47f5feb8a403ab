"""Estimates at completion by every formula, and what they say of the manager's."""

import pytest

from tests.sql.together import Together, Told

together = Together()

# The curve that was sent is straight, 100 a month over 2026. Left to do: 1200 - 240 = 960.
# CPI = 240 / 320 = 0.75; SPI = 240 / 384 = 0.625; earned schedule 2.4 of 3 months: SPI(t) = 0.8
CASE = {
    "budget_at_completion": 1200, "planned_value": 384, "earned_value": 240, "actual_cost": 320,
    "manager_estimate_at_completion": 1500, "baseline_start": "2026-01-01", "baseline_finish": "2026-12-31",
    "actual_start": "2026-01-01",
}  # fmt: skip
EXPECTED = {
    "estimate_at_completion_atypical": 320 + 960,
    "estimate_at_completion": 320 + 960 / 0.75,
    "estimate_at_completion_schedule_cost": 320 + 960 / (0.75 * 0.625),
    "estimate_at_completion_weighted": 320 + 960 / (0.8 * 0.75 + 0.2 * 0.625),
    "estimate_at_completion_schedule": 320 + 960 / 0.625,
    "estimate_at_completion_earned_schedule": 320 + 960 / 0.8,
    "estimate_at_completion_earned_schedule_cost": 320 + 960 / (0.75 * 0.8),
    "estimate_at_completion_weighted_earned_schedule": 320 + 960 / (0.8 * 0.75 + 0.2 * 0.8),
    "schedule_cost_index": 0.75 * 0.625,
    "cost_variance_ratio": (240 - 320) / 240,
    "estimate_optimism_gap": (1600 - 1500) / 1200,
    "to_complete_performance_index_manager": 960 / (1500 - 320),
}


def _indicators(portfolio, project: str, *names: str) -> dict:
    rows = portfolio.only(*names).rows("marts.indicators", project_id=project)
    return {row["indicator"]: row for row in rows if f"{row['period']:%m}" == "03"}


@together
def test_every_formula_is_that_of_the_worked_example(portfolio) -> Told:
    portfolio.load("projects", {"project_id": "A", **CASE}, {"project_id": "decoy", **CASE, "actual_cost": 1})
    curve = (("2026-01-31", 100), ("2026-12-31", 1200))
    portfolio.load("baseline_periods", *({"project_id": "A", "month": month, "planned_value": value}
                                         for month, value in curve))  # fmt: skip
    yield
    of_three_months = ("cost_performance_index_three_months", "estimate_at_completion_three_months")
    found = _indicators(portfolio, "A", *EXPECTED, *of_three_months)
    assert {name: found[name]["value"] for name in EXPECTED} == pytest.approx(EXPECTED, rel=1e-9)
    assert (found["estimate_optimism_gap"]["light"], found["cost_variance_ratio"]["light"]) == ("amber", "red")
    last_three = found["cost_performance_index_three_months"]
    assert (last_three["value"], last_three["reason"]) == (None, "INSUFFICIENT_HISTORY")
    assert found["estimate_at_completion_three_months"]["reason"] == "INSUFFICIENT_HISTORY"


@together
def test_the_index_of_three_months_is_what_was_earned_in_them_for_what_they_cost(portfolio) -> Told:
    for name, cost in (("A", 100), ("credit", 400), ("idle", 320)):
        portfolio.load(
            "projects",
            {"project_id": name, **CASE, "period": "2025-12-31", "earned_value": 50, "actual_cost": cost},
            {"project_id": name, **CASE},
        )
    portfolio.load(
        "projects",
        {"project_id": "gap", **CASE, "period": "2025-12-31", "actual_cost": None},
        {"project_id": "gap", **CASE},
    )
    yield
    names = ("cost_performance_index_three_months", "estimate_at_completion_three_months")
    found = {name: _indicators(portfolio, name, *names) for name in ("A", "credit", "idle", "gap")}
    index = {name: rows["cost_performance_index_three_months"] for name, rows in found.items()}
    assert index["A"]["value"] == pytest.approx(190 / 220)
    assert {name: row["reason"] for name, row in index.items()} == {
        "A": None, "credit": "NEG_DENOM(actual_cost)", "idle": "ZERO_DENOM(actual_cost)", "gap": "PERIOD_GAP",
    }  # fmt: skip
    estimate = found["A"]["estimate_at_completion_three_months"]["value"]
    assert estimate == pytest.approx(320 + 960 / (190 / 220))


@together
def test_what_cannot_be_estimated_says_why(portfolio) -> Told:
    portfolio.load(
        "projects",
        {"project_id": "no manager", **CASE, "manager_estimate_at_completion": None},
        {"project_id": "nothing earned", **CASE, "earned_value": 0},
        {"project_id": "below cost", **CASE, "manager_estimate_at_completion": 300},
        {"project_id": "no baseline", "earned_value": 240, "actual_cost": 320},
        {"project_id": "complete", **CASE, "state": "closed"},
    )
    yield
    asked = ("estimate_optimism_gap", "to_complete_performance_index_manager", "cost_variance_ratio",
             "estimate_at_completion_schedule", "estimate_at_completion_weighted")  # fmt: skip
    reasons = {
        name: {indicator: row["reason"] for indicator, row in _indicators(portfolio, name, *asked).items()}
        for name in ("no manager", "nothing earned", "below cost", "no baseline", "complete")
    }
    missing = "MISSING_INPUT(manager_estimate_at_completion)"
    assert reasons["no manager"]["estimate_optimism_gap"] == missing
    assert reasons["no manager"]["to_complete_performance_index_manager"] == missing
    assert reasons["nothing earned"]["cost_variance_ratio"] == "ZERO_DENOM(earned_value)"
    assert reasons["nothing earned"]["estimate_at_completion_schedule"] == "ZERO_DENOM(schedule_performance_index)"
    assert reasons["below cost"]["estimate_optimism_gap"] == "INVALID_INPUT(manager_estimate_at_completion)"
    assert reasons["no baseline"]["estimate_at_completion_weighted"] == "NO_BASELINE"
    assert reasons["complete"]["estimate_optimism_gap"] == "COMPLETE"
    assert _indicators(portfolio, "complete", *asked)["estimate_at_completion_schedule"]["value"] == 320
