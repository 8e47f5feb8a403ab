"""Logs in sections: titles above the rows, or a type in the first row of each group, say what the rows are."""

import pytest

from pmo_analytics.importing.kind_words import kind_titled

HEAD = ["ID", "Project", "Description", "Owner", "Status"]
HEAD_ZH = ["编号", "项目名称", "描述", "责任人", "状态"]
R1, R2 = ["1", "Alpha", "May slip", "Li", "Open"], ["2", "Beta", "Steel", "Wu", "Open"]
A1, I1 = ["3", "Alpha", "Site is free", "Li", None], ["4", "Beta", "No permit", "Bo", "Closed"]
D1 = ["5", "Alpha", "API of Gamma", "Cy", "Open"]
KINDS = {
    "risks": [("1", "Alpha", "May slip", "open"), ("2", "Beta", "Steel", "open")],
    "issues": [("4", "Beta", "No permit", "closed")],
    "dependencies": [("5", "Alpha", "API of Gamma", "open")],
}
NAMES = {"risks": "description", "issues": "description", "dependencies": "dependency_name"}
WITH_HEADERS = [["Risks"], HEAD, R1, R2, [], ["Assumptions"], HEAD, A1, [], ["Issues"], HEAD, I1, [],
                ["Dependencies"], HEAD, D1]  # fmt: skip
SHARED = [HEAD, ["A. Key risks"], R1, R2, ["B. Assumptions"], A1, ["C. Issues"], I1, ["D. Dependencies"], D1]
ABOVE = [["Risks"], HEAD, R1, R2, ["Assumptions"], A1, ["Issues"], I1, ["Dependencies"], D1]
BESIDE = [[None, *HEAD], ["Risks", *R1], [None, *R2], ["Assumptions", *A1], ["Issues", *I1], ["Dependencies", *D1]]
GROUPS = [["Type", *HEAD], ["Risk", *R1], [None, *R2], ["Assumption", *A1], ["Issue", *I1],
          ["Dependency", *D1], [None, "6", "Beta", "Crane", "Cy", "Open"]]  # fmt: skip


def kinds(one):
    return {entity: one.rows(entity, f"{entity.removesuffix('s').replace('ie', 'y')}_id", "project_id", NAMES[entity],
                             "status") for entity in one.typed}  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "aside"),
    [(WITH_HEADERS, 8), (SHARED, 6), (ABOVE, 6), (BESIDE, 4)],
    ids=["with headers", "one header", "title above the header", "beside the rows"],
)
def test_titles_say_what_the_rows_beneath_are(sheet, rows, aside):
    one = sheet(rows, name="RAID")
    assert kinds(one) == KINDS
    assert [row for row, reason in one.aside() if reason == "other_kind"] == [aside]
    assert [text for _, text, expected in one.problems() if expected == "layout.kind_with_a_place"][0].endswith("(1)")
    told = {"layout.kind_of_row", "layout.kind_in_each_row", "layout.kind_with_a_place"}
    assert {expected for *_, expected in one.problems()} <= told and len(one.problems()) > 1


def test_in_chinese_and_merged_over_the_columns(sheet):
    rows = [HEAD_ZH, ["一、风险"], ["1", "甲", "供货延迟", "李", "处理中"], ["二、假设条件"], ["2", "甲", "场地", "李"],
            ["3. 问题清单"], ["3", "乙", "无许可", "王", "未关闭"]]  # fmt: skip
    one = sheet(rows, name="RAID登记册", merged=[(row, 0, row, 4) for row in (1, 3, 5)])
    assert one.rows("risks", "risk_id", "description") == [("1", "供货延迟")]
    assert one.rows("issues", "issue_id", "description", "status") == [("3", "无许可", "open")]
    assert (5, "other_kind") in one.aside()
    assert one.problems() == [("A2", "一、风险", "layout.kind_of_row"), ("A4", "二、假设条件 (1)",
                              "layout.kind_with_a_place"), ("A6", "3. 问题清单", "layout.kind_of_row")]  # fmt: skip


