"""Lights: bounds, what drives them, what silences a driver, two months to turn better, declared against computed."""

import pytest

FEB, MAR = "2026-02-28", "2026-03-31"
MARTS = ("indicators", "light_drivers", "light_readings")


def _value(indicator: str, value: float | None, project: str = "P1", period: str = MAR, **more) -> dict:
    reason = None if value is not None else more.pop("reason", "NO_BASELINE")
    return {"indicator": indicator, "grain": "project", "subject_id": project, "project_id": project, "period": period,
            "value": value, "reason": reason, **more}  # fmt: skip


@pytest.fixture
def lit(given, rows, database):
    """The lights of projects whose indicators are given; their facts and months are filled in."""

    def run(*values: dict, declared: dict | None = None) -> dict:
        months = {(one["project_id"], one["period"]) for one in values}
        for project, period in sorted(months):
            given("core.project_periods", {"project_id": project, "period": period})
            given("core.earned_value", {"project_id": project, "period": period, "percent_complete": 0.5})
            given("core.progress", {"project_id": project, "period": period, "state": "active"})
            given("core.projects", {"project_id": project, "period": period, **(declared or {})})
        given("indicators.every_value", values)
        database.judge(*months)
        for mart in MARTS:
            rows(f"marts.{mart}")
        return {(row["project_id"], f"{row['period']:%m}", row["dimension"]): row for row in rows("marts.lights")}

    return run


@pytest.mark.parametrize(
    ("indicator", "value", "light"),
    [
        ("cost_performance_index", 0.95, "green"),
        ("cost_performance_index", 0.95 - 1e-10, "green"),
        ("cost_performance_index", 0.9499, "amber"),
        ("cost_performance_index", 0.9, "amber"),
        ("cost_performance_index", 0.8999, "red"),
        ("finish_slip_ratio", 0.05, "green"),
        ("finish_slip_ratio", 0.1, "amber"),
        ("finish_slip_ratio", 0.1001, "red"),
        ("finish_slip_days", 10, "green"),
        ("finish_slip_days", 30, "amber"),
        ("finish_slip_days", 31, "red"),
        ("variance_at_completion_ratio", -0.05, "green"),
        ("variance_at_completion_ratio", -0.11, "red"),
        ("to_complete_performance_index", 1.1, "green"),
        ("to_complete_performance_index", 1.2001, "red"),
        ("earned_value", 5, None),
    ],
)
def test_a_value_on_a_bound_is_on_its_better_side(indicator, value, light, given, rows, database) -> None:
    given("indicators.every_value", [_value(indicator, value), _value(indicator, None, "decoy")])
    database.judge(("P1", MAR), ("decoy", MAR))
    assert [(row["subject_id"], row["light"]) for row in rows("marts.indicators")] == [("P1", light), ("decoy", None)]


def test_a_band_is_green_inside_and_worse_on_both_sides(given, rows, database) -> None:
    bounds = {"low_red": 50, "low_amber": 70, "amber": 85, "red": 100}
    given("reference.indicators", {"indicator": "use", "better": "band"})
    given("reference.profile_bounds", {"profile": "A", "valid_from": "0001-01-01", "indicator": "use", **bounds})
    numbers = (49, 50, 69, 70, 85, 86, 100, 101)
    given("indicators.every_value", [_value("use", number, f"{number}") for number in numbers])
    database.judge(*((f"{number}", MAR) for number in numbers))
    found = {row["subject_id"]: row["light"] for row in rows("marts.indicators")}
    assert found == {"49": "red", "50": "amber", "69": "amber", "70": "green", "85": "green", "86": "amber",
                     "100": "amber", "101": "red"}  # fmt: skip


def test_a_dimension_is_its_worst_driver_and_overall_the_worst_dimension(lit) -> None:
    found = lit(
        _value("cost_performance_index", 0.92),
        _value("variance_at_completion_ratio", -0.2),
        _value("schedule_performance_index_time", 1.0),
        _value("cost_performance_index", 1.0, "P2"),
        _value("schedule_performance_index_time", 1.0, "P2"),
    )
    names = ("computed", "drivers", "reason")
    assert {key: tuple(row[name] for name in names) for key, row in found.items() if key[2] in ("overall", "cost")} == {
        ("P1", "03", "cost"): ("red", "variance_at_completion_ratio", None),
        ("P1", "03", "overall"): ("red", "variance_at_completion_ratio", None),
        ("P2", "03", "cost"): ("green", "cost_performance_index", None),
        ("P2", "03", "overall"): ("green", "cost_performance_index,schedule_performance_index_time", None),
    }


