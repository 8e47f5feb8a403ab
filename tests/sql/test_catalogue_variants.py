"""Figures that stand beside others: shares of them, gaps between them, the middle in place of the mean."""

import pytest

from tests.sql.together import Together, Told

together = Together()

JAN, FEB, MAR, APR = "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"
YEAR = {"baseline_start": "2026-01-01", "baseline_finish": "2026-12-31", "budget_at_completion": 1200,
        "state": "active", "actual_start": "2026-01-01"}  # fmt: skip


@together
def test_time_variance_is_a_share_of_the_planned_duration_and_the_forecast_is_held_against_the_pace(portfolio) -> Told:
    """A hundred a month; in April 300 of 400 earned: ES 3, AT 4, PD 12. SV(t) -1, a twelfth of the duration.
    SPI(t) 0.75. To end of December, nine months of plan in eight: 1.125, 0.375 more than so far; to the end of
    April 2027, nine in twelve: 0.75, no more than so far."""
    stands = {"period": APR, **YEAR, "planned_value": 400, "earned_value": 300, "actual_cost": 300}
    portfolio.load(
        "projects",
        {"project_id": "promised", **stands, "forecast_finish": "2026-12-31"},
        {"project_id": "credible", **stands, "forecast_finish": "2027-04-30"},
        {"project_id": "no forecast", **stands},
        {"project_id": "no plan", "period": APR, "budget_at_completion": 1200, "earned_value": 300},
        {"project_id": "soon", **stands, "forecast_finish": "2026-06-30"},
    )
    yield
    ratios = portfolio.values("schedule_variance_time_ratio")
    assert (ratios["promised"], ratios["no plan"]) == (pytest.approx(-1 / 12), None)
    assert portfolio.values("schedule_variance_time_ratio", "reason")["no plan"] == "NO_BASELINE"
    gaps = portfolio.values("schedule_efficiency_gap")
    assert (gaps["promised"], gaps["credible"]) == pytest.approx((9 / 8 - 0.75, 0), abs=1e-9)
    missing = portfolio.values("schedule_efficiency_gap", "reason")["no forecast"]
    assert missing == "MISSING_INPUT(forecast_finish)"
    # two months to the finish promised: half a month more or less would turn it
    near = portfolio.values("to_complete_schedule_index_forecast", "flags")
    assert ("NEAR_END" in (near["soon"] or ""), "NEAR_END" in (near["promised"] or "")) == (True, False)


@together
def test_what_is_spent_is_held_against_what_is_done_and_against_the_estimate(portfolio) -> Told:
    """Spent 600 of 1200, earned 360: 50% less 30%, 20 points. EAC 1200 x 600 / 360 = 2000, of which 600 are 30%."""
    portfolio.load("projects", *(
        {"project_id": name, "period": APR, **YEAR, "planned_value": 400} | more
        for name, more in (("spent", {"earned_value": 360, "actual_cost": 600}), ("unknown", {"earned_value": 360}),
                           ("held", {"earned_value": 360, "actual_cost": 600, "state": "on_hold"}))
    ))  # fmt: skip
    yield
    assert portfolio.values("spent_against_done_gap") == pytest.approx({"spent": 0.2, "unknown": None, "held": None})
    assert portfolio.values("spent_against_done_gap", "reason")["held"] == "ON_HOLD"
    assert portfolio.values("percent_spent_of_estimate")["spent"] == pytest.approx(0.3)
    missing = "MISSING_INPUT(actual_cost)"
    assert portfolio.values("percent_spent_of_estimate", "reason")["unknown"] == missing
    # the rest as planned costs 1200 - 360
    assert portfolio.values("estimate_to_complete_atypical")["spent"] == pytest.approx(840)
    assert portfolio.values("estimate_to_complete_atypical", "reason")["unknown"] == missing


@together
def test_a_variance_of_the_year_is_a_share_of_its_budget_to_date(portfolio) -> Told:
    """250 of 300 spent: 50 left, a sixth; 390 of 300: 90 over, 30%."""
    portfolio.load("projects", *(
        {"project_id": name, "period": APR, **YEAR, "budget_year_to_date": budget, "actual_this_year": actual}
        for name, budget, actual in (("under", 300, 250), ("over", 300, 390), ("nothing planned", 0, 10))
    ))  # fmt: skip
    yield
    assert portfolio.values("budget_variance_year_to_date_ratio") == pytest.approx(
        {"under": 50 / 300, "over": -0.3, "nothing planned": None}
    )
    reasons = portfolio.values("budget_variance_year_to_date_ratio", "reason")
    assert reasons["nothing planned"] == "ZERO_DENOM(budget_year_to_date)"


