"""Quarters across the columns: points of a planned curve, and amounts that nobody splits into months."""

from dataclasses import replace
from datetime import date

import pytest

from pmo_analytics.importing import reader
from pmo_analytics.importing.fiscal_years import FiscalYear
from pmo_analytics.importing.identity import KnownProjects
from pmo_analytics.importing.quarters import quarter_in
from pmo_analytics.importing.said import Said
from pmo_analytics.importing.sheets import Grid
from tests.importing.trial import MARCH, SETTINGS

JUNE, DECEMBER = date(2026, 6, 30), date(2026, 12, 31)
KEPT = ("layout.months_or_year",)


@pytest.mark.parametrize(
    ("text", "quarter"),
    [
        ("2026 Q1", (1, 2026, None, "")), ("Q3 2026", (3, 2026, None, "")), ("2026Q2", (2, 2026, None, "")),
        ("2026年一季度", (1, 2026, None, "")), ("第四季度", (4, None, None, "")),
        ("3季度预算", (3, None, None, "预算")),
        ("Budget Q2", (2, None, None, "budget")), ("FY26 Q1", (1, None, FiscalYear(2026, False), "")),
        ("2nd Quarter 2026 Actual", (2, 2026, None, "actual")), ("Ｑ４", (4, None, None, "")),
        ("Q1 - Q2", None), ("FAQ1", None), ("Q12", None), ("季度", None), ("2026-03", None),
    ],
)  # fmt: skip
def test_a_header_names_a_quarter_its_year_and_what_is_measured(text, quarter):
    found = quarter_in(text)
    assert (found and (found.number, found.year, found.fiscal, found.name)) == quarter


@pytest.mark.parametrize(
    "head", [["一季度", "二季度", "四季度"], ["2026 Q1", "2026 Q2", "2026 Q4"], ["Q1 2026", "Q2 2026", "Q4 2026"]]
)
def test_planned_value_by_quarter_has_its_points_at_the_quarters_ends(sheet, head):
    rows = [["2026年 单位：万元"], ["项目名称", *head], ["甲", "10", "20", "40"], ["乙", "1", "2", None]]
    one = sheet(rows, name="计划价值")
    assert one.rows("baseline_periods", "project_name", "month", "planned_value") == [
        ("甲", MARCH, 100_000), ("乙", MARCH, 10_000), ("甲", JUNE, 200_000), ("乙", JUNE, 20_000),
        ("甲", DECEMBER, 400_000),
    ]  # fmt: skip
    assert one.problems() == []


def test_planned_value_of_each_quarter_alone_adds_up_at_its_end(sheet):
    one = sheet([["Project", "2026 Q1", "2026 Q2"], ["Alpha", "10", "5"], ["Beta", "1", "2"]], name="PV")
    assert one.rows("baseline_periods", "project_name", "month", "planned_value_this_period")[:3] == [
        ("Alpha", MARCH, 10), ("Beta", MARCH, 1), ("Alpha", JUNE, 5),
    ]  # fmt: skip


def test_quarters_of_another_fiscal_year_or_without_a_year_are_no_months():
    rows = [["Project", "2026 Q1", "2026 Q2"], ["Alpha", "10", "20"], ["Beta", "1", "2"]]
    april = replace(SETTINGS, fiscal_year_start_month=4)
    for settings, head in ((april, rows[0]), (SETTINGS, ["Project", "Q1", "Q2"])):
        grid = Grid.from_rows("PV", [head, *rows[1:]])
        found = reader.understood([grid], "t.xlsx", "0" * 64, 1, Said(period=MARCH), settings, KnownProjects())
        (table,) = found.tables
        assert [rows.entity for rows in table.entities] == ["budgets"]
        assert [note.expected for note in table.findings] == [*KEPT]


@pytest.mark.parametrize("head", [["一季度", "二季度"], ["2026 Q1", "2026 Q2"], ["FY26 Q1", "FY26 Q2"]])
def test_money_by_quarter_is_kept_as_written_and_a_warning_says_what_to_send(sheet, head):
    one = sheet([["项目名称", *head], ["甲", "10", "20"], ["乙", "1", "2"]], name="2026年预算")
    assert one.rows("budgets", "project_name", "month", "budget", "actual") == [
        ("甲", None, None, None), ("乙", None, None, None),
    ]  # fmt: skip
    assert one.typed["budgets"][0]["extra"] == f'{{"{head[0]}":"10","{head[1]}":"20"}}'
    assert one.problems() == [("B1", f"{head[0]} – {head[1]}", *KEPT)]
    assert set(one.findings["severity"]) == {"warning"}


def test_quarters_beside_what_is_known_of_a_project_change_nothing_of_it(sheet):
    one = sheet([["Project", "Manager", "Budget", "Q1 2026 budget", "Q2 2026 budget"],
                 ["Alpha", "Ann", "30", "10", "20"], ["Beta", "Bo", "5", "2", "3"]])  # fmt: skip
    assert one.rows("projects", "project_name", "manager", "budget_at_completion") == [
        ("Alpha", "Ann", 30), ("Beta", "Bo", 5),
    ]  # fmt: skip
    assert one.problems() == [("D1", "Q1 2026 budget – Q2 2026 budget", *KEPT)]


def test_quarters_beside_months_are_their_subtotals(sheet):
    one = sheet([["项目名称", "1月", "2月", "3月", "一季度", "4月", "5月", "6月", "二季度"],
                 ["甲", "1", "2", "3", "6", "4", "5", "6", "15"]], name="2026年预算")  # fmt: skip
    assert sum(row[0] for row in one.rows("budgets", "budget")) == 21
    assert one.problems() == []


def test_lines_of_earned_value_by_quarter_are_reports_of_the_quarters_ends(sheet):
    rows = [["Project: Alpha"], ["Metric", "2025 Q4", "2026 Q1", "2026 Q2"], ["PV", "10", "20", "30"],
            ["EV", "9", "18", None], ["AC", "8", "19", None]]  # fmt: skip
    one = sheet(rows, name="EVM")
    earned = [row for row in one.rows("projects", "period", "earned_value") if row[1] is not None]
    assert earned == [(date(2025, 12, 31), 9), (MARCH, 18)]
    assert one.rows("baseline_periods", "month", "planned_value")[2] == (JUNE, 30)
    rows[2] = ["PV", "10", "20", "5"]
    assert sheet(rows, name="EVM").table.entities == ()
