"""A workbook with a sheet for each project: the sheet's name is the project, and the name of what it holds is not."""

from contextlib import contextmanager
from datetime import date

import pytest

from pmo_analytics.errors import LoadRefused
from pmo_analytics.importing import reader
from pmo_analytics.importing.identity import KnownProjects
from pmo_analytics.importing.project_sheets import project_named
from pmo_analytics.importing.said import Said
from pmo_analytics.importing.sheets import Grid
from tests.importing.trial import MARCH, SETTINGS, typed

HEAD = ["Milestone", "Baseline", "Forecast", "Actual"]
ATLAS = [HEAD, ["Design", "2026-01-31", "2026-02-10", "2026-02-09"], ["Build", "2026-05-01", "2026-05-20", None]]
BOREALIS = [HEAD, ["Design", "2026-03-01", "2026-03-15", None]]
OF_ATLAS = [("Atlas", "Design", date(2026, 1, 31), date(2026, 2, 10), date(2026, 2, 9)),
            ("Atlas", "Build", date(2026, 5, 1), date(2026, 5, 20), None)]  # fmt: skip
OF_BOREALIS = ("Borealis", "Design", date(2026, 3, 1), date(2026, 3, 15), None)
DATES = ("project_name", "milestone_name", "baseline_date", "forecast_date", "actual_date")


@pytest.fixture
def book(desk):
    """book(sheets, file, known): what a workbook of these sheets would bring to the report of March 2026."""

    def read(sheets, file="t.xlsx", known=(), **said):
        grids = [Grid.from_rows(name, rows) for name, rows in sheets.items()]
        known = KnownProjects.of(known)
        told = Said(**{"period": MARCH, **said})
        return typed(desk, reader.understood(grids, file, "0" * 64, 1, told, SETTINGS, known))

    return read


@contextmanager
def asked():
    """That the project of a sheet must be asked for."""
    with pytest.raises(LoadRefused) as refused:
        yield
    assert refused.value.key == "errors.project_unclear"


def noted(one):
    """(sheet, text) of each note that a sheet's name was taken for its project."""
    found = one.findings[one.findings["action"] == "layout.project_from_sheet_name"]
    assert set(found["severity"]) <= {"note"}
    return sorted(found[["sheet", "text"]].itertuples(index=False, name=None))


def test_a_sheet_of_milestones_for_each_project_names_the_project(book):
    one = book({"Atlas": ATLAS, "Borealis": BOREALIS}, "Milestones 2026-03.xlsx")
    assert one.rows("milestones", *DATES) == [*OF_ATLAS, OF_BOREALIS]
    assert noted(one) == [("Atlas", "Atlas"), ("Borealis", "Borealis")]


def test_a_sheet_of_risks_and_tasks_for_each_project_in_chinese(book):
    risks = ["风险名称", "发生概率", "影响程度", "责任人"]
    tasks = ["任务名称", "计划开始", "计划完成", "完成率"]
    one = book({
        "智慧园区平台": [risks, ["供货延迟", "0.3", "4", "李"], [], tasks, ["设计", "2026-01-01", "2026-02-01", "50%"]],
        "地铁3号线": [risks, ["人员流失", "0.2", "3", "王"], [], tasks, ["施工", "2026-02-01", "2026-09-01", "10%"]],
        "地铁4号线": [risks, ["征地延迟", "0.5", "5", "张"], [], tasks, ["勘察", "2026-02-01", "2026-04-01", "90%"]],
    })  # fmt: skip
    assert one.rows("risks", "project_name", "risk_name", "probability", "impact_score", "owner") == [
        ("智慧园区平台", "供货延迟", 0.3, 4, "李"), ("地铁3号线", "人员流失", 0.2, 3, "王"),
        ("地铁4号线", "征地延迟", 0.5, 5, "张"),
    ]  # fmt: skip
    assert one.rows("tasks", "project_name", "task_name", "baseline_finish", "percent_complete") == [
        ("智慧园区平台", "设计", date(2026, 2, 1), 0.5), ("地铁3号线", "施工", date(2026, 9, 1), 0.1),
        ("地铁4号线", "勘察", date(2026, 4, 1), 0.9),
    ]  # fmt: skip


