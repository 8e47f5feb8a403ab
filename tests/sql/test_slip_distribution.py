"""Slips beside their mean: the middle one, the worst tenth, the late ones alone; and the time since the work began."""

from datetime import date

import pytest

from tests.sql.together import Together, Told

together = Together()

DUE = "2026-01-01"


def _milestones(portfolio, name: str, *slips: int) -> None:
    portfolio.load("projects", {"project_id": name, "state": "active", "percent_complete": 0.5})
    portfolio.load("milestones", *(
        {"project_id": name, "milestone_id": f"M{place}", "baseline_date": "2026-02-01",
         "actual_date": f"2026-{1 if slip < 0 else 2:02}-{(32 if slip < 0 else 1) + slip:02}"}
        for place, slip in enumerate(slips)
    ))  # fmt: skip


@together
def test_the_middle_the_worst_tenth_and_the_late_ones_stand_beside_the_mean(portfolio) -> Told:
    """Ten slips: -5, 0, 0, 1, 2, 4, 6, 8, 10, 24. Mean 5; median between 2 and 4; nine of ten: a tenth of the way
    from 10 to 24, 11.4; seven are late, 55 days together."""
    _milestones(portfolio, "ten", -5, 0, 0, 1, 2, 4, 6, 8, 10, 24)
    _milestones(portfolio, "five", -5, 0, 0, 1, 2)
    _milestones(portfolio, "four", 1, 2, 3, 4)
    _milestones(portfolio, "early", -5, -4, -3, -2, -1)
    portfolio.load("projects", {"project_id": "unsent", "state": "active", "percent_complete": 0.5})
    yield
    wanted = ("average", "median", "late")
    told = {name: {one: portfolio.values(f"milestone_{one}_slip_days")[name] for one in wanted}
            for name in ("ten", "five", "four", "early")}  # fmt: skip
    assert told["ten"] == pytest.approx({"average": 5, "median": 3, "late": 55 / 7})
    assert told["five"] == pytest.approx({"average": -0.4, "median": 0, "late": 1.5})
    assert told["four"] == pytest.approx({"average": 2.5, "median": None, "late": 2.5})
    assert told["early"] == pytest.approx({"average": -3, "median": -3, "late": None})
    worst = portfolio.values("milestone_slip_days_ninetieth")
    assert (worst["ten"], worst["five"]) == (pytest.approx(11.4), None)
    why = portfolio.values("milestone_slip_days_ninetieth", "reason")
    assert (why["five"], why["unsent"]) == ("SMALL_N(5<10)", "MISSING_INPUT(milestone_name)")
    assert portfolio.values("milestone_median_slip_days", "reason")["four"] == "SMALL_N(4<5)"
    assert portfolio.values("milestone_late_slip_days", "reason")["early"] == "NOT_APPLICABLE"


@together
def test_the_time_of_execution_counts_from_the_actual_start(portfolio) -> Told:
    """Approved for January, begun on 16 February: 13 / 28 of February and March, 1.464 months of the three."""
    plan = {"baseline_start": "2026-01-01", "baseline_finish": "2026-12-31", "state": "active", "percent_complete": 0.1}
    portfolio.load(
        "projects",
        {"project_id": "late start", **plan, "actual_start": "2026-02-16"},
        {"project_id": "done", **plan, "state": "closed", "actual_start": "2026-01-01", "actual_finish": "2026-02-28"},
        {"project_id": "no word", **plan},
        {"project_id": "to come", **plan, "actual_start": "2026-05-01"},
        {"project_id": "not begun", **plan, "state": "proposed", "percent_complete": 0},
    )
    yield
    times = portfolio.values("executing_time")
    assert times == pytest.approx(
        {"late start": 13 / 28 + 1, "done": 2, "no word": None, "to come": None, "not begun": None}
    )
    assert portfolio.values("actual_time")["late start"] == 3
    reasons = portfolio.values("executing_time", "reason")
    assert {name: reasons[name] for name in ("no word", "to come", "not begun")} == {
        "no word": "MISSING_INPUT(actual_start)", "to come": "INVALID_INPUT(actual_start)", "not begun": "NOT_STARTED",
    }  # fmt: skip


def test_the_slips_of_a_month_spread_over_projects_and_over_all_milestones_together(given, rows) -> None:
    """Ten finishes: -9, 0, 0, 1 ... 6, 20. Mean 3.2, median between 2 and 3, nine of ten up to 6 + 0.1 x 14 = 7.4."""
    march, february = date(2026, 3, 31), date(2026, 2, 28)
    finishes = (-9, 0, 0, 1, 2, 3, 4, 5, 6, 20)
    names = [f"P{place}" for place in range(len(finishes))]
    given("chosen", {"period": march, "compared": february})
    given("core.conventions", {"least_count": 5, "least_percentile_count": 10})
    given("scope", [{"project_id": name, "period": march} for name in (*names, "closed")])
    given("marts.project_health", [
        {"project_id": name, "period": march, "state": "closed" if name == "closed" else "active"}
        for name in (*names, "closed", "P99")
    ])  # fmt: skip
    given("marts.indicators", [
        {"indicator": indicator, "grain": "project", "subject_id": name, "project_id": name, "period": march,
         "value": days}
        for name, days in (*zip(names, finishes, strict=True), ("closed", 900), ("P99", 900))
        for indicator in ("finish_slip_days", *(["start_slip_days"] if name in ("P0", "P9") else []))
    ])  # fmt: skip
    given("core.milestone_dates", [
        {"project_id": name, "period": march, "row_key": str(place), "slip_days": days}
        for name, slips in (("P1", (1, 2, None)), ("P2", (-3, 4, 6)), ("closed", (99,)))
        for place, days in enumerate(slips)
    ])  # fmt: skip
    found = {row.pop("kind"): row for row in rows("queries.slip_spread")}
    assert found["finish"] == pytest.approx({
        "known": 10, "count_late": 7, "late_ratio": 0.7, "mean": 3.2, "median": 2.5, "late_mean": 41 / 7,
        "ninetieth": 7.4,
    })  # fmt: skip
    assert found["milestone"] == pytest.approx({
        "known": 5, "count_late": 4, "late_ratio": 0.8, "mean": 2, "median": 2, "late_mean": 3.25, "ninetieth": None,
    })  # fmt: skip
    assert found["start"] == pytest.approx({
        "known": 2, "count_late": 1, "late_ratio": None, "mean": 5.5, "median": None, "late_mean": 20,
        "ninetieth": None,
    })  # fmt: skip
