"""The schedule page on a portfolio of its own, four months of drifting dates, and on portfolios that lack something."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pmo_analytics import operations
from pmo_analytics.workspace import Workspace
from tests.pages.conftest import OpenPage, figures, shown, tables
from tests.workbooks import workbook

PAGE = "delivery/schedule"
MONTHS = (date(2025, 12, 31), date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31))
LONG = "Consolidation of the regional distribution centres and their automated storage, two"
STATUS = ["Project ID", "Project name", "Programme", "Status date", "% complete", "BAC", "Actual cost",
          "Baseline start", "Baseline finish", "Forecast finish", "Actual finish", "State"]  # fmt: skip
MILESTONES = ["Project ID", "Milestone", "Baseline date", "Forecast date", "Actual date"]
START, DUE = date(2025, 7, 1), date(2026, 6, 30)


def status(place: int, month: date) -> list[list[Any]]:
    """A year's work each: one drifts from June to September, one is on time, one over in time, one has no approved
    plan, and a decoy of another programme."""
    done = (6 + place) / 12
    drifting = (DUE, date(2026, 7, 31), date(2026, 8, 31), date(2026, 9, 30))[place]
    finished = [date(2026, 2, 10), "Closed"] if place == 3 else [None, "Active"]
    return [
        ["P1", LONG, "Plant", month, done * 0.7, 100, done * 80, START, DUE, drifting, None, "Active"],
        ["P2", "仓储管理系统", "Plant", month, done, 100, done * 100, START, DUE, DUE, None, "Active"],
        ["P3", "Portal", "Plant", month, 1 if place == 3 else 0.9, 100, 90, START, date(2026, 2, 28), date(2026, 2, 10),
         *finished],
        ["P4", "Survey", "Plant", month, 0.5, 50, 20, None, None, date(2026, 9, 30), None, "Active"],
        ["P9", "Decoy", "Elsewhere", month, done, 100, done * 100, START, DUE, date(2028, 6, 30), None, "Active"],
    ]  # fmt: skip


def milestones(place: int, month: date) -> list[list[Any]]:
    moved = date(2026, 4 + 2 * place, 15)
    return [
        ["P1", "Design", "2025-12-01", "2025-12-20", "2025-12-20"],
        ["P1", "Go-live", date(2026, 3, 1), moved, None],
        ["P2", "上线", date(2026, 5, 1), date(2026, 5, 1), None],
        ["P9", "Decoy of a milestone", date(2026, 1, 1), None, None],
    ]  # fmt: skip


Sheets = Callable[[int, date], dict[str, list[list[Any]]]]


def loaded(home: Path, sheets: Sheets) -> Path:
    files = [workbook(home / "sent" / f"tracker {month:%Y-%m}.xlsx", sheets(place, month))
             for place, month in enumerate(MONTHS)]  # fmt: skip
    reports = operations.load(Workspace(home), files, operations.Said(), "Ann")
    assert {report.status for report in reports} == {"loaded"}
    return home


@pytest.fixture(scope="module")
def drifting_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return loaded(
        tmp_path_factory.mktemp("drifting"),
        lambda place, month: {"Status": [STATUS, *status(place, month)],
                              "Milestones": [MILESTONES, *milestones(place, month)]},
    )  # fmt: skip


@pytest.fixture
def drifting(drifting_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMO_HOME", str(drifting_home))


@pytest.mark.usefixtures("drifting")
def test_the_page_tells_who_slips_and_by_how_much(open_page: OpenPage) -> None:
    app = open_page(PAGE, programme="Plant")
    assert app.title[0].value == "One project finishes more than a month late; as many as in February."
    assert "slip known for 2 of 3 projects" in shown(app) and "1 without an approved finish" in shown(app)
    cards = {metric.label: metric.value for metric in app.metric}
    assert cards == {
        "More than 30 days late": "1", "Median slip of late projects": "92 days", "Milestones overdue": "1",
        "Milestones due in 60 days": "1", "Milestones hit, last 12 months": "–",
    }  # fmt: skip
    titles = [figure["title"] for figure in figures(app)]
    assert titles == [
        "Consolidation of the regional distrib… slips most: 92 days",
        "Every promised finish is within what progress supports",
        "Go-live has drifted 183 days in four reports",
    ]
    rows = tables(app)
    first, *others = rows["Finishes of all projects"]["rows"]
    assert (first["id"], first["finish_slip_days"][1:3], first["slip_change"][1]) == ("P1", ["+92", "bad"], "+30")
    assert first["project_name"] == [LONG, "P1"] and first["count_milestones_overdue"][1] == "1"
    unknown = next(row for row in others if row["id"] == "P4")
    assert (unknown["finish_slip_days"][1], unknown["remark"]) == ("–", "no baseline was loaded")
    over = next(row for row in others if row["id"] == "P3")
    assert over["faded"] and others[-1] == over and not first["faded"]
    assert over["by_progress"] == ["", "the project is complete"]
    assert over["remark"] == "the project is closed or cancelled"
    assert "1 closed or cancelled, not counted" in shown(app)
    listed = [(row["id"], row["milestone_name"], row["kind_word"]) for row in
              rows["Milestones overdue, due and reached"]["rows"]]  # fmt: skip
    assert listed == [("P1", "Go-live", "Overdue 30 days"), ("P2", "上线", "Due")]


@pytest.mark.usefixtures("drifting")
def test_the_page_speaks_chinese_and_holds_no_english_of_ours(open_page: OpenPage) -> None:
    english = shown(open_page(PAGE, programme="Plant")).split("\n")
    app = open_page(PAGE, programme="Plant", lang="zh")
    assert app.title[0].value == "1 个项目延期超过一个月；与 2 月相同。"
    chinese = set(shown(app).split("\n"))
    ours = [line for line in english if " " in line and "Consolidation" not in line]
    assert ours and [line for line in ours if line in chinese] == []
    for chart in figures(app):
        assert chart["title"] and chart["caption"] and chart["alt"]


@pytest.mark.usefixtures("drifting")
def test_another_project_can_be_chosen_for_the_trend(open_page: OpenPage) -> None:
    app = open_page(PAGE, programme="Plant")
    app.selectbox(key="milestones_of").set_value("P2").run()
    assert figures(app)[2]["title"] == "No milestone has drifted in four reports"
    assert "上线" in figures(app)[2]["alt"]


@pytest.mark.usefixtures("drifting")
def test_a_project_shows_its_finish_report_by_report(open_page: OpenPage) -> None:
    app = open_page("portfolio/project", project="P1")
    assert "The manager's finish moved 92 days later in four reports" in [chart["title"] for chart in figures(app)]
    early = shown(open_page("portfolio/project", project="P1", period="2026-01"))
    assert "It takes reports of three months; there are 2." in early


@pytest.mark.usefixtures("drifting")
def test_where_no_project_is_late_the_cards_and_the_bars_say_so(open_page: OpenPage) -> None:
    app = open_page(PAGE, search="P2")
    assert {metric.label: metric.value for metric in app.metric}["Median slip of late projects"] == "–"
    assert "no project is late" in shown(app) and "No project finishes late" in shown(app)


@pytest.mark.usefixtures("drifting")
def test_where_every_project_is_over_nothing_is_late(open_page: OpenPage) -> None:
    app = open_page(PAGE, search="P3")
    assert not app.error and "1 closed or cancelled, not counted" in shown(app)
    assert {metric.label: metric.value for metric in app.metric}["More than 30 days late"] == "–"
    assert [row["id"] for row in tables(app)["Finishes of all projects"]["rows"]] == ["P3"]


@pytest.fixture(scope="module")
def milestones_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return loaded(
        tmp_path_factory.mktemp("milestones"),
        lambda place, month: {"Milestones": [MILESTONES, *milestones(place, month)]},
    )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_milestones_alone_show_what_they_can(
    open_page: OpenPage, milestones_home: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("PMO_HOME", str(milestones_home))
    app = open_page(PAGE, lang=language)
    assert not app.error
    assert len(figures(app)) == 1
    if language == "en":
        assert app.title[0].value == "3 projects reported; no slip of a finish is known for any of them."
        assert "No slip of a finish is known" in shown(app) and "no baseline was loaded" in shown(app)
        assert {metric.label: metric.value for metric in app.metric}["Milestones overdue"] == "2"


def test_projects_without_any_plan_or_milestone_are_grey_with_reasons(
    open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PMO_HOME", str(loaded(
        tmp_path, lambda place, month: {
            "Status": [["Project ID", "Status date", "% complete"], ["P1", month, 0.5], ["P2", month, 0.1]]
        }
    )))  # fmt: skip
    app = open_page(PAGE)
    assert not app.error and figures(app) == []
    assert {metric.value for metric in app.metric} == {"–"}
    for text in ("No finish can be told from progress", "No milestone trend yet", "No milestones were loaded"):
        assert text in shown(app)
    (table,) = tables(app).values()
    assert {row["remark"] for row in table["rows"]} == {"no baseline was loaded"}


def test_an_empty_workspace_shows_how_to_begin(
    open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PMO_HOME", str(tmp_path / "empty"))
    assert open_page(PAGE).title[0].value == "No data yet. Start with one of these."


TASKS = ["Project ID", "Task ID", "Task name", "Owner", "Baseline start", "Baseline finish", "Forecast finish",
         "Status", "Planned hours"]  # fmt: skip


@pytest.fixture(scope="module")
def tasks_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of one project, nothing but its tasks of March: four done, two overdue, one to come; of another, one to come."""
    home = tmp_path_factory.mktemp("tasks")
    start, due, later = date(2026, 1, 5), date(2026, 3, 11), date(2026, 6, 30)
    rows = [
        *(["P1", n, f"Done {n}", "Ann", start, due, due, "Done", 10] for n in range(4)),
        ["P1", 4, "Lay the cables", "Bo", start, due, date(2026, 5, 8), "In progress", 10],
        ["P1", 5, "压力测试", "李雷", start, date(2026, 3, 26), date(2026, 7, 14), "In progress", 20],
        ["P1", 6, "To come", "Bo", date(2026, 4, 1), later, later, "Not started", 10],
        ["P2", 1, "Elsewhere", "Cy", start, later, later, "In progress", 10],
    ]
    loaded_files = operations.load(
        Workspace(home), [workbook(home / "sent" / "tasks 2026-03.xlsx", {"Tasks": [TASKS, *rows]})],
        operations.Said(), "Ann",
    )  # fmt: skip
    assert {report.status for report in loaded_files} == {"loaded"}
    return home


