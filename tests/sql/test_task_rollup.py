"""Projects of which only tasks are loaded: what the tasks say of them, and that a report is never contradicted."""

from datetime import date

import pytest

from tests.sql.together import Together, Told

together = Together()

MAR = "2026-03-31"


def work(name: str, complete: float | None, project: str = "P1", **more) -> dict:
    return {"project_id": project, "task_name": name, "percent_complete": complete, **more}


def percents(portfolio) -> dict[str, tuple]:
    return {
        row["project_id"]: (row["value"] and pytest.approx(row["value"]), row["reason"], row["flags"])
        for row in portfolio.rows("indicators.percent_complete_of_tasks")
    }


@together
def test_tasks_are_weighted_by_cost_else_by_hours_else_by_duration(portfolio) -> Told:
    """A tenth of the work is done by cost, a fifth by hours, half by days; one task without a cost, and hours speak."""
    given = {"cost": (900, 100, 8, 2, 5, 5), "hours": (None, 100, 8, 2, 5, 5), "days": (None, None, None, 2, 5, 5),
             "dates": (None, None, None, None, None, None)}  # fmt: skip
    for project, (cost, other_cost, hours, other_hours, days, other_days) in given.items():
        portfolio.load(
            "tasks",
            work("open", 0, project, planned_cost=cost, planned_hours=hours, duration_days=days,
                 baseline_start="2026-03-01", baseline_finish="2026-03-03"),
            work("done", 1, project, planned_cost=other_cost, planned_hours=other_hours, duration_days=other_days,
                 forecast_start="2026-03-04", forecast_finish="2026-03-04"),
            work("sum", 0.9, project, planned_cost=9999, planned_hours=9999, duration_days=9999, is_summary=True),
            work("event", 0, project, is_milestone=True),
            work("given up", 0, project, planned_cost=9999, planned_hours=9999, duration_days=99, status="cancelled"),
        )  # fmt: skip
    portfolio.load("tasks", work("A", 0.5, "no weight"), work("B", 0.5, "no weight", planned_hours=5))
    portfolio.load("tasks", work("A", 1.5, "beyond", planned_hours=5))
    portfolio.load("tasks", work("A", None, "silent", planned_hours=5))
    portfolio.load("tasks", work("A", None, "nobody says how far", planned_hours=5, status="in_progress"))
    yield
    assert percents(portfolio) == {
        "cost": (0.1, None, "ESTIMATED,TASKS_BY_COST"),
        "hours": (0.2, None, "ESTIMATED,TASKS_BY_HOURS"),
        "days": (0.5, None, "ESTIMATED,TASKS_BY_DURATION"),
        "dates": (0.25, None, "ESTIMATED,TASKS_BY_DURATION"),
        "no weight": (None, "MISSING_INPUT(tasks.planned_hours,tasks.duration_days)", None),
        "beyond": (None, "INVALID_INPUT(tasks.percent_complete)", None),
        "silent": (None, "MISSING_INPUT(tasks.percent_complete)", None),
        "nobody says how far": (0, None, "ESTIMATED,TASKS_BY_HOURS"),
    }


SCHEDULE = (
    work("first", 1, baseline_start="2026-01-05", baseline_finish="2026-01-30", actual_start="2026-01-07",
         actual_finish="2026-02-03", forecast_finish="2026-02-03", planned_hours=60),
    work("second", 0.5, baseline_start="2026-02-02", baseline_finish="2026-04-30", actual_start="2026-02-04",
         forecast_finish="2026-05-20", planned_hours=40),
    work("hand-over", 0, baseline_start="2026-05-04", baseline_finish="2026-05-04", forecast_finish="2026-05-29",
         is_milestone=True),
    work("not in the plan", 0, baseline_start="2025-01-01", baseline_finish="2027-12-31", forecast_finish="2028-01-01",
         actual_start="2025-01-01", is_active=False),
    work("support", 0, baseline_start="2025-01-01", baseline_finish="2027-12-31", forecast_finish="2028-01-01",
         actual_start="2025-01-01", is_level_of_effort=True),
)  # fmt: skip


def dates(portfolio, project: str = "P1") -> tuple:
    (row,) = portfolio.rows("core.schedule", project_id=project)
    names = ("progress_state", "baseline_start", "baseline_finish", "forecast_finish", "actual_start", "actual_finish")
    return tuple(row[name] for name in names)


