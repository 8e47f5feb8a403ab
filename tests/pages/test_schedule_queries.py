"""What the schedule page asks: whole rows, with rows that must not count beside them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

JANUARY, FEBRUARY, MARCH = date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)
FORMER = date(2025, 3, 31)  # too long ago to be within the last twelve months of March
Rows = Callable[[str], list[dict[str, Any]]]


@pytest.fixture
def schedule(given: Callable[..., None], rows: Rows) -> Callable[..., None]:
    """March against February. P1 and P2 are running, P3 is closed since March; P9 is outside the reader's scope."""
    given("chosen", {"period": MARCH, "compared": FEBRUARY})
    for project, period in ((p, m) for p in ("P1", "P2", "P3") for m in (FORMER, JANUARY, FEBRUARY, MARCH)):
        given("scope", {"project_id": project, "period": period})
    for project, period in ((p, m) for p in ("P1", "P2", "P3", "P9") for m in (FEBRUARY, MARCH)):
        state = "closed" if (project, period) == ("P3", MARCH) else "active"
        common = {"project_id": project, "period": period, "state": state}
        given("core.progress", common)
        given("marts.project_health", common | {"project_name": f"Project {project}", "status_date": period})
    rows("core.conventions")
    return given


def slip(project: str, period: date, days: float | None, light: str | None = None, **more: Any) -> dict[str, Any]:
    reason = more.pop("reason", None if days is not None else "NO_BASELINE")
    return {"indicator": "finish_slip_days", "grain": "project", "subject_id": project, "project_id": project,
            "period": period, "value": days, "light": light, "reason": reason, **more}  # fmt: skip


def test_the_headline_counts_who_is_late_and_leaves_out_what_is_over(
    schedule: Callable, rows: Rows, database: Any
) -> None:
    schedule("marts.indicators", [
        slip("P1", FEBRUARY, 40, "red"), slip("P2", FEBRUARY, 5, "green"), slip("P3", FEBRUARY, 50, "red"),
        slip("P1", MARCH, 60, "red"), slip("P2", MARCH, 20, "amber"), slip("P3", MARCH, 300, "red"),
        slip("P9", MARCH, 900, "red"),
        slip("P2", MARCH, 99, "red", indicator="start_slip_days"), slip("P2", MARCH, 99, "red", grain="milestone"),
    ])  # fmt: skip
    schedule("core.milestone_totals", [
        {"project_id": "P1", "period": MARCH, "is_sent": True},
        {"project_id": "P2", "period": MARCH, "is_sent": False},
        {"project_id": "P3", "period": MARCH, "is_sent": True},
    ])  # fmt: skip
    schedule("core.task_totals", [
        {"project_id": "P1", "period": MARCH, "is_sent": True, "count_all": 0},
        {"project_id": "P2", "period": MARCH, "is_sent": True, "count_all": 3},
        {"project_id": "P3", "period": MARCH, "is_sent": True, "count_all": 3},
    ])  # fmt: skip
    database.judge(("P1", MARCH))
    assert rows("queries.schedule_headline") == [{
        "period": MARCH, "compared": FEBRUARY, "status_date": MARCH, "count_projects": 2, "count_over": 1,
        "count_slips": 2, "count_late": 2, "count_far_late": 1, "count_far_change": -1, "late_from_days": 30.0,
        "count_no_baseline": 0, "count_rebaselined": 0, "finish_moved_days": None, "worst_two_ratio": 1.0,
        "count_milestones": 1, "count_tasks": 1,
    }]  # fmt: skip