def test_sections_with_columns_of_their_own_without_blank_rows(sheet):
    one = sheet([
        ["Key risks"], ["ID", "Project", "Description", "Impact"], ["R1", "Alpha", "May slip", "4"],
        ["Key issues"], ["ID", "Project", "Description", "Priority"], ["I1", "Beta", "No permit", "High"],
        ["Assumptions"], ["ID", "Project", "Assumption"], ["A1", "Beta", "Free"],
        ["Milestones"], ["Project", "Milestone", "Planned date"], ["Alpha", "Go live", "2026-05-01"],
    ])  # fmt: skip
    assert one.rows("risks", "risk_id", "impact_score") == [("R1", 4)]
    assert one.rows("issues", "issue_id", "priority") == [("I1", "high")]
    assert one.rows("milestones", "project_id", "milestone_name") == [("Alpha", "Go live")]
    assert one.aside() == [(9, "not_recognised")]
    assert ("A7", "Assumptions (1)", "layout.kind_with_a_place") in one.problems()


def test_sections_side_by_side_and_titles_in_the_corner_of_the_header(sheet):
    beside = [["Risks", None, None, None, "Issues"], ["ID", "Project", "Description", None, "ID", "Project",
              "Description"], ["1", "Alpha", "May slip", None, "4", "Beta", "No permit"],
              ["2", "Beta", "Steel"]]  # fmt: skip
    corner = [["Risks", *HEAD], [None, *R1], [None, *R2], [], ["Issues", *HEAD], [None, *I1]]
    for rows in (beside, corner):
        one = sheet(rows, name="RAID")
        assert one.rows("risks", "risk_id", "description") == [("1", "May slip"), ("2", "Steel")]
        assert one.rows("issues", "issue_id", "description") == [("4", "No permit")]


def test_what_stands_under_a_title_of_something_else_is_no_issue(sheet):
    one = sheet([HEAD, ["Risks"], R1, ["Issues"], I1, ["Milestones"], D1], name="RAID")
    assert one.rows("issues", "issue_id") == [("4",)] and set(one.typed) == {"risks", "issues"}
    assert (7, "kind_unclear") in one.aside()
    assert ("A7", "5 | Alpha | API of Gamma | Cy | Open", "layout.kind_of_row") in one.problems()


@pytest.mark.parametrize(
    ("rows", "entity"),
    [
        ([["Project", "Manager", "Budget"], ["Change"], ["Alpha", "Li", "100"], ["Risk"], ["Beta", "Wu", "70"]],
         "projects"),
        ([["ID", "Project", "Risk", "Impact"], ["Open risks"], ["1", "Alpha", "Late", "4"], ["Closed risks"],
          ["2", "Beta", "Dear", "3"]], "risks"),
        ([["Project", "Milestone", "Planned date"], ["Alpha risks"], ["Alpha", "Dug", "2026-05-01"],
          ["Beta issues"], ["Beta", "Built", "2026-06-01"]], None),
    ],
    ids=["groups of projects", "groups of risks", "titles that say more"],
)  # fmt: skip
def test_groups_of_one_list_stay_together(sheet, rows, entity):
    one = sheet(rows, name="Log")
    (table,) = one.reading.tables
    assert table.kind is None and table.rows_loaded == 2 and entity in (None, table.entities[0].entity)


@pytest.mark.parametrize("merged", [[], [(1, 0, 2, 0), (5, 0, 6, 0)]], ids=["blank", "merged"])
def test_a_type_on_the_first_row_of_its_group_holds_for_those_beneath(sheet, merged):
    one = sheet(GROUPS[:5] + GROUPS[5:], merged=merged, name="RAID log")
    assert kinds(one) == KINDS | {"dependencies": [*KINDS["dependencies"], ("6", "Beta", "Crane", "open")]}
    assert one.aside() == [(4, "other_kind")]
    notes = [] if merged else [("A1", "Type", "layout.kind_in_each_row")]
    assert one.problems() == [*notes, ("A4", "Assumption (1)", "layout.kind_with_a_place")]