def test_the_tasks_alone_give_dates_progress_and_slip_and_all_of_it_is_an_estimate(portfolio) -> None:
    portfolio.load("tasks", *SCHEDULE)
    assert dates(portfolio) == (
        "IN_PROGRESS", date(2026, 1, 5), date(2026, 5, 4), date(2026, 5, 29), date(2026, 1, 7), None,
    )  # fmt: skip
    found = {
        name: tuple(portfolio.rows(f"indicators.{name}")[0][what] for what in ("value", "flags"))
        for name in ("finish_slip_days", "start_slip_days", "percent_complete", "planned_duration", "earned_value",
                     "actual_cost")
    }  # fmt: skip
    assert found == {
        "finish_slip_days": (25, "ESTIMATED"), "start_slip_days": (2, "ESTIMATED"),
        "percent_complete": (pytest.approx(0.8), "ESTIMATED,TASKS_BY_HOURS"),
        "planned_duration": (pytest.approx(4 + 4 / 31 - 4 / 31), "ESTIMATED"),
        "earned_value": (None, None), "actual_cost": (None, None),
    }  # fmt: skip
    # neither hours worked nor days passed are work done
    assert portfolio.values("earned_value", "reason") == {"P1": "NO_BASELINE"}


@together
def test_a_report_is_never_contradicted(portfolio) -> Told:
    told = {"baseline_start": "2026-02-01", "baseline_finish": "2026-09-30", "forecast_finish": "2026-10-31",
            "actual_start": "2026-02-15", "percent_complete": 0.3, "budget_at_completion": 1000}  # fmt: skip
    portfolio.load("projects", {"project_id": "P1", **told}, {"project_id": "bare", **told})
    portfolio.load("tasks", *SCHEDULE)
    yield
    for indicator in ("finish_slip_days", "start_slip_days", "percent_complete", "earned_value", "planned_duration"):
        ours, bare = (portfolio.rows(f"indicators.{indicator}", project_id=project)[0] for project in ("P1", "bare"))
        same = ("value", "numerator", "denominator", "reason", "flags")
        assert [ours[name] for name in same] == [bare[name] for name in same], indicator
    assert dates(portfolio) == dates(portfolio, "bare")
    assert portfolio.values("percent_complete_of_tasks")["P1"] == pytest.approx(0.8)


@together
def test_the_tasks_fill_only_what_the_report_leaves_open(portfolio) -> Told:
    """The budget is the report's, the percentage of the tasks: earned value is an estimate, and 800 of 1000."""
    portfolio.load("projects", {"project_id": "P1", "budget_at_completion": 1000, "baseline_finish": "2026-05-31"})
    portfolio.load("tasks", *SCHEDULE)
    yield
    (row,) = portfolio.rows("indicators.earned_value")
    assert (row["value"], row["flags"]) == (800, "ESTIMATED,TASKS_BY_HOURS")
    assert portfolio.values("finish_slip_days") == {"P1": -2}
    assert portfolio.values("finish_slip_days", "flags") == {"P1": "ESTIMATED"}


@together
def test_an_earned_value_that_is_stated_and_a_percentage_beyond_reason_stay_as_they_are(portfolio) -> Told:
    portfolio.load("projects", {"project_id": "P1", "budget_at_completion": 1000, "earned_value": 250},
                   {"project_id": "P2", "budget_at_completion": 1000, "percent_complete": 7.0})  # fmt: skip
    portfolio.load("tasks", *SCHEDULE, *(one | {"project_id": "P2"} for one in SCHEDULE))
    yield
    rows = {row["project_id"]: row for row in portfolio.rows("indicators.percent_complete")}
    assert (rows["P1"]["value"], rows["P1"]["flags"]) == (0.25, None)
    assert rows["P2"]["reason"] == "INVALID_INPUT(percent_complete)"


@together
def test_a_finish_is_not_known_while_a_task_without_a_forecast_is_planned_for_later(portfolio) -> Told:
    portfolio.load(
        "tasks",
        work("told", 0, "later", baseline_finish="2026-04-30", forecast_finish="2026-05-20"),
        work("not told", 0, "later", baseline_finish="2026-06-30"),
        work("told", 0, "sooner", baseline_finish="2026-04-30", forecast_finish="2026-05-20"),
        work("not told", 0, "sooner", baseline_finish="2026-05-10"),
        work("told", 0, "undated", baseline_finish="2026-04-30", forecast_finish="2026-05-20"),
        work("no date at all", 0, "undated"),
        work("due dates only", 0, "overdue", baseline_finish="2026-03-01"),
    )
    yield
    finishes = {row["project_id"]: row["forecast_finish"] for row in portfolio.rows("core.task_rollup")}
    assert finishes == {"later": None, "sooner": date(2026, 5, 20), "undated": None, "overdue": date(2026, 3, 31)}
    assert portfolio.values("finish_slip_days", "reason")["later"] == "MISSING_INPUT(forecast_finish)"


