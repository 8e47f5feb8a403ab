"""Logs whose rows are risks, issues, decisions, actions and dependencies by a column that says so."""

from datetime import date

import pytest

from pmo_analytics.importing import reader
from pmo_analytics.importing.identity import KnownProjects
from pmo_analytics.importing.memory import Memory, Remembered, said_by
from pmo_analytics.importing.said import Said
from pmo_analytics.importing.sheets import Grid
from pmo_analytics.reading import Correction
from tests.importing.exports import book_of
from tests.importing.trial import MARCH, SETTINGS

HEAD = ["ID", "Type", "Project", "Title", "Description", "Owner", "Status", "Raised", "Due", "Impact", "Mitigation"]
LOG = [
    HEAD,
    ["1", "Risk", "Alpha", "Late crane", "May slip", "Li", "Open", "2026-01-05", "2026-04-01", "4", "Second vendor"],
    ["2", "Assumption", "Alpha", "Site is free", "From May", "Wu", "Open", "2026-01-05", None, None, None],
    ["3", "Issue", "Beta", "No permit", "Blocked", "Bo", "Closed", "2026-02-01", "2026-03-15", None, "Escalate"],
    ["4", "Dependency", "Beta", "API of Gamma", None, "Cy", "Open", None, "2026-05-01", None, None],
    ["5", "Decision", "Alpha", "Vendor B", "Choose", "Ann", "Approved", "2026-02-03", "2026-02-28", None, None],
    ["6", "ACTIONS", "Beta", "Call the city", None, "Bo", "In progress", "2026-02-04", "2026-03-31", None, None],
    ["7", "Risks", "Beta", "Price of steel", "May rise", "Li", "Open", "2026-02-04", None, "2", None],
    ["8", "Assumption", "Beta", "Staff stays", None, "Wu", None, None, None, None, None],
]


def read(rows, memory=None, name="RAID log", **said):
    grid = Grid.from_rows(name, rows)
    return reader.understood([grid], "t.xlsx", "0" * 64, 1, Said(period=MARCH, **said), SETTINGS, KnownProjects(),
                             memory or Memory())  # fmt: skip


def test_each_row_goes_to_its_kind_and_what_has_no_place_is_said(loaded):
    one = loaded(book_of(S=LOG), "raid.xlsx", period=MARCH)
    common = ("project_id", "owner", "status")
    assert one.rows("risks", "risk_id", "risk_name", "description", *common, "raised_on", "due_on", "impact_score",
                    "response") == [
        ("1", "Late crane", "May slip", "Alpha", "Li", "open", date(2026, 1, 5), date(2026, 4, 1), 4, "Second vendor"),
        ("7", "Price of steel", "May rise", "Beta", "Li", "open", date(2026, 2, 4), None, 2, None),
    ]  # fmt: skip
    assert one.rows("issues", "issue_id", "issue_name", "description", *common, "raised_on", "due_on", "action") == [
        ("3", "No permit", "Blocked", "Beta", "Bo", "closed", date(2026, 2, 1), date(2026, 3, 15), "Escalate"),
    ]
    assert one.rows("dependencies", "dependency_id", "dependency_name", *common, "needed_on") == [
        ("4", "API of Gamma", "Beta", "Cy", "open", date(2026, 5, 1))
    ]
    assert one.rows("decisions", "decision_id", "decision_name", "description", "project_id", "status", "due_on") == [
        ("5", "Vendor B", "Choose", "Alpha", "decided", date(2026, 2, 28))
    ]
    assert one.rows("actions", "action_id", "action_name", *common, "raised_on", "due_on") == [
        ("6", "Call the city", "Beta", "Bo", "in_progress", date(2026, 2, 4), date(2026, 3, 31))
    ]
    assert one.aside() == [(3, "other_kind"), (9, "other_kind")]
    assert ("B3", "Assumption (2)", "layout.kind_with_a_place") in one.problems()
    assert sum(table.rows_in_table for table in one.reading.tables) == len(LOG) - 1
    kept = [one.typed[entity][0]["extra"] for entity in ("risks", "actions")]
    assert kept == ['{"Type":"Risk"}', '{"Type":"ACTIONS"}']