def test_types_of_groups_in_chinese_and_of_each_project_again(sheet):
    one = sheet([["类型", *HEAD_ZH], ["风险", "1", "甲", "延迟", "李", "处理中"], [None, "2", "甲", "缺料", "李", None],
                 ["问题", "3", "甲", "停工", "王", None], ["风险", "4", "乙", "涨价", "李", None],
                 [None, "5", "乙", "降雨", "李", None], [None, "6", "乙", "罢工", "李", None]])  # fmt: skip
    assert [row for (row,) in one.rows("risks", "risk_id")] == ["1", "2", "4", "5", "6"]
    assert one.rows("issues", "issue_id", "description") == [("3", "停工")]
    assert one.problems() == [("A1", "类型", "layout.kind_in_each_row")]


def test_a_type_that_is_missing_among_types_in_each_row_is_not_filled(sheet):
    rows = [["Type", *HEAD], ["Risk", *R1], ["Risk", *R2], ["Issue", *I1], ["Issue", *D1], [None, *A1]]
    one = sheet(rows, name="RAID log")
    assert one.rows("risks", "risk_id") == [("1",), ("2",)] and one.rows("issues", "issue_id") == [("4",), ("5",)]
    assert one.aside() == [(6, "kind_unclear")]
    tasks = sheet([["Type", "Task", "Project", "Finish"], ["Risk", "a", "Alpha", "2026-05-01"],
                   [None, "b", "Alpha", "2026-05-02"], ["Task", "c", "Alpha", "2026-05-03"],
                   [None, "d", "Alpha", "2026-05-04"]])  # fmt: skip
    assert [table.kind for table in tasks.reading.tables] == [None] and len(tasks.typed["tasks"]) == 4


TYPES = {
    "a fifth and more": ["Risk", "Risk", "Issue", None, None, "Dependency", "Risk", None],
    "missing here and there": ["Risk", "Issue", None, "Risk", "Issue", "Action", None, "Risk"],
    "first of a project": ["Risk", None, "Issue", "Risk", None, "Issue"],
    "a kind that comes again": ["Risk", None, "Issue", "Risk", None],
    "most": ["Risk", None, None, None, "Issue", None, "Risk", None],
}


@pytest.mark.parametrize("types", TYPES.values(), ids=TYPES)
@pytest.mark.parametrize("name", ["RAID", "Sheet1"])
def test_missing_types_are_set_aside_where_kinds_come_again(sheet, name, types):
    projects = ["Alpha", "Alpha", "Beta", "Beta", "Alpha", "Alpha", "Gamma", "Gamma"]
    rows = [[str(at), kind, project, f"Text {at}", "Li", "Open"]
            for at, (kind, project) in enumerate(zip(types, projects, strict=False), start=2)]  # fmt: skip
    one = sheet([["ID", "Type", "Project", "Description", "Owner", "Status"], *rows], name=name)
    blank = [at for at, kind in enumerate(types, start=2) if kind is None]
    assert one.aside() == [(at, "kind_unclear") for at in blank]
    assert [row for (row,) in one.rows("risks", "risk_id")] == [
        str(at) for at, kind in enumerate(types, start=2) if kind == "Risk"
    ]
    assert [cell for cell, _, expected in one.problems() if expected == "layout.kind_of_row"] == [
        f"B{at}" for at in blank
    ]


def test_only_a_title_that_says_nothing_else_names_a_kind():
    assert [kind_titled(text) for text in (
        "Risks", "A. Key Issues", "Issue log (3)", "Risks / 风险", "1. 风险清单", "主要问题", "Action items",
        "三、依赖",
        "Lessons learned", "ASSUMPTIONS:", "Opportunities", "機會", "風險",
        "Risks and issues", "风险项目", "Alpha risks", "Open", "Project", "风险与问题", "A",
    )] == ["risks", "issues", "issues", "risks", "risks", "issues", "actions", "dependencies", "lessons", "assumption",
           "opportunity", "opportunity", "risks", "", "", "", "", "", "", ""]  # fmt: skip