@together
def test_a_single_large_booking_moves_the_mean_burn_and_not_the_middle_one(portfolio) -> Told:
    """In February 100, in March 100, in April 700: mean 300, middle 100. A credit of 700: mean -200, NEG_DENOM."""
    for place, month in enumerate((JAN, FEB, MAR, APR)):
        for name, last in (("booking", 700), ("credit", -700)):
            cost = 1000 + 100 * place if place < 3 else 1200 + last
            portfolio.load("projects", {"project_id": name, "period": month, **YEAR, "actual_cost": cost})
    yield
    mean, middle = portfolio.values("burn_rate"), portfolio.values("burn_rate_median")
    of_april = {name: (mean[name, "2026-04"], middle[name, "2026-04"]) for name in ("booking", "credit")}
    assert of_april == {"booking": (pytest.approx(300, rel=1e-3), 100), "credit": (None, 100)}
    assert portfolio.values("burn_rate_median", "reason")["booking", "2026-02"] == (
        portfolio.values("burn_rate", "reason")["booking", "2026-02"]
    )


@together
def test_money_that_runs_ahead_of_the_work_is_said(portfolio) -> Told:
    """Spent 700 and committed 400 of 1200 are 91.7%: while less than 80% is done that is early; 1080 are 90%."""
    portfolio.load("projects", *(
        {"project_id": name, "period": APR, **YEAR, "earned_value": 1200 * done, "actual_cost": 700,
         "committed_cost": committed}
        for name, done, committed in (("early", 0.5, 400), ("on the bound", 0.5, 380), ("far", 0.8, 400))
    ))  # fmt: skip
    yield
    assert portfolio.values("commitment_cover", "flags") == {
        "early": "COMMITTED_EARLY", "on the bound": None, "far": None,
    }  # fmt: skip


@together
def test_an_estimate_below_nothing_is_none(portfolio) -> None:
    portfolio.load("projects", *(
        {"project_id": name, "period": APR, **YEAR, "manager_estimate_at_completion": estimate}
        for name, estimate in (("negative", -5), ("positive", 5))
    ))  # fmt: skip
    yield
    assert portfolio.values("manager_estimate_at_completion") == {"negative": None, "positive": 5}
    assert portfolio.values("manager_estimate_at_completion", "reason")["negative"] == (
        "INVALID_INPUT(manager_estimate_at_completion)"
    )


@together
def test_float_tells_what_is_nearly_critical_and_where_links_are_missing(portfolio) -> Told:
    """Open tasks with -1, 0, 1, 10, 11, 44, 45, 60 days: two are near-critical, two of eight have more than 44. One of
    five days that the schedule has on its critical path is not nearly critical: it is."""
    names = ("floats", "few", "none", "critical")
    portfolio.load("projects", *({"project_id": name, "period": APR, **YEAR} for name in names))
    portfolio.load("tasks", *(
        {"project_id": "critical", "period": APR, "task_id": f"T{place}", "status": "open", "total_float_days": 5,
         "is_critical": is_critical}
        for place, is_critical in enumerate((True, False, None))
    ))  # fmt: skip
    for name, floats in (("floats", (-1, 0, 1, 10, 11, 44, 45, 60)), ("few", (5, 60)), ("none", (None, None))):
        portfolio.load("tasks", *(
            {"project_id": name, "period": APR, "task_id": f"T{place}", "status": "open", "total_float_days": days}
            for place, days in enumerate(floats)
        ), {"project_id": name, "period": APR, "task_id": "done", "status": "done", "total_float_days": 5})  # fmt: skip
    yield
    assert portfolio.values("count_near_critical_tasks") == {
        "floats": 2, "few": 1, "none": None, "critical": 2,
    }  # fmt: skip
    assert portfolio.values("high_float_task_ratio") == {
        "floats": 0.25, "few": None, "none": None, "critical": None,
    }  # fmt: skip
    reasons = portfolio.values("high_float_task_ratio", "reason")
    assert (reasons["few"], reasons["none"]) == ("SMALL_N(2<5)", "MISSING_INPUT(total_float_days)")


def test_early_in_a_project_a_schedule_variance_is_amber_at_most(portfolio) -> None:
    """BAC 1200. 40 of 100 earned is 3%: early; 400 of 1000 is a third: not. Both are 60% behind."""
    portfolio.load("projects", *(
        {"project_id": name, "project_name": name, "period": APR, **YEAR, "planned_value": planned,
         "earned_value": earned, "actual_cost": earned}
        for name, planned, earned in (("early", 100, 40), ("later", 1000, 400))
    ))  # fmt: skip
    portfolio.decide("setting", setting="profile", profile="B", **{"from": JAN, "portfolio": None})
    flags = portfolio.values("schedule_variance_ratio", "flags")
    assert {name: "EARLY" in (flags[name] or "") for name in flags} == {"early": True, "later": False}
    drivers = portfolio.only(light="schedule").rows("marts.light_drivers", dimension="schedule")
    lights = {row["project_id"]: row["light"] for row in drivers if row["indicator"] == "schedule_variance_ratio"}
    assert lights == {"early": "amber", "later": "red"}
