"""Projects in the long form: a row for each thing that is said of one."""

from datetime import date

import pytest

FIELDS = ("declared_overall", "percent_complete", "budget_at_completion", "baseline_finish")


def merged(one):
    found = {}
    for row in one.said("projects"):
        found.setdefault(row["project_id"], {}).update(row)
    return [(project, *(row.get(name) for name in FIELDS)) for project, row in found.items()]


@pytest.mark.parametrize(
    ("head", "names", "told"),
    [
        (["Project", "Indicator", "Value"], ["Status", "% complete", "Budget", "Planned finish"], "A"),
        (["Project", "Metric", "Value"], ["RAG", "Percent complete", "BAC", "Baseline finish"], None),
        (["项目名称", "指标", "数值"], ["健康度", "完成率", "预算", "计划完成日期"], "A"),
    ],
    ids=["each row names its project", "the first row names it", "in Chinese"],
)
def test_each_project_becomes_one_record(sheet, head, names, told):
    said = {"A": ["Green", "40%", "1000", "2026-09-30"], "B": ["Red", "60%", "500", "2026-08-31"]}
    rows = [[project if told or not n else None, name, value] for project, values in said.items()
            for n, (name, value) in enumerate(zip(names, values, strict=True))]  # fmt: skip
    one = sheet([head, *rows])
    assert merged(one) == [("A", "green", 0.4, 1000, date(2026, 9, 30)), ("B", "red", 0.6, 500, date(2026, 8, 31))]
    assert set(one.typed) == {"projects"}
    assert one.problems() == [("B2", names[0], "layout.one_row_a_project")]


def test_units_beside_values_count_and_an_indicator_of_nothing_is_a_warning(sheet):
    one = sheet([["项目", "指标名称", "单位", "数值"], ["甲", "预算", "万元", "100"], ["甲", "客户满意度", "分", "9"],
                 ["甲", "完成率", "%", "40"], ["乙", "预算", "万元", "50"], ["乙", "完成率", "%", "60"]])  # fmt: skip
    assert merged(one) == [("甲", None, 0.4, 1_000_000, None), ("乙", None, 0.6, 500_000, None)]
    assert ("B3", "客户满意度", "layout.indicator_of_project") in one.problems()
    assert not any("department" in row for row in one.said("projects"))


@pytest.mark.parametrize(
    ("rows", "entity"),
    [
        ([["Project", "KPI", "Value"], ["A", "Defects", "10"], ["A", "Velocity", "40"], ["B", "Defects", "3"]],
         "benefits"),
        ([["Project", "Benefit", "Indicator", "Target"], ["A", "Savings", "Budget", "10"],
          ["A", "Sales", "Actual cost", "100"]], "benefits"),
        ([["Project", "Item", "Value"], ["A", "Budget", "10"], ["A", "Budget", "20"], ["A", "Actual cost", "5"]], None),
    ],
    ids=["indicators of no project", "indicators of benefits", "an indicator said twice"],
)  # fmt: skip
def test_other_lists_of_indicators_are_no_projects(sheet, rows, entity):
    one = sheet(rows)
    assert "layout.one_row_a_project" not in {expected for *_, expected in one.problems()}
    assert entity is None or set(one.typed) == {entity}


MONTHS = ["Jan-26", "Feb-26", "Mar-26"]
ENDS = (date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("name", "cells", "field", "told"),
    [
        ("Actual cost", ["100", "200", "300"], "actual_cost", (100, 200, 300)),
        ("AC", ["100", "200", "90"], "actual_cost_this_period", (100, 200, 90)),
        ("% complete", ["0.1", "0.2", "0.3"], "percent_complete", (0.1, 0.2, 0.3)),
    ],
)
def test_an_indicator_under_months_is_the_report_of_each(sheet, name, cells, field, told):
    one = sheet([["Project", "KPI", *MONTHS], ["A", name, *cells], ["B", name, *cells]], name="KPI")
    assert set(one.typed) == {"projects"}
    assert one.rows("projects", "project_id", "period", field)[::2] == [
        ("A", month, figure) for month, figure in zip(ENDS, told, strict=True)
    ]  # fmt: skip


def test_what_was_done_counts_beside_what_was_planned(sheet):
    one = sheet([["Project", "Indicator", "Plan", "Actual"], ["A", "% complete", "0.5", "0.4"],
                 ["A", "CPI", "1", "0.9"], ["A", "Planned finish", "2026-06-01", "2026-07-01"]])  # fmt: skip
    assert merged(one) == [("A", None, 0.4, None, None)] and set(one.typed) == {"projects"}
    assert ("B4", "Planned finish", "layout.indicator_of_project") in one.problems()


@pytest.mark.parametrize(
    ("name", "rows", "entity"),
    [
        ("KPI", [["Project", "KPI", *MONTHS], ["A", "Revenue", "1", "2", "3"], ["A", "Users", "1", "2", "3"]],
         "benefits"),
        ("Benefits", [["Project", "KPI", *MONTHS], ["A", "Actual cost", "1", "2", "3"]], "benefits"),
        ("KPI", [["Project", "KPI", "Plan", "Actual"], ["A", "Revenue", "1", "2"], ["A", "Users", "1", "2"]],
         "benefits"),
        ("Cost", [["Project", "Item", *MONTHS], ["A", "Budget", "1", "2", "3"], ["A", "Actual", "1", "2", "3"]],
         "budgets"),
    ],
    ids=["of no project", "of benefits", "planned of no project", "lines of a budget"],
)  # fmt: skip
def test_months_of_other_indicators_stay_as_they_are(sheet, name, rows, entity):
    assert set(sheet(rows, name=name).typed) == {entity}
