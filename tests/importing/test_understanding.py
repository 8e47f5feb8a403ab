"""Sheets as people lay them out, from the cells to typed rows: what is a row, what is not, and what stands beside."""

from datetime import date
from decimal import Decimal

import pytest

from tests.importing.exports import book_of
from tests.importing.trial import MARCH

PLAIN = ("project_name", "budget_at_completion")


def test_group_rows_that_sum_their_group_are_totals_without_any_word_of_it(sheet):
    one = sheet([
        ["2026年3月重点项目进展情况表", None, None, None, None, None],
        [None, None, None, None, None, "单位：万元"],
        ["序号", "项目名称", "责任部门", "总投资", "累计完成投资", "形象进度"],
        ["一", "信息化项目", None, "350", "120", None],
        ["1", "甲平台", "信息部", "100", "50", "50%"],
        ["2", "乙系统", "信息部", "250", "70", "28%"],
        ["二", "基建项目", None, "500", "100", None],
        ["1", "丙厂房", "基建部", "500", "100", "20%"],
        ["合计", None, None, "850", "220", None],
        ["备注：以上数据截至3月31日"],
    ])  # fmt: skip
    assert one.rows("projects", "project_name", "budget_at_completion", "actual_cost", "percent_complete") == [
        ("甲平台", 1_000_000, 500_000, 0.5), ("乙系统", 2_500_000, 700_000, 0.28), ("丙厂房", 5_000_000, 1_000_000,
        0.2),
    ]  # fmt: skip
    assert one.aside() == [(4, "total"), (7, "total"), (9, "total"), (10, "heading")]
    assert one.problems() == []


HEAD = ["Project name", "Manager", "Status", "Budget"]


@pytest.mark.parametrize(
    "first",
    [["Alpha", None, "Open", "350"], ["Alpha", None, None, "349"], ["Alpha", "Ann", None, "350"]],
    ids=["has a status", "is no sum", "has a manager"],
)
def test_a_project_of_which_little_is_known_is_no_group(sheet, first):
    one = sheet([HEAD, first, ["Beta", "Li", "Open", "100"], ["Gamma", "Wu", "Open", "200"], ["Delta", "Bo", "Open",
        "50"]])
    assert len(one.rows("projects", *PLAIN)) == 4 and one.aside() == []


def test_one_project_beneath_another_of_the_same_budget_is_no_group(sheet):
    one = sheet([HEAD, ["Alpha", None, None, "100"], ["Beta", "Li", "Open", "100"], ["Gamma", None, None, "7"],
                 ["Delta", "Li", "Open", "7"]])  # fmt: skip
    assert len(one.rows("projects", *PLAIN)) == 4


def test_footnotes_and_signatures_right_under_a_table_are_no_projects(sheet):
    one = sheet([
        ["Project name", "Manager", "Budget"], ["Alpha", "Li", "100"], ["Beta", "Wu", "250"],
        ["* includes contingency", None, None], ["1) Budget excludes VAT", None, None], ["① audited", None, None],
        ["Source: finance system", None, None], ["Prepared by: Ann", "Reviewed by: Cy", "Approved by: Bo"],
    ])  # fmt: skip
    assert one.rows("projects", *PLAIN) == [("Alpha", 100), ("Beta", 250)]
    assert one.aside() == [(row, "heading") for row in range(4, 9)]


def test_signatures_in_chinese_are_no_projects(sheet):
    one = sheet([["项目名称", "负责人", "预算"], ["甲", "李", "100"], ["填报人：张三", "审核人：李四",
        "日期：2026-03-31"],
                 ["签字：", None, None]])  # fmt: skip
    assert one.rows("projects", *PLAIN) == [("甲", 100)]
    assert one.problems() == []


def test_a_column_of_units_beside_a_table_on_its_side_gives_the_units(sheet):
    one = sheet([["指标", "单位", "甲", "乙", "丙"], ["项目经理", None, "李", "王", "张"],
                 ["预算", "万元", "100", "250", "30"], ["完成率", "%", "50", "28", "10"],
                 ["健康度", None, "绿", "红", "黄"]])  # fmt: skip
    assert one.rows("projects", *PLAIN, "manager", "percent_complete", "declared_overall") == [
        ("甲", 1_000_000, "李", 0.5, "green"), ("乙", 2_500_000, "王", 0.28, "red"), ("丙", 300_000, "张", 0.1,
        "amber"),
    ]  # fmt: skip
    assert one.problems() == []


