"""Work that is left, done, on hold or cancelled: what of time, plan and sums goes on, and what stands still."""

import pytest

from tests.sql.together import Together, Told

together = Together()

FEB, MAR = "2026-02-28", "2026-03-31"


@together
def test_work_that_is_not_known_to_be_done_cannot_have_finished_before_the_status_date(portfolio) -> Told:
    plan = {"baseline_start": "2026-01-01", "baseline_finish": "2026-03-11", "budget_at_completion": 1200}
    stale = {**plan, "forecast_finish": "2026-03-01", "time_tolerance_days": 10}
    portfolio.load(
        "projects",
        {"project_id": "by value", **stale, "earned_value": 200},
        {"project_id": "by share", **stale, "percent_complete": 0.5},
        {"project_id": "cost only", **stale, "actual_cost": 200},
        {"project_id": "nothing expected", **plan, "actual_cost": 200},
        {"project_id": "share before value", **stale, "earned_value": 1200, "percent_complete": 0.9},
        {"project_id": "all earned", **stale, "earned_value": 1200},
        {"project_id": "all done", **stale, "percent_complete": 1},
        {"project_id": "closed", **stale, "earned_value": 200, "state": "closed"},
        {"project_id": "not begun", **stale, "earned_value": 0, "actual_cost": 0},
    )
    yield
    # 31 - 11 March at least, what the forecast says of the others: 1 - 11 March
    expected = {
        "by value": (20, "ESTIMATED"), "by share": (20, "ESTIMATED"), "cost only": (20, "ESTIMATED"),
        "nothing expected": (20, "ESTIMATED"), "share before value": (20, "ESTIMATED"),
        "all earned": (-10, None), "all done": (-10, None), "closed": (-10, None), "not begun": (-10, None),
    }  # fmt: skip
    slips = portfolio.values("finish_slip_days")
    assert {name: (slips[name], flags) for name, flags in portfolio.values("finish_slip_days", "flags").items()} == (
        expected
    )
    used = portfolio.values("time_tolerance_used")
    assert (used["by value"], used["cost only"], used["all earned"]) == pytest.approx((20 / 10, 20 / 10, -10 / 10))


@together
def test_against_the_first_plan_too_an_old_forecast_is_no_finish(portfolio) -> Told:
    plan = {"baseline_start": "2026-01-01", "budget_at_completion": 1200, "earned_value": 200}
    for period, finish in ((FEB, "2026-03-01"), (MAR, "2026-03-11")):
        portfolio.load("projects", {"project_id": "P1", "period": period, **plan, "baseline_finish": finish,
                                    "forecast_finish": "2026-03-05"})  # fmt: skip
    yield
    # 31 - 1 March by the first plan, 31 - 11 March by the one in force; in February the forecast was still to come
    assert portfolio.values("finish_slip_days_original")["P1", "2026-03"] == 30
    assert portfolio.values("finish_slip_days") == {("P1", "2026-02"): 4, ("P1", "2026-03"): 20}