def test_in_chinese_the_description_names_what_has_no_name_of_its_own(sheet):
    one = sheet([
        ["编号", "类型", "项目名称", "描述", "责任人", "状态", "提出日期", "计划完成日期", "应对措施"],
        ["1", "风险", "甲", "供货延迟", "李", "处理中", "2026-01-05", "2026-04-01", "备选供应商"],
        ["2", "问题", "乙", "无许可", "王", "未关闭", "2026-02-01", "2026-03-15", "上报"],
        ["3", "假设", "甲", "场地可用", "李", None, None, None, None],
        ["4", "依赖", "乙", "接口", "张", "未关闭", None, "2026-05-01", None],
        ["5", "决策", "甲", "选型", "陈", "已批准", None, "2026-02-28", None],
        ["6", "行动", "乙", "联系", "王", "进行中", None, "2026-03-31", None],
    ], name="RAID")  # fmt: skip
    assert one.rows("risks", "project_id", "description", "owner", "status", "raised_on", "due_on", "response") == [
        ("甲", "供货延迟", "李", "open", date(2026, 1, 5), date(2026, 4, 1), "备选供应商")
    ]
    assert one.rows("issues", "project_id", "description", "status", "action") == [("乙", "无许可", "open", "上报")]
    assert one.rows("dependencies", "dependency_name", "status") == [("接口", "open")]
    assert one.rows("decisions", "decision_name", "status", "due_on") == [("选型", "decided", date(2026, 2, 28))]
    assert one.rows("actions", "action_name", "status", "due_on") == [("联系", "in_progress", date(2026, 3, 31))]
    assert one.aside() == [(4, "other_kind")]
    assert one.problems() == [("B4", "假设 (1)", "layout.kind_with_a_place")]


def test_a_row_of_which_the_kind_cannot_be_told_is_set_aside_with_a_finding(sheet):
    rows = [["ID", "RAID", "Project", "Title", "Status"], ["1", "R", "Alpha", "Late", "Open"],
            ["2", "I", "Alpha", "Broken", "Open"], ["3", "D", "Alpha", "Which?", "Open"],
            ["4", "R", "Beta", "Dear", "Open"], ["5", "I", "Beta", "Lost", "Open"],
            ["6", None, "Beta", "What?", "Open"]]  # fmt: skip
    one = sheet(rows)
    assert one.rows("risks", "risk_name") == [("Late",), ("Dear",)]
    assert one.rows("issues", "issue_name") == [("Broken",), ("Lost",)]
    assert one.aside() == [(4, "kind_unclear"), (7, "kind_unclear")]
    assert one.problems() == [("B4", "D", "layout.kind_of_row"),
                              ("B7", "6 | Beta | What? | Open", "layout.kind_of_row")]  # fmt: skip


def test_an_opportunity_of_a_log_is_an_opportunity(sheet):
    one = sheet([["ID", "Type", "Project", "Title"], ["1", "Risk", "Alpha", "Late"],
                 ["2", "Opportunity", "Alpha", "Early"], ["3", "Issue", "Alpha", "Broken"]])  # fmt: skip
    assert one.rows("risks", "risk_name", "kind") == [("Late", "threat"), ("Early", "opportunity")]
    assert one.rows("issues", "issue_name") == [("Broken",)]


@pytest.mark.parametrize(
    ("rows", "entity"),
    [
        ([["Risk ID", "Category", "Project", "Risk", "Impact"], ["R1", "Technical", "Alpha", "Late", "4"],
          ["R2", "Action of others", "Alpha", "Dear", "3"], ["R3", "Change of law", "Alpha", "Lost", "2"]], "risks"),
        ([["Risk ID", "Category", "Project", "Risk description", "Impact"],
          ["R1", "Dependency", "Alpha", "Late", "4"], ["R2", "Change", "Alpha", "Grows", "3"],
          ["R3", "Risk", "Beta", "Lost", "2"], ["R4", "Issue", "Beta", "Down", "2"]], "risks"),
        ([["问题编号", "类别", "项目名称", "问题描述"], ["1", "风险", "甲", "停工"],
          ["2", "问题", "乙", "延误"]], "issues"),
        ([["Risk ID", "Type", "Project", "Risk", "Impact"], ["R1", "Threat", "Alpha", "Late", "4"],
          ["R2", "Opportunity", "Alpha", "Early", "3"]], "risks"),
        ([["Project", "Type", "Manager", "Budget"], ["Alpha", "Change", "Li", "100"], ["Beta", "Change", "Wu", "70"],
          ["Gamma", "Action", "Bo", "20"]], "projects"),
        ([["ID", "Type", "Project", "Subject", "Status"], ["1", "Task", "Alpha", "Dig", "Open"],
          ["2", "Milestone", "Alpha", "Dug", "Open"], ["3", "Risk", "Alpha", "Rain", "Open"],
          ["4", "Issue", "Alpha", "Rock", "Open"]], None),
    ],
    ids=["categories of risks", "categories that are kinds", "categories of issues", "threats and opportunities",
         "kinds of projects", "work of every kind"],
)  # fmt: skip
def test_a_table_of_one_kind_is_not_cut(rows, entity):
    (table,) = read(rows, name="Log").tables
    assert table.kind is None and table.rows_loaded == len(rows) - 1
    assert entity in (None, table.entities[0].entity)