def test_three_header_rows_tied_by_merged_cells_are_one_header(sheet):
    one = sheet(
        [
            ["项目信息", None, "投资情况", None, None, None], ["项目编号", "项目名称", "总投资", None, "累计完成",
                None],
            [None, None, "批复", "调整", "金额", "比例"], ["P1", "甲", "100", "120", "50", "50%"],
            ["P2", "乙", "200", "220", "70", "35%"],
        ],
        [(0, 0, 0, 1), (0, 2, 0, 5), (1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 1, 5)],
    )  # fmt: skip
    assert one.rows("projects", "project_id", *PLAIN) == [("P1", "甲", 100), ("P2", "乙", 200)]


def test_words_in_two_header_rows_are_read_either_way_round(sheet):
    one = sheet(
        [
            ["Project name", "Start", None, "Finish", None, "Budget"],
            [None, "Planned", "Actual", "Planned", "Actual", None],
            ["Alpha", "2026-01-01", "2026-01-02", "2026-05-01", None, "10"],
            ["Beta", "2026-02-01", None, "2026-06-01", None, "20"],
        ],
        [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 0, 4), (0, 5, 1, 5)],
    )
    assert one.rows("projects", *PLAIN, "baseline_start", "actual_start", "baseline_finish", "actual_finish") == [
        ("Alpha", 10, date(2026, 1, 1), date(2026, 1, 2), date(2026, 5, 1), None),
        ("Beta", 20, date(2026, 2, 1), None, date(2026, 6, 1), None),
    ]


def test_months_with_plan_and_actual_under_each_become_a_row_per_month(sheet):
    one = sheet(
        [
            ["项目名称", "1月", None, "2月", None, "3月", None],
            [None, "计划", "实际", "计划", "实际", "计划", "实际"],
            ["甲", "10", "9", "10", "11", "10", "8"],
        ],
        [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 0, 4), (0, 5, 0, 6)],
        "2026年预算",
    )
    assert sorted(one.rows("budgets", "month", "budget", "actual"), key=str) == [
        (date(2026, 1, 31), 10, None), (date(2026, 1, 31), None, 9), (date(2026, 2, 28), 10, None),
        (date(2026, 2, 28), None, 11), (date(2026, 3, 31), 10, None), (date(2026, 3, 31), None, 8),
    ]  # fmt: skip


def test_a_form_in_chinese_gives_its_pairs_and_what_stands_under_numbered_headings(sheet):
    one = sheet(
        [
            ["项目月度状态报告", None, None, None], ["项目名称", "新零售平台", "项目编号", "P-9"],
            ["项目经理", "王芳", "报告日期", "2026-03-31"], ["总体状态", "黄", "完成率", "45%"],
            ["一、本月进展", None, None, None], ["完成了需求评审。", None, None, None], ["开始开发。", None, None,
                None],
            ["（二）下月计划", None, None, None], ["完成一期开发。", None, None, None],
        ],
        [(0, 0, 0, 3), (4, 0, 4, 3), (5, 0, 5, 3)],
    )  # fmt: skip
    assert one.rows("projects", "project_id", "manager", "declared_overall", "percent_complete", "highlights",
                    "next_steps") == [("P-9", "王芳", "amber", 0.45, "完成了需求评审。\n开始开发。",
                    "完成一期开发。")]  # fmt: skip


def test_a_form_in_english_keeps_every_line_and_the_table_beneath(sheet):
    one = sheet([
        ["PROJECT STATUS REPORT", None, None, None, None],
        ["Project Name:", "Apollo", None, "Project Manager:", "Li Wei"],
        ["Report Date:", "2026-03-31", None, "Overall Status:", "Amber"],
        ["Budget:", "1,200,000", None, "Actual to date:", "540,000"],
        ["Accomplishments this period", None, None, None, None], ["- design done"], ["- vendor chosen"],
        ["Next steps"], ["- start build"], [],
        ["Milestone", "Baseline", "Forecast", "Status"],
        ["Design", "2026-01-31", "2026-02-15", "Complete"], ["Build", "2026-05-31", "2026-06-15", "On track"],
    ])  # fmt: skip
    assert one.rows("projects", *PLAIN, "actual_cost", "highlights", "next_steps") == [
        ("Apollo", 1_200_000, 540_000, "- design done\n- vendor chosen", "- start build"),
    ]  # fmt: skip
    assert one.rows("milestones", "project_name", "milestone_name", "forecast_date") == [
        ("Apollo", "Design", date(2026, 2, 15)), ("Apollo", "Build", date(2026, 6, 15)),
    ]  # fmt: skip


