"""The tasks and dependencies of a project added up, each count of a row worked out by hand."""

from datetime import date

from tests.sql.together import Together, Told

together = Together()

FEB, MAR = "2026-02-28", "2026-03-31"
COUNTS = (
    "count_all", "count_open", "count_open_approved", "count_finished", "count_due", "count_unapproved",
    "count_judged", "count_missed", "count_judged_month", "count_hit_month", "count_unknown_month", "count_overdue",
    "count_float", "count_float_negative", "count_path", "count_critical",
)  # fmt: skip
# None of them is a task that counts.
SUMMARY = {"task_name": "sum", "baseline_finish": "2026-03-20", "is_summary": True, "total_float_days": -9}
GATE = {"task_name": "gate", "baseline_finish": "2026-03-20", "is_milestone": True, "total_float_days": -9}


def _task(name: str, due: str | None, **more) -> dict:
    return {"project_id": "P1", "task_name": name, "baseline_finish": due, "status": "not_started", **more}


def _done(name: str, due: str | None, on: str | None, **more) -> dict:
    return _task(name, due, actual_finish=on, **more) | {"status": "done"}


def _totals(portfolio, project: str, period: str = MAR) -> dict:
    (row,) = portfolio.rows("core.task_totals", project_id=project, period=date.fromisoformat(period))
    return row


@together
def test_every_count_of_a_project_is_that_of_the_worked_example(portfolio) -> Told:
    portfolio.load(
        "tasks",
        _done("on time", "2026-03-20", "2026-03-10"),
        _done("late", "2026-03-20", "2026-03-25"),
        _done("nobody says when", "2026-03-20", None),
        _done("before this month", "2026-02-20", "2026-02-10", total_float_days=-9, is_critical=True),
        _task("11 days late", "2026-03-20", total_float_days=-3),
        _task("5 days late", "2026-03-26", total_float_days=4),
        _task("44 days late", "2026-02-15", is_critical=True),
        _task("due in April", "2026-04-30"),
        _task("never approved", None, total_float_days=0),
        SUMMARY | {"project_id": "P1"},
        GATE | {"project_id": "P1"},
    )
    yield
    row = _totals(portfolio, "P1")
    assert {name: row[name] for name in COUNTS} == {
        "count_all": 9, "count_finished": 4, "count_due": 7, "count_unapproved": 1,
        # the five without a finish, of which one was never approved
        "count_open": 5, "count_open_approved": 4,
        # due, without the one of which nobody says when: two on time; one late and three open
        "count_judged": 6, "count_missed": 4,
        # due after 28 February: one on time, one late, two open, one unknown
        "count_judged_month": 4, "count_hit_month": 1, "count_unknown_month": 1,
        "count_overdue": 3,
        # -3, 4 and 0; the critical ones are those of -3 and 0, and the one that says so
        "count_float": 3, "count_float_negative": 1, "count_path": 4, "count_critical": 3,
    }  # fmt: skip
    assert (row["median_overdue_days"], row["least_float_days"]) == (11, -3)
    assert (row["reason"], row["progress_reason"], row["is_sent"]) == (None, None, True)


@together
def test_without_tasks_that_count_all_counts_are_nought_and_a_reason_says_why(portfolio) -> Told:
    portfolio.load("projects", {"project_id": "P2"}, {"project_id": "P3"}, {"project_id": "P4", "state": "on_hold"})
    portfolio.load("tasks", SUMMARY | {"project_id": "P2"}, GATE | {"project_id": "P2"}, {
        "project_id": "P4", "task_name": "open", "baseline_finish": "2026-03-20",
    })  # fmt: skip
    yield
    found = {project: _totals(portfolio, project) for project in ("P2", "P3", "P4")}
    assert {project: tuple(row[name] for name in ("reason", "progress_reason", "is_sent"))
            for project, row in found.items()} == {
        "P2": (None, "NOT_APPLICABLE", True),
        "P3": ("MISSING_INPUT(task_name)", "MISSING_INPUT(task_name)", False),
        "P4": ("ON_HOLD", "ON_HOLD", True),
    }  # fmt: skip
    for project in ("P2", "P3"):
        assert [found[project][name] for name in COUNTS] == [0] * len(COUNTS)
        assert (found[project]["median_overdue_days"], found[project]["least_float_days"]) == (None, None)


