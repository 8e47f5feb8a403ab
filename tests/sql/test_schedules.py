"""Time and estimates: earned schedule on a plan, time passed, slips, early figures, the recommended estimate."""

import pytest

from tests.sql.together import Together, Told

together = Together()

JAN, FEB, MAR, APR = "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"
YEAR = {"baseline_start": "2026-01-01", "baseline_finish": "2026-12-31"}


def _climb(portfolio, curve: dict[str, float], earned: dict[str, float], **plan) -> None:
    """One project per value earned, all on the same curve."""
    portfolio.load(
        "projects",
        *({"project_id": one, "budget_at_completion": max(curve.values()), "earned_value": value, **YEAR, **plan}
          for one, value in earned.items()),
    )  # fmt: skip
    portfolio.load(
        "baseline_periods",
        *(
            {"project_id": one, "month": month, "planned_value": value}
            for one in earned
            for month, value in curve.items()
        ),
    )


def test_earned_schedule_of_every_planned_value_is_its_month(portfolio) -> None:
    curve = {JAN: 7, FEB: 19, MAR: 40, APR: 100}
    _climb(portfolio, curve, {"JAN": 7, "FEB": 19, "MAR": 40, "APR": 100, "over": 130, "zero": 0, "half": 13})
    assert portfolio.values("earned_schedule") == pytest.approx(
        {"JAN": 1, "FEB": 2, "MAR": 3, "APR": 4, "over": 4, "zero": 0, "half": 1.5}
    )


def test_a_planned_pause_is_passed_to_its_end_and_flagged(portfolio) -> None:
    curve = {JAN: 10, FEB: 10, MAR: 10, APR: 20}
    _climb(portfolio, curve, {"on it": 10, "beyond": 15, "before": 5, "nothing": 0})
    assert portfolio.values("earned_schedule") == pytest.approx(
        {"on it": 3, "beyond": 3.5, "before": 0.5, "nothing": 0}
    )
    assert portfolio.values("earned_schedule", "flags") == {
        "on it": "PV_PLATEAU", "beyond": "PV_PLATEAU", "before": None, "nothing": None,
    }  # fmt: skip


def test_of_an_unknown_earned_value_no_place_on_the_plan_is_known(portfolio) -> None:
    _climb(portfolio, {JAN: 10, FEB: 30, APR: 40}, {"unknown": None, "known": 30})
    assert portfolio.values("earned_schedule") == {"unknown": None, "known": 2}
    missing = "MISSING_INPUT(percent_complete)"
    assert portfolio.values("earned_schedule", "reason") == {"unknown": missing, "known": None}
    assert portfolio.values("schedule_performance_index_time", "reason") == {"unknown": missing, "known": None}


@together
def test_months_of_earned_value_tell_whether_work_has_begun(portfolio) -> Told:
    for period, done in ((FEB, 0), (MAR, 5)):
        portfolio.load(
            "projects",
            {"project_id": "begins", "period": period, "earned_value_this_period": done},
            {"project_id": "at zero", "period": period, "earned_value_this_period": 0, "actual_cost": 0},
            {"project_id": "cost unknown", "period": period, "earned_value_this_period": 0},
            {"project_id": "later", "period": period, "baseline_start": "2026-06-01"},
        )
    yield
    states = {(row["project_id"], f"{row['period']:%m}"): row["progress_state"]
              for row in portfolio.rows("core.progress")}  # fmt: skip
    assert states == {
        ("begins", "02"): "IN_PROGRESS", ("begins", "03"): "IN_PROGRESS", ("at zero", "02"): "NOT_STARTED",
        ("at zero", "03"): "NOT_STARTED", ("cost unknown", "02"): "IN_PROGRESS",
        ("cost unknown", "03"): "IN_PROGRESS", ("later", "02"): "NOT_STARTED", ("later", "03"): "NOT_STARTED",
    }  # fmt: skip


@together
def test_a_curve_that_falls_cannot_be_climbed(portfolio) -> Told:
    _climb(portfolio, {JAN: 10, FEB: 30, MAR: 20, APR: 40}, {"P1": 25})
    portfolio.load("projects", {"project_id": "decoy", "budget_at_completion": 12, "earned_value": 3, **YEAR})
    yield
    assert portfolio.values("earned_schedule", "reason") == {"P1": "INVALID_INPUT(planned_value)", "decoy": None}
    assert portfolio.values("earned_schedule")["decoy"] == pytest.approx(3)