def test_a_rating_is_a_level_in_words_and_a_score_in_figures_and_a_likelihood_in_words_is_a_score(sheet):
    head = ["Risk ID", "Project", "Description", "Likelihood", "Impact", "Rating"]
    words = sheet([head, ["R1", "Alpha", "Late", "High", "4 - Major", "H"], ["R2", "Alpha", "Dear", "Rare", "M", "M"],
                   ["R3", "Beta", "Lost", "Low (1)", "Catastrophic", "Low"], ["R4", "Beta", "Odd", "soon", "2", "L"]])
    assert words.rows("risks", "probability_score", "impact_score", "score", "level") == [
        (4, 4, None, "high"), (1, 3, None, "medium"), (1, 5, None, "low"), (None, 2, None, "low")]  # fmt: skip
    figures = sheet([head, ["R1", "Alpha", "Late", "4", "4", "16"], ["R2", "Alpha", "Dear", "1", "3", "3"]])
    assert figures.rows("risks", "probability_score", "score", "level") == [(4, 16, None), (1, 3, None)]
    chinese = sheet([["序号", "项目名称", "风险描述", "发生概率", "影响程度", "风险等级"],
                     ["1", "甲", "供货延迟", "高", "严重", "重大"], ["2", "乙", "人员流失", "较低", "一般", "一般"]])
    assert chinese.rows("risks", "probability", "probability_score", "impact_score", "level") == [
        (None, 4, 4, "very_high"), (None, 2, 3, "medium")]  # fmt: skip


def test_a_status_of_lights_is_the_overall_light_and_one_of_states_the_state(sheet):
    def lights(header, *texts):
        one = sheet([["Project", header], *([f"P{place}", text] for place, text in enumerate(texts))])
        return one.rows("projects", "declared_overall", "state"), [text for _, text, _ in one.problems()]

    named = [("green", None), ("amber", None), ("red", None)]
    assert lights("Status", "On track", "At risk", "Delayed") == (named, [])
    assert lights("状态", "正常", "预警", "延期") == (named, [])
    assert lights("Status", "On track", "Amber - late", "Red (↑)", "On hold") == ([*named, (None, None)], ["On hold"])
    assert lights("状态", "正常", "预警", "滞后", "已完成") == ([*named, (None, None)], ["已完成"])
    assert lights("Status", "In progress", "Delayed", "Complete") == (
        [(None, "active"), (None, "active"), (None, "closed")], [])  # fmt: skip


def test_a_probability_on_a_scale_of_five_is_a_score_and_a_share_is_a_share(sheet):
    head = ["Risk ID", "Project", "Risk", "Probability", "Impact"]
    scored = sheet([head, ["R1", "Alpha", "Late", "3", "4"], ["R2", "Beta", "Dear", "5", "2"]])
    assert scored.rows("risks", "probability", "probability_score", "impact_score") == [(None, 3, 4), (None, 5, 2)]
    shares = sheet([head, ["R1", "Alpha", "Late", "0.3", "4"], ["R2", "Beta", "Dear", "1", "2"]])
    assert shares.rows("risks", "probability", "probability_score") == [(0.3, None), (1, None)]


@pytest.mark.parametrize("word", ["Legend", "RAG key:", "图例"])
def test_a_legend_under_a_table_is_no_list_of_projects(sheet, word):
    one = sheet([["Project name", "RAG", "Budget"], ["Alpha", "G", "1"], ["Beta", "R", "2"], [], [word],
                 ["G", "On track"], ["A", "At risk"], ["R", "Off track"]])  # fmt: skip
    assert one.rows("projects", *PLAIN) == [("Alpha", 1), ("Beta", 2)]
    assert one.aside() == [(row, "heading") for row in range(5, 9)]


