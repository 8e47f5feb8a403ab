"""Lists of projects, tasks, actions or risks whose types or groups are called Risk, Issue or Change: none is a log."""

import pytest

from pmo_analytics.importing import reader
from pmo_analytics.importing.identity import KnownProjects
from pmo_analytics.importing.other_lists import is_log_by_name
from pmo_analytics.importing.said import Said
from pmo_analytics.importing.sheets import Grid
from tests.importing.trial import MARCH, SETTINGS

PROJECTS = ["Project", "PM", "RAG", "Planned finish"]
PROJECTS_ZH = ["项目编号", "项目名称", "项目经理", "健康度", "计划完成日期"]
DATES_ZH = ["项目名称", "项目经理", "状态", "计划开始", "计划完成", "预算(万元)"]
REGISTER = ["Project", "Category", "Description", "Likelihood", "Impact", "Mitigation"]
LOG = ["ID", "Type", "Project", "Description", "Owner", "Status"]
RATED = ["ID", "Type", "Project", "Description", "Likelihood", "Impact", "PM", "RAG"]
KINDS = ("Risk", "Issue", "Change")


def grouped(head, *titles):
    """A table of these columns with a row under each title."""
    return [head, *(row for number, title in enumerate(titles) for row in ([title], filled(head, number, None)))]


def typed(head, *kinds):
    """A table of these columns with a row of each kind."""
    return [head, *(filled(head, number, kind) for number, kind in enumerate(kinds))]


def filled(head, number, kind):
    said = {"RAG": "Green", "健康度": "绿", "状态": "进行中", "Status": "Open", "Likelihood": "3", "Impact": "4",
            "Type": kind, "Category": kind, "类别": kind, "Budget": "100", "预算(万元)": "10"}  # fmt: skip
    if not {"PM", "项目经理"} & set(head):
        said |= {"Project": "Alpha", "项目": "甲"}
    dates = ("finish", "date", "Start", "End", "Due", "Finish", "日期", "开始", "完成")
    return [said.get(name) or ("2026-05-01" if name.endswith(dates) else f"{name} {number}") for name in head]


def entities(rows, name):
    """(entity, rows loaded) of each table."""
    grid = Grid.from_rows(name, rows)
    said = Said(period=MARCH, project="Alpha")
    tables = reader.understood([grid], "t.xlsx", "0" * 64, 1, said, SETTINGS, KnownProjects()).tables
    return [(table.entities[0].entity if table.entities else "", table.rows_loaded) for table in tables]


@pytest.mark.parametrize(
    ("name", "head", "titles", "entity"),
    [
        ("Sheet1", DATES_ZH, ("变更", "风险", "问题"), "projects"),
        ("项目清单", PROJECTS_ZH, ("变更类", "风险类", "研发"), "projects"),
        ("Projects", PROJECTS, ("Changes", "Risks", "Issues"), "projects"),
        ("Sheet1", PROJECTS, ("Change management", "Risk management"), "projects"),
        ("Sheet1", ["Project", "Action", "Owner", "Due date", "Status"], ("Risks", "Issues", "Changes"), "actions"),
        ("任务", ["项目", "任务", "负责人", "计划开始", "计划完成", "状态"], ("风险", "问题", "变更"), "tasks"),
        ("风险登记册", ["项目", "风险", "概率", "影响", "应对措施"], ("变更类", "风险类"), "risks"),
    ],
)  # fmt: skip
def test_groups_of_another_list_stay_together(name, head, titles, entity):
    assert entities(grouped(head, *titles), name) == [(entity, len(titles))]


@pytest.mark.parametrize(
    ("name", "head", "kinds", "entity"),
    [
        ("Sheet1", ["ID", "Project", "Category", "PM", "RAG", "Budget"], ("Change", "Risk", "Risk"), "projects"),
        ("Sheet1", ["Project", "Category", "PM", "Status", "Start", "End"], KINDS, "projects"),
        ("项目清单", ["项目名称", "类别", "项目经理", "健康度", "开始日期"], ("变更", "风险", "变更"), "projects"),
        ("Risk register", REGISTER, ("Change", "Dependency", "Risk"), "risks"),
        ("Risks", REGISTER, KINDS, "risks"),
        ("Lessons learned", ["Project", "Category", "Lesson", "Recommendation", "Owner"], KINDS, "lessons"),
        ("Sheet1", ["Project", "Task", "Type", "Owner", "Start", "Finish"], KINDS, "tasks"),
        ("Action log", ["Project", "ID", "Type", "Action", "Owner", "Due"], KINDS, "actions"),
        ("Sheet1", ["Project", "Type", "Decision", "Decided by", "Date"], KINDS, "decisions"),
        ("Sheet1", ["Project", "CR", "Type", "Description", "Status"], KINDS, "changes"),
        ("Change log", ["Project", "ID", "Type", "Description", "Status"], KINDS, "changes"),
        ("Issue log", ["Project", "Type", "Description", "Status"], ("Change", "Issue", "Problem"), "issues"),
    ],
)  # fmt: skip
def test_types_of_another_list_are_its_types(name, head, kinds, entity):
    assert entities(typed(head, *kinds), name) == [(entity, len(kinds))]


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("Sheet1", LOG),
        ("Sheet1", RATED),
        ("Projects", LOG),
        ("Sheet1", ["ID", "Type", "Project", "Description", "Action", "PM", "Due"]),
        ("Risk register", LOG),
        ("Log", ["ID", "Type", "Project", "Start", "End", "What happened", "Owner"]),
        ("RAID", REGISTER),
        ("RAID log", ["ID", "Type", "Project", "Action", "Owner", "PM", "RAG", "Budget"]),
        ("Risks & Issues", REGISTER),
    ],
)  # fmt: skip
def test_a_log_is_cut_whatever_else_it_says(name, head):
    assert entities(typed(head, *KINDS), name) == [("risks", 1), ("issues", 1), ("changes", 1)]


@pytest.mark.parametrize(("name", "head"), [("Sheet1", LOG), ("Action log", None), ("RAID", RATED)])
def test_sections_under_titles_are_cut_whatever_else_they_say(name, head):
    titles = ["Risks", "Issues", "Changes"]
    if head is None:
        parts = [[[title], ["ID", "Project", "Description", "Owner"], [title[0], "Alpha", "Late", "Li"], []]
                 for title in titles]  # fmt: skip
        rows = [row for part in parts for row in part]
    else:
        rows = grouped([text for text in head if text != "Type"], *titles)
    assert [entity for entity, _ in entities(rows, name)] == ["risks", "issues", "changes"]


@pytest.mark.parametrize(
    ("title", "are_cut"),
    [("Risk register", False), ("RAID log – March", True), ("Benefits of rail: decision board", True)],
)
def test_a_title_names_a_list_where_it_says_nothing_more(title, are_cut):
    found = entities([[title], [], *typed(REGISTER, *KINDS)], "Sheet1")
    assert found == ([("risks", 1), ("issues", 1), ("changes", 1)] if are_cut else [("risks", 3)])


def test_a_log_is_known_by_its_name():
    names = ("RAID", "项目RAID登记册", "Risks & Issues", "风险问题清单", "Issues and actions log")
    others = ("Risk register", "Action log", "项目清单", "Change requests", "Log", "风险登记册")
    assert [is_log_by_name([name]) for name in (*names, *others)] == [True] * len(names) + [False] * len(others)
    assert is_log_by_name(["Sheet1", "RAID log – March"]) and not is_log_by_name(["Risk register", "Issue log"])