def test_the_headline_adds_up_by_how_much_re_baselining_moved_finishes(schedule: Callable, rows: Rows) -> None:
    """P2 by 184 days later; P1 kept its plan, P9 is out of the filter, P3 is over, February is another month."""
    schedule("core.original_plans", [
        {"project_id": project, "period": MARCH, "is_rebaselined": project != "P1"}
        for project in ("P1", "P2", "P3", "P9")
    ])  # fmt: skip
    schedule("marts.indicators", [
        slip(project, month, days, "red", indicator=name)
        for name, days in (("finish_slip_days", 6), ("finish_slip_days_original", 190))
        for project in ("P1", "P2", "P3", "P9") for month in (FEBRUARY, MARCH)
    ])  # fmt: skip
    (found,) = rows("queries.schedule_headline")
    assert (found["count_rebaselined"], found["finish_moved_days"]) == (1, 184)


def test_the_headline_knows_what_it_does_not_know(schedule: Callable, rows: Rows) -> None:
    schedule("marts.indicators", [slip("P1", MARCH, None), slip("P2", MARCH, None, reason="ON_HOLD")])
    (found,) = rows("queries.schedule_headline")
    names = ("count_projects", "count_slips", "count_far_late", "count_far_change", "count_no_baseline",
             "worst_two_ratio")  # fmt: skip
    assert [found[name] for name in names] == [2, 0, 0, None, 1, None]


def cards(rows: Rows, period: date = MARCH) -> dict[str, tuple]:
    names = ("value", "change", "count_with_value", "count_projects", "reason")
    return {row["card"]: tuple(row[name] for name in names) for row in rows("queries.schedule_cards")
            if row["period"] == period}  # fmt: skip


def test_cards_are_of_running_projects_and_say_why_a_figure_is_missing(schedule: Callable, rows: Rows) -> None:
    schedule("marts.indicators", [
        slip("P1", FEBRUARY, 10, "green"), slip("P2", FEBRUARY, None), slip("P3", FEBRUARY, 50, "red"),
        slip("P1", MARCH, 60, "red"), slip("P2", MARCH, -4, "green"), slip("P3", MARCH, 300, "red"),
        slip("P9", MARCH, 900, "red"),
        slip("P1", MARCH, 2, indicator="count_milestones_overdue"),
        slip("P3", MARCH, 7, indicator="count_milestones_overdue"),
        slip("P1", MARCH, 0.5, indicator="milestone_hit_rate", numerator=2, denominator=4),
        slip("P3", MARCH, 1.0, indicator="milestone_hit_rate", numerator=9, denominator=9),
        slip("P1", MARCH, 0.8, indicator="baseline_execution_index", numerator=4, denominator=5),
        slip("P3", MARCH, 0.1, indicator="baseline_execution_index", numerator=1, denominator=10),
        slip("P9", MARCH, 0.1, indicator="baseline_execution_index", numerator=1, denominator=10),
        slip("P1", MARCH, 3, indicator="count_tasks_overdue"),
        slip("P3", MARCH, 50, indicator="count_tasks_overdue"),
    ])  # fmt: skip
    schedule("core.milestone_dates", [
        {"project_id": project, "period": MARCH, "row_key": key, "is_open": is_open, "status_date": MARCH,
         "baseline_date": due, "forecast_date": forecast}
        for project, key, is_open, due, forecast in (
            ("P1", "soon", True, date(2026, 3, 1), date(2026, 5, 30)),
            ("P1", "later", True, date(2026, 5, 1), date(2026, 5, 31)),
            ("P1", "by approval", True, date(2026, 4, 1), None),
            ("P1", "reached", False, date(2026, 4, 1), None),
            ("P3", "of a closed one", True, date(2026, 4, 1), None),
            ("P9", "unseen", True, date(2026, 4, 1), None),
        )
    ])  # fmt: skip
    assert cards(rows) == {
        "far_late": (1, 0, 2, 2, None), "median_slip": (60, 30, 1, 2, None),
        "milestones_overdue": (2, None, 1, 2, None), "milestones_due": (2, None, 1, 2, None),
        "hit_rate": (None, None, 1, 2, "SMALL_N"),
        "task_execution": (0.8, None, 1, 2, None), "tasks_missed": (None, None, 0, 2, "NO_TASK_DUE"),
        "tasks_overdue": (3, None, 1, 2, None),
    }  # fmt: skip


