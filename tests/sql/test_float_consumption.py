"""How fast the float of a plan is used up since the work began."""

import pytest

from tests.sql.together import Together, Told

together = Together()


@together
def test_float_is_consumed_by_the_working_days_since_the_start(portfolio) -> Told:
    """From Monday 2 March to Tuesday 31 March are 22 weekdays. With -11 days of float (22 - 11) / 22; with 22, 2;
    from Saturday 28 March two. The least float of an open task counts, not that of a finished one."""
    plan = {"state": "active", "percent_complete": 0.1}
    starts = {"late": "2026-03-02", "ahead": "2026-03-02", "weekend": "2026-03-28", "no start": None,
              "no float": "2026-03-02", "to come": "2026-04-10", "begun before its plan": None}  # fmt: skip
    planned = {"begun before its plan": "2026-04-10"}
    portfolio.load("projects", *({"project_id": name, **plan, "actual_start": day, "baseline_start": planned.get(name)}
                                 for name, day in starts.items()))  # fmt: skip
    floats = {"late": (-11, 5), "ahead": (22, 30), "weekend": (-1, 0), "no start": (3, 3), "no float": (None, None),
              "to come": (3, 3), "begun before its plan": (3, 3)}  # fmt: skip
    for name, days in floats.items():
        portfolio.load("tasks", *(
            {"project_id": name, "task_id": f"T{place}", "status": "open", "total_float_days": one}
            for place, one in enumerate(days)
        ), {"project_id": name, "task_id": "done", "status": "done", "total_float_days": -99})  # fmt: skip
    yield
    told = portfolio.values("float_consumption_index")
    assert told == pytest.approx(
        {"late": 0.5, "ahead": 2, "weekend": 0.5, "no start": None, "no float": None, "to come": None,
         "begun before its plan": None}
    )  # fmt: skip
    reasons = portfolio.values("float_consumption_index", "reason")
    assert {name: reasons[name] for name, value in told.items() if value is None} == {
        "no start": "MISSING_INPUT(actual_start)", "no float": "MISSING_INPUT(total_float_days)",
        "to come": "INVALID_INPUT(actual_start)", "begun before its plan": "MISSING_INPUT(actual_start)",
    }  # fmt: skip
    assert portfolio.values("float_consumption_index", "flags")["late"] == "ESTIMATED"


@together
def test_the_days_to_the_finish_are_counted_over_the_end_of_a_week(portfolio) -> Told:
    """From Friday 27 March to Tuesday 31 March two working days are left; with one day of float (2 + 1) / 2."""
    portfolio.load("projects", {"project_id": "short", "state": "active", "percent_complete": 0.9,
                                "status_date": "2026-03-27", "forecast_finish": "2026-03-31"})  # fmt: skip
    portfolio.load("tasks", {"project_id": "short", "task_id": "T1", "status": "open", "total_float_days": 1})
    yield
    (row,) = portfolio.rows("indicators.critical_path_length_index", project_id="short")
    assert (row["value"], row["numerator"], row["denominator"]) == (1.5, 3, 2)
