"""Lines beneath a table that are no rows of it, though nothing marks them off; and projects that look alike."""

import pytest

HEADS = {"en": ["Project name", "Manager", "Status", "Budget"], "zh": ["项目名称", "负责人", "状态", "预算"]}
ROWS = {
    "en": [["Alpha", "Li", "Open", "100"], ["Beta", "Wu", "Open", "250"], ["Gamma", "Bo", "Closed", "70"]],
    "zh": [["甲", "李", "进行中", "100"], ["乙", "王", "进行中", "250"], ["丙", "张", "已完成", "70"]],
}
FOOTERS = [
    "Prepared by J. Smith", "Source: SAP, 31 March", "Confidential", "CONFIDENTIAL - do not forward",
    "Strictly confidential", "Internal use only", "Page 1 of 2", "End of report", "Data as of 31 March 2026",
    "As at March 2026", "All figures exclude VAT", "Amounts exclude VAT", "Generated on 2026-04-02 by ERP",
    "Source of data SAP", "© 2026 Acme", "制表人 张三  审核人 李四", "制表 张三", "注 金额含税", "備註 金額含稅",
    "机密", "内部资料，注意保密", "数据截至3月31日", "統計截止2026年3月", "第1页 共2页", "以上数据来源于财务系统",
    "数据来源于SAP", "Note that budgets exclude VAT", "Notes: see below", "核准 陳經理",
]  # fmt: skip
PROJECTS = [
    "Delta", "Confidential computing", "Source data cleanup", "Data source consolidation", "Page builder",
    "Approval flow", "Internal use of robots", "As-is analysis", "Generated code review", "End of life of servers",
    "Copyrights portal", "丁项目", "审批流程优化", "数据来源梳理", "截止阀3号更换", "内部文件管理系统",
    "机密计算平台", "注塑车间改造", "说明书改版", "统计报表平台", "第二页岩气田", "審核平台", "Source control",
    "Notes migration", "Note taking app",
]  # fmt: skip


def spoken(text):
    return "en" if text.isascii() or text.startswith("©") else "zh"


@pytest.mark.parametrize("line", FOOTERS)
def test_a_footer_right_under_a_table_is_set_aside_and_no_project(sheet, line):
    rows = ROWS[spoken(line)]
    one = sheet([HEADS[spoken(line)], *rows, [line, None, None, None]])
    assert one.rows("projects", "project_name", "budget_at_completion") == [(row[0], int(row[3])) for row in rows]
    assert [(aside.row, aside.reason, aside.text) for aside in one.table.set_aside] == [(5, "heading", line)]
    assert one.problems() == []


@pytest.mark.parametrize("name", PROJECTS)
def test_a_project_of_which_only_the_name_is_known_stays_in_the_last_row(sheet, name):
    rows = ROWS[spoken(name)]
    one = sheet([HEADS[spoken(name)], *rows, [name, None, None, None]])
    assert one.rows("projects", "project_name") == [*((row[0],) for row in rows), (name,)]
    assert one.aside() == []


def test_several_footers_and_those_across_the_columns(sheet):
    one = sheet([HEADS["en"], *ROWS["en"], ["Total", None, None, "420"], ["Prepared by", "J. Smith"],
                 ["Prepared by J. Smith", None, "Approved by A. Li"], [None, "Confidential"]])  # fmt: skip
    assert one.rows("projects", "project_name") == [("Alpha",), ("Beta",), ("Gamma",)]
    assert one.aside() == [(5, "total"), (6, "heading"), (7, "heading"), (8, "heading")]
    assert one.problems() == []


def test_what_has_more_to_say_or_stands_among_the_rows_is_a_project(sheet):
    one = sheet([HEADS["en"], ["Confidential", None, None, None], *ROWS["en"], ["Page 1", "Ann", "Open", "10"]])
    assert [name for (name,) in one.rows("projects", "project_name")][-1] == "Page 1"
    two = sheet([HEADS["en"], *ROWS["en"][:2], ["Confidential", None, None, None], ROWS["en"][2]])
    assert two.rows("projects", "project_name") == [("Alpha",), ("Beta",), ("Confidential",), ("Gamma",)]