def test_cards_of_a_month_in_which_all_is_over_say_so(schedule: Callable, rows: Rows) -> None:
    schedule("marts.indicators", [slip("P3", MARCH, 300, "red")])
    found = cards(rows)
    assert found["far_late"] == (None, None, 0, 0, "MISSING_INPUT(forecast_finish)")
    assert {value for value, *_ in found.values()} == {None}


def test_what_drifts_most_comes_first_and_needs_two_reports(schedule: Callable, rows: Rows) -> None:
    expected = {
        ("P1", "slow", JANUARY): (date(2026, 6, 1), 0), ("P1", "slow", MARCH): (date(2026, 6, 11), 10),
        ("P1", "early", JANUARY): (date(2026, 8, 1), 0), ("P1", "early", MARCH): (date(2026, 7, 1), -31),
        ("P2", "fast", FEBRUARY): (date(2026, 6, 1), 5), ("P2", "fast", MARCH): (date(2026, 7, 1), 35),
        ("P2", "fast", FORMER): (date(2020, 1, 1), 0), ("P2", "undated", MARCH): (None, None),
        ("P3", "over", JANUARY): (date(2026, 1, 1), 0), ("P3", "over", MARCH): (date(2026, 12, 1), 300),
        ("P9", "unseen", JANUARY): (date(2026, 1, 1), 0), ("P9", "unseen", MARCH): (date(2027, 1, 1), 365),
    }
    schedule("core.milestone_dates", [
        {"project_id": project, "row_key": key, "period": period, "expected_date": day, "slip_days": days}
        for (project, key, period), (day, days) in expected.items()
    ])  # fmt: skip
    assert rows("queries.drifting_projects") == [
        {"project_id": "P2", "project_name": "Project P2", "count_months": 2, "moved_days": 30, "slip_days": 35},
        {"project_id": "P1", "project_name": "Project P1", "count_months": 2, "moved_days": 10, "slip_days": 10},
    ]


def test_one_report_is_no_drift(schedule: Callable, rows: Rows) -> None:
    schedule("core.milestone_dates", [
        {"project_id": "P1", "row_key": "M1", "period": MARCH, "expected_date": MARCH, "slip_days": 9},
        {"project_id": "P1", "row_key": "M2", "period": MARCH, "expected_date": MARCH, "slip_days": 9},
    ])  # fmt: skip
    assert rows("queries.drifting_projects") == []


def forecast(project: str, period: date, manager: date | None, earliest: date | None = None) -> dict[str, Any]:
    return {"project_id": project, "period": period, "baseline_finish": date(2026, 6, 30), "manager_finish": manager,
            "earliest_finish": earliest, "performance_finish": earliest, "latest_finish": earliest}  # fmt: skip


def test_a_finish_is_followed_report_by_report_by_progress_once_enough_is_done(schedule: Callable, rows: Rows) -> None:
    schedule("core.finish_forecasts", [
        forecast("P1", FORMER, date(2026, 7, 1)),
        forecast("P1", JANUARY, date(2026, 7, 1), date(2026, 9, 1)),
        forecast("P1", FEBRUARY, None, None),
        forecast("P1", MARCH, date(2026, 7, 10), date(2026, 8, 1)),
        forecast("P9", MARCH, date(2026, 7, 10), date(2026, 8, 1)),
    ])  # fmt: skip
    early = "independent_finish_slip_days_performance"
    schedule("marts.indicators", [
        slip("P1", JANUARY, 63, indicator=early, flags="EARLY,ESTIMATED"),
        slip("P1", MARCH, 32, indicator=early, flags="ESTIMATED"),
        slip("P1", MARCH, 32, indicator="cost_performance_index", flags="EARLY"),
    ])  # fmt: skip
    baseline = {"project_id": "P1", "baseline_finish": date(2026, 6, 30)}
    nothing = dict.fromkeys(("performance_finish", "earliest_finish", "latest_finish"))
    told = dict.fromkeys(("performance_finish", "earliest_finish", "latest_finish"), date(2026, 8, 1))
    assert rows("queries.finish_history") == [
        baseline | nothing | {"period": JANUARY, "manager_finish": date(2026, 7, 1), "slip_days": 1},
        baseline | told | {"period": MARCH, "manager_finish": date(2026, 7, 10), "slip_days": 10},
    ]