def test_overall_is_green_only_where_schedule_and_cost_are_known(lit) -> None:
    found = lit(
        _value("cost_performance_index", 1.0),
        _value("schedule_performance_index_time", None),
        _value("cost_performance_index", 0.92, "P2"),
        _value("schedule_performance_index_time", None, "P2"),
        _value("cost_performance_index", None, "P3", reason="MISSING_INPUT(actual_cost)"),
        _value("schedule_performance_index_time", 1.0, "P3"),
    )
    overall = {key[0]: (row["computed"], row["reason"]) for key, row in found.items() if key[2] == "overall"}
    assert overall == {
        "P1": (None, "NO_BASELINE"), "P2": ("amber", None), "P3": (None, "MISSING_INPUT(actual_cost)"),
    }  # fmt: skip
    assert found["P1", "03", "risk"]["reason"] == "NOT_APPLICABLE"


def test_a_driver_is_silent_where_a_better_one_speaks(lit) -> None:
    found = lit(
        _value("schedule_performance_index", 0.5),
        _value("schedule_performance_index_time", 1.0),
        _value("finish_slip_days", 100),
        _value("finish_slip_ratio", 0.01),
        _value("schedule_performance_index", 0.5, "P2"),
        _value("schedule_performance_index_time", None, "P2"),
        _value("finish_slip_days", 20, "P3"),
        _value("finish_slip_ratio", None, "P3"),
    )
    schedule = {project: row["computed"] for (project, _, dimension), row in found.items() if dimension == "schedule"}
    assert schedule == {"P1": "green", "P2": "red", "P3": "amber"}


def test_the_value_based_schedule_index_is_silent_past_two_thirds(lit) -> None:
    found = lit(_value("schedule_performance_index", 0.5, flags="LATE_STAGE"))
    assert (found["P1", "03", "schedule"]["computed"], found["P1", "03", "schedule"]["drivers"]) == (None, None)


def test_a_to_complete_index_near_the_end_does_not_count_in_the_light(lit) -> None:
    found = lit(
        _value("to_complete_schedule_index", 3.0, flags="ESTIMATED,NEAR_END"),
        _value("schedule_performance_index_time", 0.94),
        _value("to_complete_schedule_index", 3.0, "P2", flags="ESTIMATED"),
        _value("schedule_performance_index_time", 0.94, "P2"),
    )
    schedule = {project: (row["computed"], row["drivers"]) for (project, _, dimension), row in found.items()
                if dimension == "schedule"}  # fmt: skip
    assert schedule == {
        "P1": ("amber", "schedule_performance_index_time"), "P2": ("red", "to_complete_schedule_index"),
    }  # fmt: skip


def test_a_closed_project_has_a_light_of_its_own_but_none_that_is_counted(given, rows, database) -> None:
    given("core.progress", {"project_id": "P2", "period": MAR, "state": "closed"})
    values = [_value(name, 0.5, project) for name in ("cost_performance_index", "schedule_performance_index_time")
              for project in ("P1", "P2")]  # fmt: skip
    given("core.project_periods", [{"project_id": project, "period": MAR} for project in ("P1", "P2")])
    given("core.earned_value", [{"project_id": project, "period": MAR} for project in ("P1", "P2")])
    given("core.progress", {"project_id": "P1", "period": MAR, "state": "active"})
    given("indicators.every_value", values)
    database.judge(("P1", MAR), ("P2", MAR))
    rows("core.attention_weights")
    for mart in MARTS:
        rows(f"marts.{mart}")
    assert {row["project_id"]: row["computed"] for row in rows("marts.lights") if row["dimension"] == "overall"} == {
        "P1": "red", "P2": "red",
    }  # fmt: skip
    assert {row["project_id"] for row in rows("marts.lights_shown")} == {"P1"}
    assert [row["project_id"] for row in rows("marts.attention")] == ["P1"]


def test_while_little_is_done_red_is_amber_unless_costs_are_far_gone(lit) -> None:
    found = lit(
        _value("cost_performance_index", 0.85, flags="EARLY"),
        _value("schedule_performance_index_time", 0.5, flags="EARLY,ESTIMATED"),
        _value("cost_performance_index", 0.79, "P2", flags="EARLY"),
        _value("cost_performance_index", 0.85, "P3"),
    )
    computed = {key: row["computed"] for key, row in found.items() if key[2] in ("schedule", "cost")}
    assert computed == {
        ("P1", "03", "schedule"): "amber", ("P1", "03", "cost"): "amber",
        ("P2", "03", "schedule"): None, ("P2", "03", "cost"): "red",
        ("P3", "03", "schedule"): None, ("P3", "03", "cost"): "red",
    }  # fmt: skip


