"""Whole portfolios that lack something: they show what they can, and why not the rest."""

import pytest

from tests.sql.conftest import named_in

MAR = "2026-03-31"
FULL = {
    "budget_at_completion": 100,
    "percent_complete": 0.5,
    "actual_cost": 40,
    "baseline_start": "2026-01-01",
    "baseline_finish": "2026-06-30",
    "forecast_finish": "2026-06-30",
}
MARTS = ("projects", "indicators", "rollup", "lights", "attention", "project_health", "findings", "loads", "set_aside")
HEALTH = named_in("marts.project_health")


def _without(*fields: str) -> dict:
    return {name: value for name, value in FULL.items() if name not in fields}


def _values(portfolio, project: str) -> set[str]:
    rows = portfolio.rows("marts.indicators", project_id=project)
    return {row["indicator"] for row in rows if row["value"] is not None}


@pytest.fixture(scope="module")
def empty(portfolio_of_cases):
    return portfolio_of_cases()


@pytest.mark.parametrize("mart", MARTS)
def test_with_nothing_loaded_every_table_is_there_and_empty(mart: str, empty) -> None:
    assert empty.rows(f"marts.{mart}") == []


def test_without_actual_cost_the_schedule_is_known_and_the_cost_is_not(portfolio) -> None:
    portfolio.load("projects", *({"project_id": f"P{number}", **_without("actual_cost")} for number in range(3)))
    assert _values(portfolio, "P0") == {
        "budget_at_completion", "planned_value", "earned_value", "schedule_variance", "schedule_performance_index",
        "earned_schedule", "actual_time", "schedule_variance_time", "schedule_performance_index_time",
        "percent_planned", "percent_complete", "finish_slip_days", "finish_slip_ratio", "planned_duration",
        "estimated_duration", "independent_duration_estimate_planned", "independent_duration_estimate_performance",
        "independent_finish_slip_days_planned", "independent_finish_slip_days_performance",
        "forecast_finish_realism_days", "forecast_finish_realism_ratio", "to_complete_schedule_index",
        "to_complete_schedule_index_forecast", "budget_growth_ratio", "schedule_variance_ratio",
        "earned_value_restatement", "schedule_variance_time_ratio", "schedule_efficiency_gap",
        "independent_duration_estimate_planned_value", "independent_duration_estimate_planned_value_performance",
        "independent_duration_estimate_earned_duration", "independent_duration_estimate_earned_duration_performance",
        "planned_value_original", "schedule_performance_index_original", "schedule_performance_index_time_original",
        "schedule_variance_time_original", "finish_slip_days_original", "finish_slip_ratio_original",
    }  # fmt: skip
    lights = {
        row["dimension"]: (row["computed"], row["reason"]) for row in portfolio.rows("marts.lights", project_id="P0")
    }
    assert lights["schedule"] == ("green", None)
    assert lights["cost"] == lights["overall"] == (None, "MISSING_INPUT(actual_cost)")
    rollup = {row["indicator"]: row for row in portfolio.rows("marts.rollup", level="portfolio", name="")}
    index = rollup["cost_performance_index"]
    assert (index["value"], index["coverage"], index["reason"]) == (None, 0, "LOW_COVERAGE")
    assert rollup["earned_value"]["value"] == 150