@pytest.mark.parametrize(
    ("language", "title", "story"),
    [
        ("en", "Two tasks are overdue, the oldest by 20 days",
         "4 tasks finished, 6 should be (BEI 0.67); 2 of 6 due are late or unfinished"),
        ("zh", "2 个任务逾期，最久 20 天", "已完成 4 个任务，应完成 6 个（BEI 0.67）；到期 6 个中 2 个误期"),
    ],
)  # fmt: skip
def test_tasks_alone_show_who_is_late_with_what(
    open_page: OpenPage, tasks_home: Path, monkeypatch: pytest.MonkeyPatch, language: str, title: str, story: str
) -> None:
    monkeypatch.setenv("PMO_HOME", str(tasks_home))
    app = open_page(PAGE, lang=language)
    assert not app.error and title in shown(app)
    cards = [metric.value for metric in app.metric]
    assert cards[-3:] == ["0.67", "33%", "2"]
    listed = next(table for table in tables(app).values() if "task_name" in table["rows"][0])
    assert [(row["id"], row["task_name"], row["owner"]) for row in listed["rows"]] == [
        ("P1", "Lay the cables", "Bo"), ("P1", "压力测试", "李雷")
    ]  # fmt: skip
    project = open_page("portfolio/project", project="P1", lang=language)
    assert not project.error and title in shown(project) and story in shown(project)
    other = open_page("portfolio/project", project="P2", lang=language)
    assert not other.error and title not in shown(other)


@pytest.mark.usefixtures("drifting")
def test_where_no_tasks_are_loaded_nothing_is_said_of_them(open_page: OpenPage) -> None:
    for page in (open_page(PAGE), open_page("portfolio/project", project="P1")):
        assert not page.error and "task" not in shown(page).lower()
