"""When projects will finish: worked examples by hand, in calendar months and then in days."""

from datetime import date

import pytest

from tests.sql.together import Together, Told

together = Together()

JAN, FEB, MAR, APR = "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"
# a hundred units of money, ten in each of ten months
TEN = {"baseline_start": "2026-01-01", "baseline_finish": "2026-10-31", "budget_at_completion": 100}
TEN_MONTHS = [f"2026-{month:02}-{day}" for month, day in enumerate((31, 28, 31, 30, 31, 30, 31, 31, 30, 31), start=1)]
DECOY = {"project_id": "decoy", "project_name": "knows nothing"}


def _plan(portfolio, *projects: str, curve: dict[str, float] | None = None) -> None:
    points = curve or {month: 10 * place for place, month in enumerate(TEN_MONTHS, start=1)}
    portfolio.load(
        "baseline_periods",
        *({"project_id": one, "month": month, "planned_value": value}
          for one in projects for month, value in points.items()),
    )  # fmt: skip


def _finishes(portfolio, project: str) -> dict[str, date]:
    (row,) = portfolio.rows("core.finish_forecasts", project_id=project)
    return {name: row[f"{name}_finish"] for name in ("planned", "performance", "cost", "earliest", "latest")}


@together
def test_the_pace_so_far_leads_into_the_middle_of_a_month(portfolio) -> Told:
    """PD 10, AT 3 (January to March), EV 24 of 30 planned: ES 2.4, SPI(t) 0.8, AC 32: CPI 0.75.
    planned: 3 + 7.6 = 10.6 -> November, 0.6 x 30 days = 18 November.
    performance: 10 / 0.8 = 12.5 -> January 2027, 0.5 x 31 = 15.5 -> on the 16th.
    cost: 3 + 7.6 / (0.75 x 0.8) = 15.667 -> April 2027, 0.667 x 30 = 20 April."""
    _plan(portfolio, "P1")
    portfolio.load("projects", {"project_id": "P1", **TEN, "earned_value": 24, "actual_cost": 32}, DECOY)
    yield
    estimates = {
        pressure: portfolio.values(f"independent_duration_estimate_{pressure}")["P1"]
        for pressure in ("planned", "performance", "cost")
    }
    assert estimates == pytest.approx({"planned": 10.6, "performance": 12.5, "cost": 3 + 7.6 / 0.6})
    assert _finishes(portfolio, "P1") == {
        "planned": date(2026, 11, 18), "performance": date(2027, 1, 16), "cost": date(2027, 4, 20),
        "earliest": date(2026, 11, 18), "latest": date(2027, 4, 20),
    }  # fmt: skip
    assert portfolio.values("independent_finish_slip_days_performance") == {"P1": 77, "decoy": None}
    assert portfolio.values("independent_finish_slip_days_performance", "reason")["decoy"] == "NO_BASELINE"


@together
def test_a_project_on_plan_finishes_on_the_very_day_that_was_approved(portfolio) -> Told:
    """Start 15 February, finish 10 June: 14/28 + March + April + May + 10/30 = 3.8333 months. Half of it is earned by
    the day on which half of it has passed, so each estimate ends on 10 June."""
    dates = {"baseline_start": "2026-02-15", "baseline_finish": "2026-06-10", "budget_at_completion": 46}
    portfolio.load(
        "projects",
        {"project_id": "P1", **dates, "status_date": APR, "percent_complete": 2.5 / (3 + 5 / 6), "actual_cost": 30},
        DECOY,
    )
    yield
    assert portfolio.values("planned_duration")["P1"] == pytest.approx(3 + 0.5 + 1 / 3)
    assert _finishes(portfolio, "P1") | {"cost": None} == {
        "planned": date(2026, 6, 10), "performance": date(2026, 6, 10), "cost": None,
        "earliest": date(2026, 6, 10), "latest": date(2026, 6, 10),
    }  # fmt: skip
    assert portfolio.values("to_complete_schedule_index")["P1"] == pytest.approx(1)