def test_without_a_baseline_costs_are_known_and_the_schedule_is_not(portfolio) -> None:
    typed = _without("baseline_start", "baseline_finish")
    portfolio.load("projects", {"project_id": "P1", **typed}, {"project_id": "decoy", **FULL})
    assert _values(portfolio, "decoy") - _values(portfolio, "P1") == {
        "planned_value", "schedule_variance", "schedule_performance_index", "earned_schedule", "actual_time",
        "schedule_variance_time", "schedule_performance_index_time", "percent_planned", "finish_slip_days",
        "finish_slip_ratio", "estimate_at_completion_schedule_cost", "planned_duration", "estimated_duration",
        "independent_duration_estimate_planned", "independent_duration_estimate_performance",
        "independent_duration_estimate_cost", "independent_finish_slip_days_planned",
        "independent_finish_slip_days_performance", "independent_finish_slip_days_cost",
        "forecast_finish_realism_days", "forecast_finish_realism_ratio", "to_complete_schedule_index",
        "to_complete_schedule_index_forecast", "schedule_variance_ratio",
        "estimate_at_completion_schedule",
        "estimate_at_completion_weighted", "estimate_at_completion_earned_schedule",
        "estimate_at_completion_earned_schedule_cost", "estimate_at_completion_weighted_earned_schedule",
        "schedule_cost_index", "spent_against_elapsed_gap", "schedule_variance_time_ratio", "schedule_efficiency_gap",
        "independent_duration_estimate_planned_value", "independent_duration_estimate_planned_value_performance",
        "independent_duration_estimate_planned_value_cost", "independent_duration_estimate_earned_duration",
        "independent_duration_estimate_earned_duration_performance",
        "independent_duration_estimate_earned_duration_cost",
        "planned_value_original", "schedule_performance_index_original", "schedule_performance_index_time_original",
        "schedule_variance_time_original", "finish_slip_days_original", "finish_slip_ratio_original",
    }  # fmt: skip
    lights = {
        row["dimension"]: (row["computed"], row["reason"]) for row in portfolio.rows("marts.lights", project_id="P1")
    }
    assert lights["cost"] == ("green", None)
    assert lights["schedule"] == lights["overall"] == (None, "NO_BASELINE")


def test_a_project_that_a_corrected_file_drops_is_not_one_of_the_month(portfolio) -> None:
    first = portfolio.load("projects", {"project_id": "P1", **FULL}, {"project_id": "P2", **FULL})
    portfolio.load("projects", {"project_id": "P1", **FULL}, covers=[("P2", MAR)], replaces=first)
    portfolio.only("budget_at_completion", *HEALTH, light="overall")
    assert [row["project_id"] for row in portfolio.rows("marts.project_health")] == ["P1"]
    total = portfolio.rows("marts.rollup", indicator="budget_at_completion", level="portfolio", name="")
    assert [(row["value"], row["count_projects"]) for row in total] == [(100, 1)]


def test_no_table_holds_a_number_that_is_none(portfolio) -> None:
    """NaN, infinity and a value without its reason would break the promises proved by every run; zero stays zero."""
    extremes = (0, 1, 999999999999999999, -1)
    dates = {"baseline_start": "0001-01-01", "baseline_finish": "9999-12-31", "status_date": MAR}
    names = ("budget_at_completion", "planned_value", "actual_cost", "manager_estimate_at_completion")
    portfolio.load(
        "projects",
        *(
            {"project_id": f"{budget} {cost} {share}", "percent_complete": share, **dates}
            | dict(zip(names, (budget, cost, cost, cost), strict=True))
            for budget in extremes
            for cost in extremes
            for share in (0, 1e-9, 1, 2)
        ),
    )
    rows = portfolio.rows("marts.rollup", level="portfolio", name="")
    assert {row["indicator"] for row in rows} >= {"estimate_at_completion", "cost_performance_index"}
    assert len(portfolio.rows("marts.project_health")) == 64


def test_a_project_dropped_from_one_month_stays_in_the_others_of_the_same_file(portfolio) -> None:
    february = "2026-02-28"
    portfolio.load(
        "projects",
        {"project_id": "P1", **FULL},
        {"project_id": "P1", "period": february, **FULL},
        {"project_id": "P2", "period": february, **FULL},
        covers=[("P2", MAR)],
    )
    portfolio.only(*HEALTH, light="overall")
    found = [(row["project_id"], f"{row['period']:%m}") for row in portfolio.rows("marts.project_health")]
    assert found == [("P1", "02"), ("P1", "03"), ("P2", "02")]