def test_a_kind_is_known_with_its_letter_and_a_register_of_risks_that_grew_is_cut(sheet):
    one = sheet([
        ["Ref", "RAID type", "Project", "Risk description", "Target date"],
        ["1", "R - Risk", "Alpha", "Late", None], ["2", "A - Assumption", "Alpha", "Free", None],
        ["3", "Issue (I)", "Beta", "Broken", None], ["4", "D: Dependency", "Beta", "API", "2026-05-02"],
    ], name="RAID")  # fmt: skip
    assert one.rows("risks", "description") == [("Late",)] and one.rows("issues", "issue_id") == [("3",)]
    assert one.rows("dependencies", "dependency_id", "needed_on") == [("4", date(2026, 5, 2))]
    assert one.aside() == [(3, "other_kind")]
    two = sheet([["编号", "事项类型", "项目名称", "事项描述"],
                 ["1", "风险R", "甲", "延迟"],
                 ["2", "问题(I)", "甲", "停工"], ["3", "假设A", "乙", "场地"],
                 ["4", "依赖D", "乙", "接口"]])  # fmt: skip
    assert [two.rows(*of) for of in (("risks", "description"), ("issues", "description"),
                                     ("dependencies", "dependency_name"))] == [[("延迟",)], [("停工",)], [("接口",)]]
    assert two.aside() == [(4, "other_kind")]


def test_a_log_of_taiwan_is_cut_by_its_own_words(sheet):
    one = sheet([
        ["編號", "類別", "專案名稱", "描述", "負責人", "狀態", "預計完成日", "因應措施"],
        ["1", "風險", "甲", "供貨延遲", "李", "追蹤中", "2026/4/1", "備選"],
        ["2", "議題", "乙", "無許可", "王", "未結案", "2026/3/15", "上報"],
        ["3", "相依性", "乙", "介面", "張", "處理中", "2026/5/1", None],
        ["4", "決議", "甲", "選型", "陳", "已核准", "2026/2/28", None],
        ["5", "待辦事項", "乙", "聯絡", "王", "進行中", "2026/3/31", None],
    ])  # fmt: skip
    assert one.rows("risks", "description", "status", "due_on") == [("供貨延遲", "open", date(2026, 4, 1))]
    assert one.rows("issues", "description", "status", "action") == [("無許可", "open", "上報")]
    assert one.rows("dependencies", "dependency_name", "status") == [("介面", "open")]
    assert one.rows("decisions", "decision_name", "status", "due_on") == [("選型", "decided", date(2026, 2, 28))]
    assert one.rows("actions", "action_name", "due_on") == [("聯絡", date(2026, 3, 31))]
    assert one.aside() == [] and one.problems() == []


def test_what_a_person_says_of_one_kind_is_remembered_for_that_kind_alone():
    columns = {"Owner": "issues.raised_by"}
    memory = Memory((Remembered(1, "RAID log", said_by(HEAD), Correction(None, columns), "issues"),))
    parts = {table.kind: table for table in read(LOG, memory).tables}
    used = {kind: {use.field for use in part.columns if use.header == "Owner"} for kind, part in parts.items()}
    assert used == {"risks": {"owner"}, "issues": {"raised_by"}, "dependencies": {"owner"},
                    "decisions": {"requested_by"}, "actions": {"owner"}}  # fmt: skip
    assert [kind for kind, part in parts.items() if part.remembered] == ["issues"]
    said = {table.kind: table for table in read(LOG, columns=columns).tables}
    assert {rows.entity for table in said.values() for rows in table.entities} == set(parts)


def test_one_kind_may_be_left_out_and_its_number_stands():
    parts = read(LOG, tables={("RAID log", 2): Correction("")}).tables
    assert [(part.number, [rows.entity for rows in part.entities], part.rows_loaded) for part in parts] == [
        (1, ["risks"], 2), (2, [], 0), (3, ["dependencies"], 1), (4, ["decisions"], 1), (5, ["actions"], 1)
    ]  # fmt: skip
