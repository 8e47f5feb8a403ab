"""Late in the work value against plan tends to plan, whatever is late: its figures stay, their light is SPI(t)'s."""

import pytest

from tests.sql.conftest import MARCH

# a thousand over the ten months from June 2025; in March all of it should be done
PLAN = {"baseline_start": "2025-06-01", "baseline_finish": "2026-03-31", "budget_at_completion": 1200,
        "planned_value": 1200, "actual_cost": 800, "state": "active", "actual_start": "2025-06-01"}  # fmt: skip
OF_VALUE = ("schedule_performance_index", "schedule_variance_ratio", "schedule_performance_index_original")


@pytest.fixture
def late(portfolio):
    """800 of 1200 earned is two thirds, 799 is not: SPI 0.667 and 0.666, schedule variance -33%, SPI(t) as much."""
    portfolio.load("projects", *(
        {"project_id": name, "project_name": name, **PLAN, "earned_value": earned}
        for name, earned in (("two thirds", 800), ("before", 799))
    ))  # fmt: skip
    return portfolio


def test_from_two_thirds_on_value_against_plan_has_no_light_of_its_own(late) -> None:
    lights = {(row["indicator"], row["project_id"]): row["light"]
              for row in late.rows("marts.indicators") if row["grain"] == "project"}  # fmt: skip
    for indicator in OF_VALUE:
        assert (lights[indicator, "before"], lights[indicator, "two thirds"]) == ("red", None), indicator
    for project in ("before", "two thirds"):
        assert lights["schedule_performance_index_time", project] == "red"
        assert lights["cost_performance_index", project] == "green"
    assert late.values("schedule_performance_index") == pytest.approx({"two thirds": 800 / 1200, "before": 799 / 1200})


def test_the_figures_say_why(late) -> None:
    for indicator in (*OF_VALUE, "schedule_variance"):
        flags = {name: "LATE_STAGE" in (said or "") for name, said in late.values(indicator, "flags").items()}
        assert flags == {"two thirds": True, "before": False}, indicator
    assert "LATE_STAGE" not in (late.values("schedule_performance_index_time", "flags")["two thirds"] or "")


def test_they_are_silent_in_the_light_of_the_schedule_also_where_nothing_speaks_in_their_place(portfolio) -> None:
    reported = {name: PLAN[name] for name in ("budget_at_completion", "planned_value", "actual_cost", "state")}
    portfolio.load("projects", *(
        {"project_id": name, "project_name": name, **reported, "earned_value": earned}
        for name, earned in (("two thirds", 800), ("before", 799))
    ))  # fmt: skip
    assert set(portfolio.values("schedule_performance_index_time", "reason").values()) == {"NO_BASELINE"}
    silent = {row["project_id"]: (row["light"], row["is_silent"]) for row in portfolio.rows("marts.light_drivers")
              if row["indicator"] == "schedule_performance_index"}  # fmt: skip
    assert silent == {"two thirds": (None, True), "before": ("red", False)}
    lights = {row["project_id"]: row["reading"] for row in portfolio.rows("marts.light_readings", dimension="schedule")}
    assert lights == {"two thirds": None, "before": "red"}


def test_the_table_of_a_project_has_one_light_of_the_two(given, rows, database) -> None:
    given("chosen", {"period": MARCH, "compared": None})
    given("scope", {"project_id": "P1", "period": MARCH})
    common = {"grain": "project", "subject_id": "P1", "project_id": "P1", "period": MARCH, "profile": "A"}
    given("marts.indicators", [
        common | {"indicator": "schedule_performance_index", "value": 0.9, "flags": "ESTIMATED,LATE_STAGE"},
        common | {"indicator": "schedule_performance_index_time", "value": 0.7, "light": "red"},
        common | {"indicator": "cost_performance_index", "reason": "MISSING_INPUT(actual_cost)"},
        common | {"indicator": "schedule_cost_index", "value": 0.8},
    ])  # fmt: skip
    database.judge(("P1", MARCH))
    assert {row["indicator"]: row["is_lit"] for row in rows("queries.project_indicators")} == {
        "schedule_performance_index": False, "schedule_performance_index_time": True, "cost_performance_index": True,
        "schedule_cost_index": False,
    }  # fmt: skip