@together
def test_a_planned_pause_is_no_delay(portfolio) -> Told:
    """Ten in January, nothing in February and March, then twenty in April: at the end of March all ten are earned, and
    the pause is passed: ES 3 of AT 3, so the rest takes the one month that is planned."""
    _plan(portfolio, "P1", "half", curve={JAN: 10, FEB: 10, MAR: 10, APR: 30})
    plan = {"baseline_start": "2026-01-01", "baseline_finish": APR, "budget_at_completion": 30}
    portfolio.load(
        "projects",
        {"project_id": "P1", **plan, "earned_value": 10},
        {"project_id": "half", **plan, "earned_value": 5},  # ES 0.5: it is two and a half months behind
        DECOY,
    )
    yield
    assert portfolio.values("independent_duration_estimate_planned") == pytest.approx(
        {"P1": 4, "half": 6.5, "decoy": None}
    )
    assert portfolio.values("independent_duration_estimate_planned", "flags")["P1"] == "PV_PLATEAU"
    assert _finishes(portfolio, "P1")["performance"] == date(2026, 4, 30)


@together
def test_an_early_start_is_not_a_late_one_and_a_start_that_is_due_slips_day_by_day(portfolio) -> Told:
    plan = {"baseline_start": "2026-03-11", "baseline_finish": "2026-12-31"}
    portfolio.load(
        "projects",
        {"project_id": "early", **plan, "actual_start": "2026-03-01", "percent_complete": 0.1},
        {"project_id": "late", **plan, "actual_start": "2026-03-21", "percent_complete": 0.1},
        {"project_id": "due", **plan, "state": "proposed"},
        {"project_id": "later", "baseline_start": "2026-06-01", "baseline_finish": "2026-12-31", "state": "proposed"},
        {"project_id": "works", **plan, "percent_complete": 0.1},
        {"project_id": "dreams", **plan, "actual_start": "2026-09-01", "percent_complete": 0.1},
        {"project_id": "cancelled", **plan, "actual_start": "2026-03-21", "state": "cancelled"},
        DECOY,
    )
    yield
    found = {row["project_id"]: (row["value"], row["reason"], row["flags"])
             for row in portfolio.rows("indicators.start_slip_days")}  # fmt: skip
    assert found == {
        "early": (-10, None, None),
        "late": (10, None, None),
        "due": (20, None, "ESTIMATED"),
        "later": (None, "NOT_APPLICABLE", None),
        "works": (None, "MISSING_INPUT(actual_start)", None),
        "dreams": (None, "INVALID_INPUT(actual_start)", None),
        "cancelled": (None, "CANCELLED", None),
        "decoy": (None, "NO_BASELINE", None),
    }


@together
def test_the_pace_that_is_needed_to_keep_a_finish(portfolio) -> Told:
    """ES 2.4 of PD 10 at AT 3: 7.6 months of work in 7 months to the approved finish, in 8 to the forecast one."""
    names = ("P1", "past", "today", "done", "hopeless", "held")
    _plan(portfolio, *names)
    work = {**TEN, "earned_value": 24}
    portfolio.load(
        "projects",
        {"project_id": "P1", **work, "forecast_finish": "2026-11-30"},
        {"project_id": "past", **work, "status_date": "2026-11-15", "forecast_finish": "2026-11-01"},
        {"project_id": "today", **work, "forecast_finish": MAR},
        {"project_id": "done", **TEN, "earned_value": 100},
        {"project_id": "hopeless", **TEN, "earned_value": 0, "actual_cost": 5},
        {"project_id": "held", **work, "state": "on_hold"},
        DECOY,
    )
    yield
    index = portfolio.values("to_complete_schedule_index")
    assert (index["P1"], index["hopeless"]) == pytest.approx((7.6 / 7, 10 / 7))
    assert portfolio.values("to_complete_schedule_index", "reason") == {
        "P1": None, "past": "PAST_PLANNED_DURATION", "today": None, "done": "COMPLETE", "hopeless": None,
        "held": "ON_HOLD", "decoy": "NO_BASELINE",
    }  # fmt: skip
    assert portfolio.values("to_complete_schedule_index_forecast")["P1"] == pytest.approx(7.6 / 8)
    reasons = portfolio.values("to_complete_schedule_index_forecast", "reason")
    assert reasons["past"] == reasons["today"] == "INVALID_INPUT(forecast_finish)"
    assert portfolio.values("independent_duration_estimate_performance", "reason")["hopeless"] == (
        "ZERO_DENOM(schedule_performance_index_time)"
    )
    portfolio.only("to_complete_schedule_index")
    lights = {row["project_id"]: row["light"]
              for row in portfolio.rows("marts.indicators", indicator="to_complete_schedule_index")}  # fmt: skip
    assert (lights["P1"], lights["hopeless"], lights["past"]) == ("amber", "red", None)