@together
def test_tasks_none_of_which_was_begun_leave_a_project_not_started(portfolio) -> Told:
    portfolio.load("projects", {"project_id": "reported", "actual_start": "2026-01-01"})
    portfolio.load(
        "tasks",
        *(work("A", 0, project, baseline_start="2026-01-05", status="not_started", planned_hours=5)
          for project in ("waits", "reported")),
        work("A", 0, "begun", baseline_start="2026-05-05", status="in_progress", planned_hours=5),
        work("A", None, "silent", baseline_start="2026-01-05"),
    )  # fmt: skip
    yield
    states = {row["project_id"]: row["progress_state"] for row in portfolio.rows("core.progress")}
    assert states == {
        "waits": "NOT_STARTED", "reported": "IN_PROGRESS", "begun": "IN_PROGRESS", "silent": "IN_PROGRESS",
    }  # fmt: skip
    assert portfolio.values("start_slip_days")["waits"] == 85


@together
def test_dates_of_tasks_do_not_say_when_money_is_needed(portfolio) -> Told:
    portfolio.load("tasks", work("A", 0, status="not_started", baseline_finish="2024-07-31", planned_hours=5))
    yield
    assert portfolio.values("full_year_forecast") == {"P1": None}


@together
def test_a_baseline_that_was_reported_once_is_kept_and_tasks_are_not_carried_on(portfolio) -> Told:
    dated = {"baseline_start": "2026-01-01", "baseline_finish": "2026-12-31", "period": "2026-02-28"}
    portfolio.load("projects", {"project_id": "P1", **dated}, {"project_id": "P1"}, {"project_id": "P2"})
    portfolio.load("tasks", *SCHEDULE, *(one | {"project_id": "P2", "period": "2026-02-28"} for one in SCHEDULE))
    yield
    plans = {(row["project_id"], f"{row['period']:%m}"): row["baseline_finish"]
             for row in portfolio.rows("core.baseline_in_force")}  # fmt: skip
    assert plans == {
        ("P1", "02"): date(2026, 12, 31), ("P1", "03"): date(2026, 12, 31),
        ("P2", "02"): date(2026, 5, 4), ("P2", "03"): None,
    }  # fmt: skip


@together
def test_costs_and_hours_that_are_all_nought_weigh_nothing(portfolio) -> Told:
    """Of 15 days 5 are done; of two tasks of a day each, as their dates have it, one."""
    nought = {"planned_cost": 0, "planned_hours": 0}
    portfolio.load("tasks", work("A", 1, "days", **nought, duration_days=5),
                   work("B", 0, "days", **nought, duration_days=10))  # fmt: skip
    portfolio.load("tasks", *(
        work(name, done, "dates", **nought, baseline_start=day, baseline_finish=day)
        for name, done, day in (("A", 1, "2026-03-02"), ("B", 0, "2026-03-03"))
    ))  # fmt: skip
    yield
    assert percents(portfolio) == {
        "days": (pytest.approx(1 / 3), None, "ESTIMATED,TASKS_BY_DURATION"),
        "dates": (0.5, None, "ESTIMATED,TASKS_BY_DURATION"),
    }


@together
def test_a_task_that_another_is_a_part_of_is_a_summary_in_its_own_project_and_month_alone(portfolio) -> Told:
    """Named as a parent by number, by name, or above another in the breakdown; one that says it is none is none."""
    for project, period in (("P1", MAR), ("P1", "2026-02-28"), ("P2", MAR)):
        is_parted = (project, period) == ("P1", MAR)
        portfolio.load("tasks", *(
            {"project_id": project, "period": period, **row} for row in (
                {"task_id": "1", "task_name": "Dig"},
                {"task_id": "2", "task_name": "Build", "wbs": "2"},
                {"task_id": "3", "task_name": "Paint"},
                {"task_id": "4", "task_name": "Test", "is_summary": False},
                {"task_id": "5", "task_name": "Own parent", "parent_task": "5"},
                *([{"task_id": "11", "task_name": "Dig on", "parent_task": "1"},
                   {"task_id": "21", "task_name": "Build on", "wbs": "2.1"},
                   {"task_id": "31", "task_name": "Paint on", "parent_task": "Paint"},
                   {"task_id": "41", "task_name": "Test on", "parent_task": "4"}] if is_parted else []),
            )
        ))  # fmt: skip
    yield
    told = {(row["project_id"], f"{row['period']}", row["row_key"]) for row in portfolio.rows("core.task_summaries")}
    assert told == {("P1", MAR, "1"), ("P1", MAR, "2"), ("P1", MAR, "3")}