def test_a_light_turns_worse_at_once_and_better_after_two_months(lit) -> None:
    months = ("2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-07-31")
    indices = (1.0, 0.8, 0.92, 1.0, 1.0, 1.0)
    found = lit(
        *(_value("cost_performance_index", index, period=month) for month, index in zip(months, indices, strict=True)),
        _value("cost_performance_index", 0.8, "P2", period="2026-06-30"),
    )
    cost = [(month, row["computed"], row["is_held"]) for (project, month, dimension), row in found.items()
            if (project, dimension) == ("P1", "cost")]  # fmt: skip
    assert cost == [
        ("01", "green", False), ("02", "red", False), ("03", "red", True), ("04", "amber", True),
        ("05", "green", False), ("07", "green", False),
    ]  # fmt: skip


def test_what_was_declared_stands_beside_what_is_computed(lit) -> None:
    found = lit(
        _value("cost_performance_index", 0.5),
        _value("cost_performance_index", None, "P2"),
        declared={"declared_overall": "green", "declared_cost": "amber_red", "declared_risk": "red"},
    )
    names = ("declared", "declared_on_three", "computed", "gap")
    shown = {key: tuple(row[name] for name in names) for key, row in found.items()}
    assert {key: row for key, row in shown.items() if key[2] in ("overall", "cost", "risk", "schedule")} == {
        ("P1", "03", "overall"): ("green", "green", "red", 2),
        ("P1", "03", "cost"): ("amber_red", "amber", "red", 1),
        ("P1", "03", "risk"): ("red", "red", None, None),
        ("P1", "03", "schedule"): (None, None, None, None),
        ("P2", "03", "overall"): ("green", "green", None, None),
        ("P2", "03", "cost"): ("amber_red", "amber", None, None),
        ("P2", "03", "risk"): ("red", "red", None, None),
        ("P2", "03", "schedule"): (None, None, None, None),
    }


def test_attention_grows_with_distance_and_one_bad_dimension_is_not_bought_off(given, rows, lit) -> None:
    lit(
        _value("cost_performance_index", 1.0),
        _value("schedule_performance_index_time", 1.0),
        _value("cost_performance_index", 0.9, "on red"),
        _value("cost_performance_index", 0.8, "twice red"),
        _value("cost_performance_index", 0.1, "far gone"),
        _value("schedule_performance_index_time", 1.4, "far gone"),
        _value("cost_performance_index", None, "unknown"),
    )
    rows("core.attention_weights")
    names = ("attention", "count_dimensions", "contributions")
    found = {row["project_id"]: tuple(row[name] for name in names) for row in rows("marts.attention")}
    assert found == {
        "P1": (pytest.approx(0), 2, None),
        "on red": (pytest.approx(50), 1, "cost 100"),
        "twice red": (pytest.approx(95), 1, "cost 100"),
        "far gone": (pytest.approx(100 * (1 - 0.05**0.5)), 2, "cost 100"),
        "unknown": (None, 0, None),
    }


def test_months_red_are_counted_in_a_row(given, rows) -> None:
    reds = {"P1": ("2025-11-30", "2025-12-31", "2026-01-31", "2026-03-31"), "P2": ("2026-01-31",)}
    given("marts.lights", [
        {"project_id": project, "period": period, "dimension": "overall", "computed": "red"}
        for project, periods in reds.items() for period in periods
    ])  # fmt: skip
    given("marts.lights", [
        {"project_id": "P1", "period": FEB, "dimension": "overall", "computed": "amber"},
        {"project_id": "P1", "period": FEB, "dimension": "cost", "computed": "red"},
    ])  # fmt: skip
    found = [(row["project_id"], f"{row['period']:%m}", row["months_red"]) for row in rows("marts.red_runs")]
    assert found == [("P1", "11", 1), ("P1", "12", 2), ("P1", "01", 3), ("P1", "03", 1), ("P2", "01", 1)]


def test_a_dimension_that_is_not_known_says_what_most_of_its_drivers_lack(lit) -> None:
    contingency, cost = "MISSING_INPUT(contingency_approved)", "MISSING_INPUT(actual_cost)"
    found = lit(
        _value("contingency_drawdown", None, reason=contingency),
        _value("cost_performance_index", None, reason=cost),
        _value("to_complete_performance_index", None, reason=cost),
        _value("contingency_drawdown", None, "P2", reason=contingency),
        _value("cost_performance_index", None, "P2", reason=cost),
    )
    assert found["P1", "03", "cost"]["reason"] == cost
    assert found["P2", "03", "cost"]["reason"] == cost  # as many of each: contingency only stands beside