def test_slips_come_the_latest_first_and_what_is_over_last(schedule: Callable, rows: Rows) -> None:
    for project, days in (("P1", 60.0), ("P2", None), ("P3", 300.0), ("P9", 900.0)):
        common = {"project_id": project, "period": MARCH}
        schedule("core.schedule", common | {
            "baseline_start": date(2025, 1, 1), "baseline_finish": date(2026, 6, 30), "finish_slip_days": days,
        })  # fmt: skip
        schedule("core.finish_forecasts", common | {
            "manager_finish": date(2026, 7, 5), "earliest_finish": date(2026, 8, 1), "latest_finish": date(2026, 9, 1),
        })  # fmt: skip
    schedule("marts.indicators", [
        slip("P1", MARCH, 60, "red", flags="ESTIMATED"), slip("P2", MARCH, None), slip("P3", MARCH, 300, "red"),
        slip("P1", MARCH, 40, "amber", indicator="forecast_finish_realism_days"),
        slip("P2", MARCH, 2, "green", indicator="forecast_finish_realism_days", flags="EARLY"),
        slip("P1", MARCH, 0.8, "red", indicator="schedule_performance_index"),
        slip("P3", MARCH, 0.8, "red", indicator="schedule_performance_index"),
        slip("P1", MARCH, 1.0, "green", indicator="schedule_performance_index_time"),
        slip("P1", MARCH, 3, indicator="count_milestones_overdue"),
    ])  # fmt: skip
    names = ("project_id", "is_over", "expected_finish", "is_slip_red", "slip_reason", "slip_flags",
             "is_schedule_index_red", "optimism_days", "is_early", "is_promised_too_early",
             "count_milestones_overdue")  # fmt: skip
    late, unknown, over = ([row[name] for name in names] for row in rows("queries.project_slips"))
    assert late == ["P1", False, date(2026, 8, 29), True, None, "ESTIMATED", True, 40, False, True, 3]
    assert unknown == ["P2", False, date(2026, 7, 5), False, "NO_BASELINE", None, False, 2, True, False, None]
    assert over == ["P3", True, date(2027, 4, 26), False, None, None, False, None, False, False, None]


def test_a_slip_is_compared_with_the_other_month_and_the_index_in_time_speaks_late(
    schedule: Callable, rows: Rows
) -> None:
    schedule("scope", [{"project_id": project, "period": MARCH} for project in ("P4", "P5")])
    schedule("scope", [{"project_id": "P4", "period": FEBRUARY}])
    for project, done, days in (("P4", 0.7, 30), ("P5", 0.5, 40)):
        common = {"project_id": project, "period": MARCH}
        schedule("marts.project_health", common | {
            "percent_complete": done, "schedule_performance_index": 0.9, "schedule_performance_index_time": 0.8,
            "finish_slip_days": days,
        })  # fmt: skip
        schedule("core.schedule", common | {"finish_slip_days": days})
        schedule("core.finish_forecasts", common)
    schedule("marts.project_health", {"project_id": "P4", "period": FEBRUARY, "finish_slip_days": 12})
    names = ("project_id", "slip_change", "schedule_index", "is_schedule_index_time")
    found = [tuple(row[name] for name in names) for row in rows("queries.project_slips")]
    assert found == [("P5", None, 0.9, False), ("P4", 18, 0.8, True)]
