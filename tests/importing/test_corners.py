"""Tables whose fields run down under a heading that says no more than that: 指标名称, Indicator, Item."""

from datetime import date

import pytest

from tests.importing.exports import book_of
from tests.importing.trial import MARCH

CHINESE = ["指标名称", "指标", "指标项", "考核指标", "指标/项目", "项目\\指标", "字段名称", "內容", "指標名稱"]
ENGLISH = ["Indicator", "Item", "Indicator name", "Key indicators", "Metric", "KPI", "Item / Project", "Data item"]


@pytest.mark.parametrize("corner", CHINESE)
def test_projects_across_the_columns_under_a_corner_in_chinese(sheet, corner):
    one = sheet([
        [corner, "甲", "乙", "丙"], ["项目经理", "李", "王", "张"], ["预算(万元)", "100", "250", "30"],
        ["完成率", "50%", "28%", "10%"], ["健康度", "绿", "红", "黄"],
        ["计划完成时间", "2026-05-01", "2026-06-01", None],
    ])  # fmt: skip
    assert one.rows("projects", "project_name", "manager", "budget_at_completion", "percent_complete",
                    "declared_overall", "baseline_finish") == [
        ("甲", "李", 1_000_000, 0.5, "green", date(2026, 5, 1)),
        ("乙", "王", 2_500_000, 0.28, "red", date(2026, 6, 1)), ("丙", "张", 300_000, 0.1, "amber", None),
    ]  # fmt: skip
    assert (one.aside(), one.problems()) == ([], [])


@pytest.mark.parametrize("corner", ENGLISH)
def test_projects_across_the_columns_under_a_corner(sheet, corner):
    one = sheet([
        [corner, "Alpha", "Beta", "Gamma"], ["Project manager", "Li", "Wu", "Bo"], ["Budget", "100", "250", "30"],
        ["% complete", "50%", "28%", "10%"], ["RAG", "G", "R", "A"],
    ])  # fmt: skip
    assert one.rows("projects", "project_name", "manager", "budget_at_completion", "percent_complete",
                    "declared_overall") == [
        ("Alpha", "Li", 100, 0.5, "green"), ("Beta", "Wu", 250, 0.28, "red"), ("Gamma", "Bo", 30, 0.1, "amber"),
    ]  # fmt: skip
    assert (one.aside(), one.problems()) == ([], [])


def test_the_indicators_of_benefits_are_no_projects(loaded):
    rows = [["指标名称", "甲", "乙", "丙"], ["基线值", "1", "2", "3"], ["目标值", "5", "6", "7"],
            ["实际值", "2", "3", "4"]]  # fmt: skip
    one = loaded(book_of(S=rows), "t.xlsx", period=MARCH, project="丁")
    assert one.rows("benefits", "project_name", "benefit_name", "target_value") == [
        ("丁", "甲", 5.0), ("丁", "乙", 6.0), ("丁", "丙", 7.0)
    ]  # fmt: skip


@pytest.mark.parametrize("header", ["Indicator", "Item", "Metric name", "KPI"])
def test_a_column_of_that_name_in_a_table_of_rows_turns_nothing(sheet, header):
    one = sheet([["Project name", header, "Budget", "Actual cost"], ["Alpha", "Uptime", "100", "90"],
                 ["Beta", "Cost", "70", "20"]])  # fmt: skip
    assert one.rows("projects", "project_name", "budget_at_completion", "actual_cost") == [
        ("Alpha", 100, 90), ("Beta", 70, 20)
    ]  # fmt: skip
