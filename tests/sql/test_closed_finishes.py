"""Of a project that is over the slip of the finish is that of the day on which it ended; no forecast tells that. What
is not finished ends on the status date at the earliest."""

from datetime import date

from tests.sql.together import Together, Told

together = Together()

FEB, MAR = "2026-02-28", "2026-03-31"
PLAN = {"baseline_start": "2025-04-01", "baseline_finish": "2026-01-31", "budget_at_completion": 100}


@together
def test_a_closed_project_without_the_day_of_its_end_has_no_slip(portfolio) -> Told:
    """Approved for 31 January. Ended on 10 February: 10 days. Closed with an old forecast of 20 January, with one ahead
    or with none: nobody says when. Still open, though everything is done: the forecast counts."""
    closed = {**PLAN, "state": "closed", "percent_complete": 1}
    portfolio.load(
        "projects",
        {"project_id": "told", **closed, "actual_finish": "2026-02-10", "forecast_finish": "2026-01-20"},
        {"project_id": "old forecast", **closed, "forecast_finish": "2026-01-20"},
        {"project_id": "forecast ahead", **closed, "forecast_finish": "2026-05-31"},
        {"project_id": "nothing", **closed},
        {"project_id": "to come", **closed, "actual_finish": "2026-04-20"},
        {"project_id": "done and open", **PLAN, "state": "active", "percent_complete": 1,
         "forecast_finish": "2026-01-20"},
    )  # fmt: skip
    yield
    unknown = dict.fromkeys(("old forecast", "forecast ahead", "nothing", "to come"))
    assert portfolio.values("finish_slip_days") == {"told": 10, "done and open": -11, **unknown}
    missing = "MISSING_INPUT(actual_finish)"
    assert portfolio.values("finish_slip_days", "reason") == {
        "told": None, "done and open": None, "old forecast": missing, "forecast ahead": missing, "nothing": missing,
        "to come": "INVALID_INPUT(actual_finish)",
    }  # fmt: skip
    assert portfolio.values("finish_slip_ratio") == {"told": 10 / 306, "done and open": -11 / 306, **unknown}
    durations = portfolio.values("estimated_duration", "reason")
    assert {name: durations[name] for name in unknown} == dict.fromkeys(unknown, missing)
    finishes = {row["project_id"]: row["manager_finish"] for row in portfolio.rows("core.finish_forecasts")}
    assert finishes == {"told": date(2026, 2, 10), "done and open": date(2026, 1, 20), **unknown}


@together
def test_while_it_runs_the_forecast_counts_and_once_it_is_over_only_the_end(portfolio) -> Told:
    portfolio.load("projects", {"project_id": "ran", "period": FEB, **PLAN, "state": "active",
                                "percent_complete": 0.9, "forecast_finish": "2026-03-10"})  # fmt: skip
    portfolio.load("projects", {"project_id": "ran", "period": MAR, **PLAN, "state": "closed",
                                "percent_complete": 1, "forecast_finish": "2026-03-10"})  # fmt: skip
    yield
    assert portfolio.values("finish_slip_days") == {("ran", "2026-02"): 38, ("ran", "2026-03"): None}


@together
def test_what_has_not_begun_cannot_finish_before_the_status_date_either(portfolio) -> Told:
    """Approved for 31 January, status of 31 March: 59 days at the least, under way or not begun, whatever an old
    forecast says; 89 by a forecast of 30 April."""
    idle = {**PLAN, "percent_complete": 0, "actual_cost": 0}
    portfolio.load(
        "projects",
        {"project_id": "under way", **PLAN, "percent_complete": 0.5, "forecast_finish": "2026-01-20"},
        {"project_id": "not begun", **idle, "forecast_finish": "2026-01-20"},
        {"project_id": "not begun, no forecast", **idle},
        {"project_id": "not begun, forecast ahead", **idle, "forecast_finish": "2026-04-30"},
        {"project_id": "proposed", **PLAN, "state": "proposed", "forecast_finish": "2026-02-20"},
    )
    yield
    assert portfolio.values("finish_slip_days") == {
        "under way": 59, "not begun": 59, "not begun, no forecast": 59, "not begun, forecast ahead": 89, "proposed": 59,
    }  # fmt: skip
    flags = portfolio.values("finish_slip_days", "flags")
    assert flags == dict.fromkeys(flags, "ESTIMATED") | {"not begun, forecast ahead": None}


@together
def test_a_start_that_is_due_on_the_day_of_the_report_is_not_overdue(portfolio) -> Told:
    portfolio.load("projects", *(
        {"project_id": day, "state": "proposed", "baseline_start": day} for day in ("2026-03-30", "2026-03-31")
    ))  # fmt: skip
    yield
    assert portfolio.values("start_slip_days") == {"2026-03-30": 1, "2026-03-31": None}
    assert portfolio.values("start_slip_days", "reason") == {"2026-03-30": None, "2026-03-31": "NOT_APPLICABLE"}
