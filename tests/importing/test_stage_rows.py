"""Phases in rows of their project are its tasks or milestones, and no contradictions about the project."""

from datetime import date

import pytest

HEAD = ["Project", "Phase", "Start", "Finish", "% complete"]
ROWS = [["Atlas", "Design", "2026-01-01", "2026-02-28", "100%"], ["Atlas", "Build", "2026-03-01", "2026-06-30", "40%"],
        ["Borealis", "Design", "2026-02-01", "2026-03-31", "60%"], ["Borealis", "Build", "2026-04-01", "2026-09-30",
                                                                   "0%"]]  # fmt: skip
TASKS = [("Atlas", "Design", date(2026, 1, 1), date(2026, 2, 28), 1.0),
         ("Atlas", "Build", date(2026, 3, 1), date(2026, 6, 30), 0.4),
         ("Borealis", "Design", date(2026, 2, 1), date(2026, 3, 31), 0.6),
         ("Borealis", "Build", date(2026, 4, 1), date(2026, 9, 30), 0.0)]  # fmt: skip
FIELDS = ("project_name", "task_name", "baseline_start", "baseline_finish", "percent_complete")
NOTE = "layout.one_row_a_project"


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("Sheet1", HEAD), ("Projects", HEAD), ("Schedule", ["Project name", "Stage", "Start date", "End date",
                                                            "Progress %"]),
        ("项目进度", ["项目名称", "阶段", "计划开始", "计划完成", "完成率"]),
        ("Plan", ["Project", "Workstream", "Planned start", "Planned finish", "% complete"]),
    ],
)  # fmt: skip
def test_phases_with_start_and_progress_are_tasks_of_their_project(sheet, name, head):
    one = sheet([head, *ROWS], name=name)
    assert set(one.typed) == {"tasks"}
    assert one.rows("tasks", *FIELDS) == TASKS
    assert one.problems() == [("B1", head[1], NOTE)]
    assert set(one.findings["severity"]) == {"note"}


def test_a_project_named_at_its_first_phase_only_is_that_of_the_phases_below(sheet):
    rows = [[row[0] if row[1] == "Design" else None, *row[1:]] for row in ROWS]
    one = sheet([HEAD, *rows])
    assert one.rows("tasks", *FIELDS) == TASKS and one.aside() == []


def test_phases_of_the_one_project_of_the_sheet(sheet):
    one = sheet([["Project: Atlas"], HEAD[1:], *(row[1:] for row in ROWS[:2])], name="Plan")
    assert one.rows("tasks", *FIELDS) == TASKS[:2]
    assert one.problems() == [("A2", "Phase", NOTE)]


def test_money_and_people_of_a_phase_go_with_it_and_what_has_no_field_is_kept(sheet):
    head = ["Project", "Phase", "Start", "Finish", "Owner", "RAG", "Budget (k€)"]
    one = sheet([head, *([*row[:4], "Ann", "G", "10"] for row in ROWS)])
    assert one.rows("tasks", "task_name", "owner", "planned_cost", "currency")[1] == ("Build", "Ann", 10_000, "EUR")
    assert one.typed["tasks"][0]["extra"] == '{"RAG":"G"}'


def test_dates_of_stages_are_those_of_milestones_called_so(sheet):
    head = ["Project", "Stage", "Planned date", "Actual date", "Comment"]
    one = sheet([head, *([*row[:2], row[2], None, "x"] for row in ROWS)])
    assert one.rows("milestones", "project_name", "milestone_name", "baseline_date") == [row[:3] for row in TASKS]
    assert set(one.typed) == {"milestones"} and one.problems() == [("B1", "Stage", NOTE)]


def test_money_of_phases_with_one_date_each_is_that_of_tasks(sheet):
    head = ["Project", "Phase", "RAG", "Manager", "Budget", "Finish"]
    one = sheet([head, *([*row[:2], "G", "Ann", "100", row[3]] for row in ROWS)], name="Projects")
    assert set(one.typed) == {"tasks"}
    assert one.rows("tasks", "project_name", "task_name", "planned_cost", "baseline_finish") == [
        (project, phase, 100, finish) for project, phase, _, finish, _ in TASKS
    ]  # fmt: skip


