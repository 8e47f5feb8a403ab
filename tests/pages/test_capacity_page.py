"""The page of capacity and the team on the project page, on a small portfolio with people, in both languages."""

from datetime import date
from pathlib import Path

import pytest

from pmo_analytics import operations
from pmo_analytics.workspace import Workspace
from tests.pages.conftest import OpenPage, figures, shown, tables
from tests.workbooks import workbook

PAGE = "people/capacity"


@pytest.fixture(scope="module")
def people_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """March 2026: two projects share Ann, who is away in May; Bo has no capacity; one project plans nothing."""
    home = tmp_path_factory.mktemp("people")
    months = [date(2026, month, 1) for month in (3, 4, 5, 6)]
    names = (("P1", "Harbour <b>wall</b>", "Plant"), ("P2", "仓库自动化", "Digital"), ("P3", "Silent", "Plant"))
    status = [["Project ID", "Project name", "Programme", "Status date"]]
    status += [[*name, date(2026, 3, 31)] for name in names]
    people = [["Person ID", "Person", "Role", "Month", "Capacity hours"]]
    for month in months:
        people += [
            ["E1", "Ann", "Test lead", month, 0 if month.month == 5 else 150],
            ["E2", "Bo", "Buyer", month, None],
        ]
    plan = [["Project ID", "Person", "Role", "Month", "Planned hours", "Actual hours", "Firm/Tentative"]]
    for month in months:
        plan += [
            ["P1", "Ann", "Test lead", month, 100, 60 if month.month == 3 else None, "Firm"],
            ["P2", "Ann", "Test lead", month, 80, None, None],
            ["P2", "Bo", "Buyer", month, 40, None, "Tentative"],
            ["P2", None, "Buyer", month, 20, None, None],
        ]
    path = workbook(home / "files" / "tracker 2026-03.xlsx",
                    {"Status": status, "People": people, "Assignments": plan})  # fmt: skip
    (report,) = operations.load(Workspace(home), [path], operations.Said(), "Ann")
    assert report.status == "loaded"
    return home


@pytest.fixture
def on_people(people_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMO_HOME", str(people_home))


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "The role Test lead is overbooked in every month to June: 1.1 people short in May."),
        ("zh", "角色“Test lead”至 6 月每月均超负荷：5 月缺 1.1 人。"),
    ],
)
def test_the_page_says_who_is_short(on_people, open_page: OpenPage, language: str, title: str) -> None:
    app = open_page(PAGE, lang=language)
    assert not app.error
    assert [one.value.replace("\\", "") for one in app.title] == [title]
    assert len(figures(app)) == 3
    for chart in figures(app):
        assert chart["title"] and chart["caption"] and chart["alt"]


def test_the_page_tells_people_hours_and_projects(on_people, open_page: OpenPage) -> None:
    app = open_page(PAGE)
    text = shown(app)
    assert "2 people, 1 without a capacity" in text
    assert [(card.label, card.value) for card in app.metric] == [
        ("People over capacity", "1"), ("Hours over capacity", "240 h"), ("Roles short", "1"),
        ("Hours still free", "0 h"),
    ]  # fmt: skip
    assert [chart["title"] for chart in figures(app)] == [
        "One role exceeds 100% in most months", "Test lead, 2026-05: one project takes half",
        "Roles with a known capacity: short in every month",
    ]  # fmt: skip
    (table,) = tables(app).values()
    (ann,) = table["rows"]
    assert (ann["person_name"][0], ann["peak_month"], ann["over_hours"][1]) == ("Ann", "2026-05", "240 h")
    assert (ann["project_name"][0], ann["other_projects"]) == ("Harbour <b>wall</b>", "仓库自动化")
    assert ann["q"]["project"] == "P1"


def test_people_are_shown_when_asked_and_without_a_capacity_they_are_not_idle(on_people, open_page: OpenPage) -> None:
    app = open_page(PAGE)
    app.session_state["capacity_of"] = "person"
    app.run()
    assert not app.exception
    heat = figures(app)[0]
    assert heat["title"] == "One person exceeds 100% in most months"
    assert "Bo: 2026-04 –" in heat["alt"] and "Ann: 2026-04 120%" in heat["alt"]


def test_filters_leave_people_with_all_their_hours(on_people, open_page: OpenPage) -> None:
    app = open_page(PAGE, programme="Plant")
    assert "· 1 person" in shown(app)
    assert figures(app)[0]["caption"].endswith("Hours count for all projects, also outside the filters")
    assert "Projects outside the filters: " in figures(app)[1]["alt"]


def test_a_chinese_page_holds_no_english_of_ours(on_people, open_page: OpenPage) -> None:
    english = [line for line in shown(open_page(PAGE)).split("\n") if " " in line]
    chinese = set(shown(open_page(PAGE, lang="zh")).split("\n"))
    assert english
    assert [line for line in english if line in chinese] == []


@pytest.mark.parametrize(
    ("language", "beginning"), [("en", "No hours are planned from 2026-03 on."), ("zh", "2026-03 起没有计划工时。")]
)
def test_without_plans_the_page_says_which_sheet_fills_it(
    on_portfolio, open_page: OpenPage, language: str, beginning: str
) -> None:  # fmt: skip
    app = open_page(PAGE, lang=language)
    assert not app.error and [title.value.replace("\\", "") for title in app.title] == [beginning]


@pytest.mark.parametrize(
    ("language", "title"), [("en", "1 of 2 on the team are booked beyond capacity"), ("zh", "团队 2 人中 1 人超负荷")]
)
def test_a_project_shows_its_team(on_people, open_page: OpenPage, language: str, title: str) -> None:
    app = open_page("portfolio/project", lang=language, project="P2")
    assert title in shown(app)
    team = next(table for table in tables(app).values() if "utilisation" in table["rows"][0])
    assert [(row["person_name"][0], row["this_month"][1]) for row in team["rows"]][0] == (
        "Ann",
        "80 h" if language == "en" else "80 小时",
    )
    assert team["rows"][0]["utilisation"] == [1.2, "120%", "bad", ""]
    assert next(row for row in team["rows"] if row["person_name"][0] == "Bo")["utilisation"][1] == "–"


def test_a_project_without_a_plan_says_so(on_people, open_page: OpenPage) -> None:
    assert "No hours of people are planned for this project." in shown(open_page("portfolio/project", project="P3"))


def test_the_light_of_people_is_on_the_overview(on_people, open_page: OpenPage) -> None:
    lights = next(chart for chart in figures(open_page("portfolio/overview")) if "light" in chart["caption"])
    assert "People: 2 red and 1 not known" in lights["alt"]