def test_an_issue_list_of_one_row_changes_no_manager(sheet):
    one = sheet([["Project name", "PM", "Budget"], ["Alpha", "Li", "100"], [], ["Table 2: Issues"],
                 ["Issue", "Owner", "Project"], ["No crane", "Bo", "Alpha"]])  # fmt: skip
    assert one.rows("projects", "project_name", "manager") == [("Alpha", "Li")]
    assert one.rows("issues", "issue_name", "owner", "project_name") == [("No crane", "Bo", "Alpha")]


def test_a_blank_column_of_lights_is_noted_where_colours_are_not_read(loaded):
    page = "<table><tr><td>Project name<td>RAG<td>Budget<tr><td>Alpha<td>{}<td>1<tr><td>Beta<td><td>2</table>"
    told = [loaded(page.format(light).encode(), "t.xls", period=MARCH).findings for light in ("", "G")]
    blank, filled = (found[found["action"] == "reading.colours_unread"] for found in told)
    assert blank[["field", "text"]].to_numpy().tolist() == [["declared_overall", "RAG"]]
    assert filled.empty
    book = loaded(book_of(S=[["Project name", "RAG"], ["Alpha", None], ["Beta", None]]), "t.xlsx", period=MARCH)
    assert "reading.colours_unread" not in set(book.findings["action"])


def test_a_list_of_receipts_is_one_of_payments_and_adds_nothing_up_in_secret(sheet):
    one = sheet([["合同编号", "项目名称", "回款节点", "计划回款日期", "实际回款日期", "回款金额(万元)"],
                 ["HT1", "甲", "预付款", "2026-01-10", "2026-01-12", "100"],
                 ["HT1", "甲", "验收款", "2026-06-10", None, "50"]])  # fmt: skip
    assert one.rows("milestones", "project_name", "milestone_name", "baseline_date", "actual_date",
        "payment_amount") == [
        ("甲", "预付款", date(2026, 1, 10), date(2026, 1, 12), Decimal(1_000_000)),
        ("甲", "验收款", date(2026, 6, 10), None, Decimal(500_000)),
    ]  # fmt: skip


def test_rows_of_which_are_a_part_of_the_row_above_and_no_projects(sheet):
    one = sheet([
        ["项目名称", "负责人", "预算"], ["甲", "李", "100"], ["其中：设备费", None, "70"], ["乙", "王", "200"],
        ["合计", None, "300"], ["其 中：设备费", None, "120"], ["　　人工费", None, "180"],
    ])  # fmt: skip
    assert one.rows("projects", *PLAIN) == [("甲", 100), ("乙", 200)]
    assert one.aside() == [(3, "part"), (5, "total"), (6, "part"), (7, "part")]
    assert one.problems() == []


def test_a_part_does_not_disturb_the_subtotal_and_a_project_with_more_to_say_is_none(sheet):
    one = sheet([
        ["Project", "Manager", "Status", "Budget"], ["Alpha", "Li", "Open", "100"], ["Subtotal", None, None, "100"],
        ["Beta", "Wu", "Open", "200"], ["of which: equipment", None, None, "60"], ["Gamma", "Bo", "Open", "50"],
        ["Subtotal", None, None, "250"], ["Of which phase 2", "Ann", "Open", "7"], ["Of whichever", None, None, "5"],
    ])  # fmt: skip
    assert one.rows("projects", "project_name", "budget_at_completion") == [
        ("Alpha", 100), ("Beta", 200), ("Gamma", 50), ("Of which phase 2", 7), ("Of whichever", 5),
    ]  # fmt: skip
    assert one.aside() == [(3, "total"), (5, "part"), (7, "total")]
    assert one.problems() == []


def test_parts_count_where_the_total_of_their_project_is_set_aside(sheet):
    one = sheet(
        [["项目名称", "费用类型", "2026-01", "2026-02", "2026-03"], ["甲", "合计", "10", "20", "30"],
         [None, "其中：设备", "6", "12", "20"], [None, "人工", "4", "8", "10"]],
        [(1, 0, 3, 0)], "预算",
    )  # fmt: skip
    assert one.rows("budgets", "cost_type", "budget")[:2] == [("其中：设备", 6), ("人工", 4)]
    assert one.aside() == [(2, "total")]