def test_phases_with_one_date_each_are_milestones(sheet):
    head = ["Project", "Phase", "Baseline", "Forecast", "Actual"]
    one = sheet([head, *([row[0], row[1], row[2], row[3], None] for row in ROWS)])
    fields = ("project_name", "milestone_name", "baseline_date", "forecast_date", "actual_date")
    assert one.rows("milestones", *fields) == [(*task[:4], None) for task in TASKS]
    assert set(one.typed) == {"milestones"} and one.problems() == [("B1", "Phase", NOTE)]


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        (HEAD, [ROWS[0], ROWS[2]]),
        (HEAD, [ROWS[0], ["Atlas", "Design", *ROWS[1][2:]], ROWS[2]]),
        (["Project", "Reporting month", "Phase", "% complete"],
         [["Atlas", "2026-02", "Design", "10%"], ["Atlas", "2026-03", "Build", "40%"]]),
        (["Project", "Phase", "Budget", "Actual"], [[*row[:2], "10", "5"] for row in ROWS]),
        (["Project", "Current phase", "Start", "Finish", "% complete"], ROWS),
        (HEAD, [*ROWS[:2], *([name, *ROWS[2][1:]] for name in ("B", "C", "D", "E"))]),
    ],
    ids=["one phase a project", "a phase twice", "months of reports", "nothing dated", "the phase it is in now",
         "a single project of many twice"],
)  # fmt: skip
def test_projects_in_a_phase_stay_projects(sheet, head, rows):
    one = sheet([head, *rows])
    assert set(one.typed) == {"projects"} and len(one.typed["projects"]) == len(rows)
    assert NOTE not in set(one.findings["expected"])
    place = next(at for at, header in enumerate(head) if "hase" in header)
    assert one.rows("projects", "stage") == [(row[place],) for row in rows]


def test_tasks_in_their_phase_stay_tasks(sheet):
    one = sheet([["Project", "Phase", "Task", "Start", "Finish"], *([*row[:2], f"T{at}", *row[2:4]] for at, row in
                 enumerate(ROWS))])  # fmt: skip
    assert one.rows("tasks", "task_name", "stage")[1] == ("T1", "Build") and one.problems() == []


ABOVE = [["Atlas", None, "2026-01-01", "2026-06-30", "60%"], ["Borealis", None, "2026-02-01", "2026-09-30", "20%"]]
SUMMED = [ABOVE[0], *ROWS[:2], ABOVE[1], *ROWS[2:]]
OF_PROJECTS = [("Atlas", None, date(2026, 1, 1), date(2026, 6, 30), 0.6),
               ("Borealis", None, date(2026, 2, 1), date(2026, 9, 30), 0.2)]  # fmt: skip
PROJECTS = ("project_name", "stage", "baseline_start", "baseline_finish", "percent_complete")


@pytest.mark.parametrize("head", [HEAD, ["项目名称", "阶段", "计划开始", "计划完成", "完成率"]])
@pytest.mark.parametrize("is_named_once", [False, True])
def test_the_line_of_a_project_above_its_phases_is_the_projects(sheet, head, is_named_once):
    rows = [[None if is_named_once and phase else name, phase, *more] for name, phase, *more in SUMMED]
    one = sheet([head, *rows])
    assert one.rows("projects", *PROJECTS) == OF_PROJECTS and one.rows("tasks", *FIELDS) == TASKS
    assert one.problems() == [("B1", head[1], NOTE)] and one.aside() == []
    assert sum(table.rows_in_table for table in one.reading.tables) == len(rows)


@pytest.mark.parametrize(
    "rows",
    [
        [*ROWS[:2], ABOVE[0], *ROWS[2:], ABOVE[1]],
        [ABOVE[0], ROWS[0], ABOVE[1], ROWS[2]],
        [ABOVE[0], *ROWS[:2], ABOVE[1]],
        [ABOVE[0], *ROWS],
        [ABOVE[0], ABOVE[1]],
    ],
    ids=["lines beneath", "one phase each", "a project without phases", "only one has a line", "no phases at all"],
)
def test_a_blank_phase_elsewhere_is_no_line_above_phases(sheet, rows):
    one = sheet([HEAD, *rows])
    assert set(one.typed) == {"projects"} and len(one.typed["projects"]) == len(rows)