@together
def test_a_manager_who_promises_more_than_the_pace_supports(portfolio) -> Told:
    """At the pace so far 16 January 2027 (see above); promised is 31 October: 77 days of 304 planned too early."""
    _plan(portfolio, "P1", "silent")
    work = {**TEN, "earned_value": 24, "actual_cost": 32}
    portfolio.load(
        "projects",
        {"project_id": "P1", **work, "forecast_finish": "2026-10-31"},
        {"project_id": "silent", **work},
        DECOY,
    )
    yield
    assert portfolio.values("forecast_finish_realism_days") == {"P1": 77, "silent": None, "decoy": None}
    assert portfolio.values("forecast_finish_realism_ratio")["P1"] == pytest.approx(77 / 304)
    assert portfolio.values("forecast_finish_realism_days", "reason")["silent"] == "MISSING_INPUT(forecast_finish)"


@together
def test_unfinished_work_cannot_finish_before_its_status_date(portfolio) -> Told:
    plan = {"baseline_start": "2026-01-01", "baseline_finish": "2026-03-11", "percent_complete": 0.9}
    portfolio.load(
        "projects",
        {"project_id": "stale", **plan, "forecast_finish": "2026-03-18"},
        {"project_id": "fresh", **plan, "forecast_finish": "2026-04-18"},
        {"project_id": "done", **plan, "actual_finish": "2026-03-18", "state": "closed"},
    )
    yield
    assert portfolio.values("finish_slip_days") == {"stale": 20, "fresh": 38, "done": 7}
    assert portfolio.values("finish_slip_days", "flags") == {"stale": "ESTIMATED", "fresh": None, "done": None}


@together
def test_what_is_over_or_paused_has_no_estimate(portfolio) -> Told:
    _plan(portfolio, "done", "held", "waits")
    portfolio.load(
        "projects",
        {"project_id": "done", **TEN, "earned_value": 100, "actual_finish": MAR, "state": "closed"},
        {"project_id": "held", **TEN, "earned_value": 24, "state": "on_hold"},
        {"project_id": "waits", **TEN, "state": "proposed", "earned_value": 0, "actual_cost": 0},
    )
    yield
    assert portfolio.values("independent_duration_estimate_performance", "reason") == {
        "done": "COMPLETE", "held": "ON_HOLD", "waits": "NOT_STARTED",
    }  # fmt: skip
    assert portfolio.values("estimated_duration")["done"] == 3


@together
def test_a_pace_that_leads_nowhere_is_no_date(portfolio) -> Told:
    """One thousandth earned in ten years: at that pace ten thousand years."""
    portfolio.load(
        "projects",
        {"project_id": "P1", "baseline_start": "2016-04-01", "baseline_finish": "2026-03-31", "percent_complete": 0.001,
         "budget_at_completion": 5},
    )  # fmt: skip
    yield
    assert portfolio.values("independent_duration_estimate_performance", "reason") == {"P1": "UNDEFINED_MATH"}
    assert _finishes(portfolio, "P1")["performance"] is None


@together
def test_the_indices_to_complete_say_when_too_little_is_left_to_judge_by_them(portfolio) -> Told:
    """Half a month of five is a tenth: with less time left it alone would turn the index red."""
    _plan(portfolio, "five left", "four left", "tenth left")
    work = {**TEN, "earned_value": 40, "actual_cost": 50}
    portfolio.load(
        "projects",
        {"project_id": "five left", **work, "status_date": "2026-05-31"},
        {"project_id": "four left", **work, "status_date": "2026-06-30"},
        {"project_id": "tenth left", **work, "earned_value": 90, "actual_cost": 95, "status_date": "2026-05-31"},
        DECOY,
    )
    yield
    flags = portfolio.values("to_complete_schedule_index", "flags")
    assert {name: "NEAR_END" in (flags[name] or "") for name in flags} == {
        "five left": False, "four left": True, "tenth left": False, "decoy": False,
    }  # fmt: skip
    flags = portfolio.values("to_complete_performance_index", "flags")
    assert {name: "NEAR_END" in (flags[name] or "") for name in ("five left", "four left", "tenth left")} == {
        "five left": False, "four left": False, "tenth left": True,
    }  # fmt: skip