@together
def test_a_month_of_tasks_begins_after_the_status_date_of_the_month_before(portfolio) -> Told:
    """February was reported on the 25th: what was due on the 26th is a task of March, what was due on the 25th is not.
    Another project told nothing of February: its March begins on the 1st."""
    portfolio.load("projects", {"project_id": "P1", "period": FEB, "status_date": "2026-02-25"})
    portfolio.load("projects", {"project_id": "P1"}, {"project_id": "P2"})
    portfolio.load("tasks", *(
        _done(f"due {due}", due, due, project_id=project)
        for project in ("P1", "P2") for due in ("2026-02-25", "2026-02-26", "2026-02-28", "2026-03-01", "2026-03-31")
    ))  # fmt: skip
    yield
    assert [_totals(portfolio, project)["count_hit_month"] for project in ("P1", "P2")] == [4, 2]


@together
def test_every_count_of_dependencies_is_that_of_the_worked_example(portfolio) -> Told:
    """Four of the six that are open are known, three of them late: by 10, by 2, and by the 5 days that have passed."""
    portfolio.load("projects", {"project_id": "P1"}, {"project_id": "P2"})
    portfolio.load("dependencies", *({"project_id": "P1", "dependency_name": name, **one} for name, one in {
        "late": {"needed_on": "2026-05-01", "forecast_on": "2026-05-11"},
        "promised late": {"needed_on": "2026-05-01", "promised_on": "2026-05-03"},
        "overdue": {"needed_on": "2026-03-26"},
        "in time": {"needed_on": "2026-05-01", "forecast_on": "2026-05-01"},
        "nobody says when": {"needed_on": "2026-06-01"},
        "needed some day": {"forecast_on": "2026-05-01"},
        "delivered late": {"needed_on": "2026-03-01", "actual_on": "2026-03-20"},
        "given up": {"needed_on": "2026-03-01", "status": "cancelled"},
        "a link of tasks": {"predecessor_id": "A", "successor_id": "B"},
    }.items()))  # fmt: skip
    yield
    columns = ("reason", "count_open", "count_known", "count_late", "sum_exposed_days", "unknown_reason",
               "is_estimated")  # fmt: skip
    rows = {row["project_id"]: tuple(row[name] for name in columns)
            for row in portfolio.rows("core.dependency_totals")}  # fmt: skip
    assert rows == {
        "P1": (None, 6, 4, 3, 17, "MISSING_INPUT(dependencies.needed_on)", True),
        "P2": ("MISSING_INPUT(dependencies)", 0, 0, 0, 0, None, False),
    }


@together
def test_what_a_project_says_of_few_tasks(portfolio) -> Told:
    """Four of five floats are part of them, three of five are few; of tasks that are due later nothing is asked yet."""
    for project, floats in {"part": (1, -2, 3, 4, None), "few": (1, -2, 3, None, None)}.items():
        portfolio.load("tasks", *(
            _task(f"T{place}", "2026-06-30", project_id=project, total_float_days=days)
            for place, days in enumerate(floats)
        ))  # fmt: skip
    yield
    assert portfolio.values("count_negative_float_tasks") == {"part": 1, "few": 1}
    assert portfolio.values("count_negative_float_tasks", "flags") == {"part": "PARTIAL_COVERAGE", "few": "FEW_KNOWN"}
    columns = ("value", "numerator", "denominator", "reason")
    assert {tuple(row[name] for name in columns) for row in portfolio.rows("indicators.baseline_execution_index")} == {
        (None, None, None, "NOT_APPLICABLE")
    }  # fmt: skip


@together
def test_a_task_that_was_never_approved_makes_the_count_of_overdue_ones_partial(portfolio) -> Told:
    for project, due in {"part": None, "all": "2026-06-30"}.items():
        tasks = {"late": "2026-03-20", "other": due}
        portfolio.load("tasks", *(_task(name, finish, project_id=project) for name, finish in tasks.items()))
    yield
    assert portfolio.values("count_tasks_overdue") == {"part": 1, "all": 1}
    assert portfolio.values("count_tasks_overdue", "flags") == {"part": "PARTIAL_COVERAGE", "all": None}


@together
def test_only_work_says_how_much_is_done_and_what_is_begun(portfolio) -> Told:
    """A summary of 150 % spoils nothing. Begun is what has a start, a share, or says so."""
    portfolio.load(
        "tasks",
        _task("half", "2026-06-30", planned_hours=10, percent_complete=0.5),
        _task("not begun", "2026-06-30", planned_hours=10, percent_complete=0),
        _task("says so", "2026-06-30", planned_hours=0, status="in_progress"),
        _task("begins later", "2026-06-30", planned_hours=0, actual_start="2026-04-02"),
        SUMMARY | {"project_id": "P1", "percent_complete": 1.5},
    )
    yield
    assert portfolio.values("percent_complete_of_tasks") == {"P1": 0.25}
    begun = {row["task_name"]: row["is_begun"] for row in portfolio.rows("core.task_dates")}
    assert begun == {"half": True, "not begun": False, "says so": True, "begins later": False, "sum": True}