@together
def test_a_curve_that_falls_is_no_planned_value_either(portfolio) -> Told:
    _climb(portfolio, {JAN: 10, FEB: 30, MAR: 20, APR: 40}, {"by curve": 25})
    _climb(portfolio, {JAN: 10, FEB: 30, MAR: 20, APR: 40}, {"by share": 25}, percent_planned=0.5)
    _climb(portfolio, {JAN: 10, FEB: 30, MAR: 20, APR: 40}, {"stated": 25}, planned_value=24)
    _climb(portfolio, {JAN: 10, FEB: 20, MAR: 20, APR: 40}, {"paused": 25})
    _climb(portfolio, {JAN: 30, FEB: 20}, {"beyond its end": 25}, budget_at_completion=60, percent_planned=0.5)
    yield
    refused = "INVALID_INPUT(planned_value)"
    assert portfolio.values("planned_value", "reason") == {
        "by curve": refused, "by share": refused, "stated": None, "paused": None, "beyond its end": None,
    }  # fmt: skip
    assert portfolio.values("planned_value") == {
        "by curve": None, "by share": None, "stated": 24, "paused": 20, "beyond its end": 0.5 * 60,
    }  # fmt: skip
    # what was earned for what was planned: 25 of 24, of 20 and of 30
    assert portfolio.values("schedule_performance_index") == pytest.approx(
        {"by curve": None, "by share": None, "stated": 25 / 24, "paused": 25 / 20, "beyond its end": 25 / 30}
    )
    assert portfolio.values("schedule_performance_index", "reason")["by curve"] == refused


@together
def test_time_is_counted_from_the_approved_start_in_calendar_months(portfolio) -> Told:
    half = {"budget_at_completion": 100, "earned_value": 50}
    portfolio.load(
        "projects",
        {
            "project_id": "P1",
            **half,
            "baseline_start": "2026-02-15",
            "baseline_finish": "2026-06-30",
            "status_date": MAR,
        },
        {
            "project_id": "P2",
            **half,
            "baseline_start": "2026-05-01",
            "baseline_finish": "2026-06-30",
            "status_date": MAR,
        },
        {"project_id": "P3", **half},
    )
    yield
    assert portfolio.values("actual_time") == pytest.approx({"P1": 1.5, "P2": None, "P3": None})
    assert portfolio.values("actual_time", "reason") == {"P1": None, "P2": "NOT_STARTED", "P3": "NO_BASELINE"}
    row = portfolio.rows("core.earned_schedule", project_id="P1")[0]
    assert (row["earned_schedule_months"], row["earned_schedule_days"]) == pytest.approx((2.25, 14 + 31 + 0.75 * 30))


@together
def test_dates_and_percent_complete_alone_give_a_time_index(portfolio) -> Told:
    portfolio.load(
        "projects",
        {"project_id": "P1", "percent_complete": 0.2, "percent_planned": 0.25, **YEAR},
        {"project_id": "P2", **YEAR},
    )
    yield
    assert portfolio.values("schedule_performance_index_time") == pytest.approx({"P1": 0.2 * 12 / 3, "P2": None})
    assert portfolio.values("schedule_performance_index_time", "flags")["P1"] == "ESTIMATED"
    assert portfolio.values("schedule_performance_index") == pytest.approx({"P1": 0.8, "P2": None})
    assert portfolio.values("planned_value", "reason") == {"P1": "NO_BASELINE", "P2": "NO_BASELINE"}


