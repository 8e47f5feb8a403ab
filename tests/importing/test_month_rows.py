"""Money in a row for each month of a project is that month's alone; reports of a project month by month are not."""

from datetime import date
from decimal import Decimal

import pytest

from pmo_analytics.importing import reader
from pmo_analytics.importing.identity import KnownProjects
from pmo_analytics.importing.said import Said
from pmo_analytics.importing.sheets import Grid
from tests.importing.trial import MARCH, SETTINGS, typed

HEAD = ["Project", "Month", "Budget", "Actual", "Forecast"]
ROWS = [["Atlas", "Jan-26", "10", "9", "9"], ["Atlas", "Feb-26", "12", "11", "11.5"],
        ["Borealis", "Jan-26", "20", "19", "21"], ["Borealis", "Mar-26", "20", None, "22"]]  # fmt: skip
JANUARY, FEBRUARY = date(2026, 1, 31), date(2026, 2, 28)
MONEY = ("project_name", "month", "budget", "actual", "forecast")
NOTE = "layout.month_reported_in"


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("Budgets", HEAD), ("Finance 2026", HEAD), ("Sheet1", HEAD), ("预算", ["项目", "月份", "预算", "实际", "预测"]),
        ("Sheet1", ["项目名称", "所属月份", "预算金额", "实际支出", "预计支出"]),
        ("Spend", ["Project name", "Period", "Budget (k)", "Actual cost", "Latest forecast"]),
    ],
)  # fmt: skip
def test_a_row_for_each_project_and_month_is_money_of_the_month(sheet, name, head):
    one = sheet([head, *ROWS], name=name)
    assert set(one.typed) == {"budgets"}
    assert one.rows("budgets", *MONEY) == [
        ("Atlas", JANUARY, 10, 9, 9), ("Atlas", FEBRUARY, 12, 11, Decimal("11.5")),
        ("Borealis", JANUARY, 20, 19, 21), ("Borealis", MARCH, 20, None, 22),
    ]  # fmt: skip
    assert {period for (period,) in one.rows("budgets", "period")} == {MARCH}
    assert one.problems() == [("B1", head[1], NOTE)]
    assert set(one.findings["severity"]) == {"note"}


def test_a_unit_and_a_kind_of_cost_stay_with_the_months(sheet):
    rows = [["项目", "月份", "费用类型", "预算(万元)", "实际(万元)"], ["甲", "2026年1月", "人工", "1.5", "1.2"],
            ["甲", "2026年1月", "设备", "3", None], ["甲", "2026年2月", "人工", "1.5", "1.6"]]  # fmt: skip
    assert sheet(rows).rows("budgets", "project_name", "month", "cost_type", "budget", "actual") == [
        ("甲", JANUARY, "人工", 15_000, 12_000), ("甲", JANUARY, "设备", 30_000, None),
        ("甲", FEBRUARY, "人工", 15_000, 16_000),
    ]  # fmt: skip


def test_the_months_of_the_one_project_above_them(sheet):
    one = sheet([["Project: Apollo"], ["Month", "Budget", "Actual", "Forecast"], ["Jan-26", "10", "9", "9"],
                 ["Feb-26", "10", "9", "8"]], name="Apollo")  # fmt: skip
    assert one.rows("budgets", *MONEY) == [("Apollo", JANUARY, 10, 9, 9), ("Apollo", FEBRUARY, 10, 9, 8)]
    assert one.problems() == [("A2", "Month", NOTE)]


@pytest.mark.parametrize("corner", [None, "Metric", "指标"])
def test_months_across_a_table_on_its_side_are_no_projects(desk, corner):
    table = [[corner, "Jan-26", "Feb-26", "Mar-26"], ["Budget", "10", "11", "12"], ["Actual", "9", "10", None]]
    grids = [Grid.from_rows(name, table) for name in ("Atlas", "Borealis")]
    found = reader.understood(grids, "t.xlsx", "0" * 64, 1, Said(period=MARCH), SETTINGS, KnownProjects())
    one = typed(desk, found)
    assert one.rows("budgets", "project_name", "month", "budget", "actual") == [
        (name, *row) for name in ("Atlas", "Borealis")
        for row in ((JANUARY, 10, 9), (FEBRUARY, 11, 10), (MARCH, 12, None))
    ]  # fmt: skip
    assert set(one.typed) == {"budgets"}


REPORTS = [["Atlas", "2026-01", "100", "10", "98"], ["Atlas", "2026-02", "100", "25", "99"],
           ["Borealis", "2026-01", "50", "0", "50"], ["Borealis", "2026-02", "50", "12", "51"]]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "head", "rows"),
    [
        ("Sheet1", [*HEAD, "RAG"], [[*row, light] for row, light in zip(ROWS, "GARG", strict=True)]),
        ("Sheet1", [*HEAD, "% complete"], [[*row, "40%"] for row in ROWS]),
        ("Sheet1", [HEAD[0], "Reporting month", *HEAD[2:]], ROWS),
        ("Projects", HEAD, ROWS),
        ("Budgets", HEAD, REPORTS),
        ("Budgets", HEAD, [ROWS[0], ROWS[2]]),
    ],
    ids=["a light", "progress", "months of reporting", "a sheet of projects", "what adds up", "one row a project"],
)
def test_reports_on_projects_month_by_month_stay_reports(sheet, name, head, rows):
    one = sheet([head, *rows], name=name)
    assert set(one.typed) == {"projects"}
    assert one.rows("projects", "project_name", "budget_at_completion", "actual_cost") == [
        (row[0], int(row[2]), row[3] and int(row[3])) for row in rows
    ]
    assert NOTE not in set(one.findings["expected"])


def test_reports_stay_reports_where_one_budget_was_changed_meanwhile(sheet):
    rows = [["甲", "2026-01", "100", "10", "98"], ["甲", "2026-02", "100", "60", "99"],
            ["甲", "2026-03", "120", "80", "118"], *[["乙", *row[1:]] for row in REPORTS[2:]]]  # fmt: skip
    one = sheet([["项目", "月份", "预算", "实际", "预测"], *rows])
    assert set(one.typed) == {"projects"}


def test_a_project_named_at_its_first_month_only_is_that_of_the_months_below(sheet):
    rows = [ROWS[0], [None, *ROWS[1][1:]], ROWS[2], [None, *ROWS[3][1:]]]
    one = sheet([HEAD, *rows], name="Spend")
    assert one.rows("budgets", "project_name", "month", "budget") == [
        ("Atlas", JANUARY, 10), ("Atlas", FEBRUARY, 12), ("Borealis", JANUARY, 20), ("Borealis", MARCH, 20),
    ]  # fmt: skip
    assert set(one.typed) == {"budgets"} and one.aside() == []


def test_a_planned_curve_in_rows_stays_a_curve(sheet):
    one = sheet([["Project", "Month", "Planned value"], ["Atlas", "Jan-26", "10"], ["Atlas", "Feb-26", "20"]])
    assert one.rows("baseline_periods", "month", "planned_value") == [(JANUARY, 10), (FEBRUARY, 20)]