def test_a_name_of_what_the_sheet_lists_beside_the_project_is_left_away(book):
    risks = [["Risk", "Probability", "Impact"], ["Late", "0.3", "4"]]
    one = book({"Atlas - Milestones": ATLAS, "Atlas - Risks": risks, "Borealis - Milestones": BOREALIS,
                "Borealis - Risks": risks})  # fmt: skip
    assert one.rows("milestones", *DATES) == [*OF_ATLAS, OF_BOREALIS]
    assert one.rows("risks", "project_name", "risk_name") == [("Atlas", "Late"), ("Borealis", "Late")]


def test_a_sheet_for_each_project_and_month(book):
    sheets = {"Atlas 2026-02": ATLAS, "Atlas 2026-03": ATLAS, "Borealis 2026-03": BOREALIS}
    one = book(sheets, period=None)
    assert one.rows("milestones", "project_name", "period") == [
        *[("Atlas", date(2026, 2, 28))] * 2, *[("Atlas", MARCH)] * 2, ("Borealis", MARCH),
    ]  # fmt: skip
    with asked():
        book({"Atlas 2026-02": ATLAS, "Atlas 2026-03": BOREALIS}, period=None)


def test_the_title_block_a_known_project_and_the_person_who_loads_go_before_the_sheet_s_name(book):
    titled = [["Project: Apollo"], [], *ATLAS]
    one = book({"Atlas": titled, "Borealis": BOREALIS, "Cirrus": BOREALIS}, known=[("P-2", "Borealis")])
    named = [("Apollo", "Apollo"), ("Apollo", "Apollo"), ("P-2", "Borealis"), ("Cirrus", "Cirrus")]
    assert one.rows("milestones", "project_id", "project_name") == named
    assert noted(one) == [("Cirrus", "Cirrus")]
    told = book({"North Wing": ATLAS, "South Wing": BOREALIS}, project="Hospital")
    assert {name for (name,) in told.rows("milestones", "project_name")} == {"Hospital"} and noted(told) == []


def test_a_listed_project_among_the_sheets_tells_that_the_others_are_projects_too(book):
    listed = [["Project", "Manager", "RAG"], ["Atlas", "Ann", "G"], ["Dune", "Bo", "R"]]
    one = book({"Summary": listed, "Atlas": ATLAS, "Borealis": BOREALIS})
    assert one.rows("milestones", *DATES) == [*OF_ATLAS, OF_BOREALIS]
    assert noted(one) == [("Borealis", "Borealis")]
    with asked():
        book({"Summary": listed, "Hull": ATLAS, "Engine": BOREALIS})


def test_a_form_without_rows_beside_the_sheets_of_projects_is_asked_nothing(book):
    one = book({"Template": [HEAD], "Atlas": ATLAS, "Borealis": BOREALIS})
    assert one.rows("milestones", *DATES) == [*OF_ATLAS, OF_BOREALIS]
    with asked():
        book({"Template": ATLAS, "Atlas": ATLAS, "Borealis": BOREALIS})
    with asked():
        book({"Milestones": [HEAD]})


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        (("Customer Relationship Management Replacement", "Borealis"), "Customer Relationship Management Replacement"),
        (("Customer Relationship Management A", "Customer Relationship Management B"),
         "Customer Relationship Managemen"),
    ],
)  # fmt: skip
def test_a_sheet_s_name_that_was_cut_is_the_one_listed_project_that_begins_so(book, listed, expected):
    projects = [["Project", "RAG"], *([name, "G"] for name in (*listed, "Borealis"))]
    one = book({"Summary": projects, listed[0][:31]: ATLAS, "Borealis": BOREALIS})
    assert one.rows("milestones", "project_name")[0] == (expected,)


def test_sheets_of_a_workbook_of_one_project_are_its_parts(book):
    listed = [["Project", "Manager", "RAG"], ["Atlas", "Ann", "G"]]
    for one in (book({"Summary": listed, "Hull": ATLAS, "Engine": BOREALIS}),
                book({"Hull": ATLAS, "Engine": BOREALIS}, "Atlas plan.xlsx", [(None, "Atlas")])):  # fmt: skip
        assert {name for (name,) in one.rows("milestones", "project_name")} == {"Atlas"} and noted(one) == []