@together
def test_slips_are_days_after_the_approved_finish(portfolio) -> Told:
    plan = {"baseline_start": "2026-01-01", "baseline_finish": "2026-03-11"}
    portfolio.load(
        "projects",
        {"project_id": "late", **plan, "forecast_finish": "2026-03-18", "status_date": FEB},
        {"project_id": "early", **plan, "forecast_finish": "2026-03-04", "status_date": FEB},
        {"project_id": "done", **plan, "forecast_finish": "2026-03-18", "actual_finish": "2026-03-12"},
        {"project_id": "overdue", **plan, "percent_complete": 0.9},
        {"project_id": "unknown", **plan, "status_date": FEB},
        {"project_id": "no plan", "forecast_finish": "2026-03-18"},
        {"project_id": "reversed", "baseline_start": "2026-03-11", "baseline_finish": "2026-01-01",
         "forecast_finish": "2026-01-02", "status_date": "2025-12-31"},
    )  # fmt: skip
    yield
    assert portfolio.values("finish_slip_days") == {
        "late": 7, "early": -7, "done": 1, "overdue": 20, "unknown": None, "no plan": None, "reversed": 1,
    }  # fmt: skip
    assert portfolio.values("finish_slip_ratio") == pytest.approx(
        {
            "late": 0.1,
            "early": -0.1,
            "done": 1 / 70,
            "overdue": 20 / 70,
            "unknown": None,
            "no plan": None,
            "reversed": None,
        }
    )
    assert portfolio.values("finish_slip_ratio", "reason") == {
        "late": None, "early": None, "done": None, "overdue": None, "unknown": "MISSING_INPUT(forecast_finish)",
        "no plan": "NO_BASELINE", "reversed": "INVALID_INPUT(baseline_finish)",
    }  # fmt: skip
    assert portfolio.values("finish_slip_days", "flags")["overdue"] == "ESTIMATED"


@together
def test_early_figures_are_flagged(portfolio) -> Told:
    figures = {"budget_at_completion": 100, "planned_value": 20, "actual_cost": 10, **YEAR}
    portfolio.load(
        "projects",
        {"project_id": "P1", **figures, "earned_value": 19},
        {"project_id": "P2", **figures, "earned_value": 20},
        {"project_id": "P3", **figures, "earned_value": 30, "status_date": "2026-02-20"},
    )
    yield
    assert portfolio.values("cost_performance_index", "flags") == {"P1": "EARLY", "P2": None, "P3": None}
    assert portfolio.values("schedule_performance_index_time", "flags") == {
        "P1": "EARLY,ESTIMATED", "P2": "ESTIMATED", "P3": "EARLY,ESTIMATED",
    }  # fmt: skip


@together
def test_the_recommended_estimate_is_the_managers_while_little_is_done(portfolio) -> Told:
    figures = {"budget_at_completion": 1000, "actual_cost": 300}
    portfolio.load(
        "projects",
        {"project_id": "early", **figures, "earned_value": 100, "manager_estimate_at_completion": 1100},
        {"project_id": "later", **figures, "earned_value": 200, "manager_estimate_at_completion": 1100},
        {"project_id": "alone", **figures, "earned_value": 100},
        {"project_id": "unearned", **figures, "estimate_to_complete": 900},
        {"project_id": "impossible", **figures, "manager_estimate_at_completion": 299},
    )
    yield
    assert portfolio.values("estimate_at_completion_selected") == {
        "early": 1100, "later": 1500, "alone": 3000, "unearned": 1200, "impossible": None,
    }  # fmt: skip
    assert portfolio.values("manager_estimate_at_completion", "reason") == {
        "early": None, "later": None, "alone": "MISSING_INPUT(manager_estimate_at_completion)", "unearned": None,
        "impossible": "INVALID_INPUT(manager_estimate_at_completion)",
    }  # fmt: skip


def test_nothing_earned_is_no_schedule_earned_even_where_nothing_was_planned_yet(portfolio) -> None:
    _climb(portfolio, {JAN: 0, FEB: 0, MAR: 10}, {"nothing": 0, "something": 5})
    assert portfolio.values("earned_schedule") == pytest.approx({"nothing": 0, "something": 2.5})


@together
def test_the_time_of_a_finished_project_stands_still(portfolio) -> Told:
    figures = {"budget_at_completion": 100, "earned_value": 100, "baseline_start": "2026-01-01"}
    figures |= {"baseline_finish": "2026-02-28", "status_date": "2026-06-30"}
    portfolio.load(
        "projects",
        {"project_id": "done", **figures, "actual_finish": "2026-03-31", "state": "closed"},
        {"project_id": "open", **figures},
    )
    yield
    assert portfolio.values("actual_time") == pytest.approx({"done": 3, "open": 6})
    assert portfolio.values("schedule_variance_time") == pytest.approx({"done": -1, "open": -4})