@pytest.mark.parametrize(
    "names",
    [
        ("Milestones", "Data"), ("Sheet1", "Sheet2"), ("Mar 2026", "Feb 2026"), ("3月", "2月"), ("Q1", "Q2"),
        ("Open", "Closed"), ("Open milestones", "Closed milestones"), ("Phase 1", "Phase 2"), ("阶段一", "阶段二"),
        ("In progress", "Completed"), ("已完成", "进行中"), ("Green", "Red"), ("研发部", "市场部"), ("FY26", "FY27"),
        ("Workstream A", "Workstream B"), ("里程碑", "重点里程碑"), ("North region", "South region"), ("一期", "二期"),
        ("Atlas", "Atlas (2)"), ("Atlas", "Milestones"),
        ("EMEA", "APAC"), ("Europe", "Asia"), ("华东", "华南"), ("海外", "国内"),
    ],
)  # fmt: skip
def test_sheets_called_after_what_they_hold_are_asked_for(book, names):
    with asked():
        book({names[0]: ATLAS, names[1]: BOREALIS})


@pytest.mark.parametrize(
    "names",
    [("张伟", "李娜"), ("張偉", "陳小明"), ("Germany", "France"), ("德国", "法国"), ("Siemens AG", "Huawei Ltd."),
     ("华为技术有限公司", "中兴公司"), ("Germany", "Atlas"), ("Anna Lee", "Bob Roy"), ("Anna Lee", "Thabo Ndlovu"),
     ("Mary O'Brien", "John F. Smith-Jones")],
)  # fmt: skip
def test_sheets_called_after_people_countries_and_companies_are_asked_for(book, names):
    with asked():
        book(dict(zip(names, (ATLAS, BOREALIS), strict=True)))


@pytest.mark.parametrize(
    "names",
    [("Solar Farm", "Data Hub"), ("云海", "星河"), ("智慧园区", "数据中台"), ("German rail", "French rail"),
     ("Atlas", "Borealis", "Jordan"), ("Solar Farm", "Victoria Station"), ("Martin Bridge", "Adam Tower"),
     ("Crystal Harbour", "Phoenix Rising"), ("高铁", "智慧园区"), ("高铁", "黄河大桥")],
)  # fmt: skip
def test_names_that_are_nobody_s_are_projects_with_a_note(book, names):
    one = book(dict.fromkeys(names, ATLAS))
    assert {name for _, name in noted(one)} == set(names)


def test_a_known_project_called_after_a_country_is_one(book):
    one = book({"Germany": ATLAS, "France": BOREALIS}, known=[("DE", "Germany"), ("FR", "France")])
    assert {project for (project,) in one.rows("milestones", "project_id")} == {"DE", "FR"}


def test_a_single_sheet_tables_of_other_columns_and_sheets_of_people_name_no_project(book):
    tasks = [["Task", "Owner", "Start", "Finish"], ["Dig", "Ann Li", "2026-01-01", "2026-02-01"]]
    for sheets in ({"Atlas": ATLAS}, {"Atlas": ATLAS, "Borealis": tasks}, {"Ann Li": tasks, "Bo Xu": tasks}):
        with asked():
            book(sheets)


@pytest.mark.parametrize(
    ("sheet", "project"),
    [
        ("Atlas", "Atlas"), ("Atlas Mar 2026", "Atlas"), ("Metro Line 3", "Metro Line 3"), ("PRJ-014", "PRJ-014"),
        ("Project Atlas", "Project Atlas"), ("Data Platform", "Data Platform"), ("数据中台", "数据中台"),
        ("智慧园区平台里程碑", "智慧园区平台"), ("Risks_Atlas", "Atlas"), ("Risk Engine", "Risk Engine"),
        ("Key dates", None), ("项目清单", None), ("2026年3月", None), ("Sheet1 (2)", None), ("Lookup", None),
    ],
)  # fmt: skip
def test_what_a_sheet_s_name_leaves_for_a_project(sheet, project):
    assert project_named(sheet) == project
