"""Reports of several months in one table: each is the report of its month, across the columns or in rows."""

from datetime import date
from decimal import Decimal

import pytest

from pmo_analytics.importing import reader
from pmo_analytics.importing.identity import KnownProjects
from pmo_analytics.importing.said import Said
from pmo_analytics.importing.sheets import Grid
from tests.importing.trial import SETTINGS, typed

JANUARY, FEBRUARY, MARCH = date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)
MONTHS, ZH = ["Jan-26", "Feb-26", "Mar-26"], ["2026年1月", "2026年2月", "2026年3月"]


@pytest.fixture
def history(desk):
    """history(rows, name): what a file of March 2026 would bring whose load names no month."""

    def read(rows, name="Sheet1"):
        grids = [Grid.from_rows(name, rows)]
        return typed(desk, reader.understood(grids, "t-2026-03.xlsx", "0" * 64, 1, Said(), SETTINGS, KnownProjects()))

    return read


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("Progress", [["Project", "Year", "Month", "% complete"], ["A", "2026", "1", "10%"], ["A", "2026", "2", "25%"],
                      ["B", "2026", "1", "50%"]]),
        ("Sheet1", [["Project", "Year", "Month", "% complete"], ["A", "2026", "January", "0.1"],
                    ["A", "2026", "February", "0.25"], ["B", "2026", "January", "0.5"]]),
        ("进度", [["项目名称", "年度", "月份", "完成率"], ["A", "2026年", "1月", "10%"], ["A", "2026年", "2月", "25%"],
                ["B", "2026年", "1月", "50%"]]),
    ],
)  # fmt: skip
def test_progress_in_a_row_for_each_month_is_the_report_of_that_month(history, name, rows):
    one = history(rows, name)
    assert one.rows("projects", "project_id", "period", "percent_complete") == [
        ("A", JANUARY, 0.1), ("A", FEBRUARY, 0.25), ("B", JANUARY, 0.5),
    ]  # fmt: skip
    assert set(one.typed) == {"projects"}
    assert ("C1", rows[0][2], "layout.month_reported_in") in one.problems()


@pytest.mark.parametrize(
    ("name", "head", "amount"),
    [
        ("Sheet1", ["Project", "Year", "Month", "Budget", "% complete"], "budget"),
        ("预算执行", ["项目名称", "年度", "月份", "预算", "完成率"], "budget"),
        ("Sheet1", ["Project", "Year", "Month", "Actual", "Remarks"], "actual"),
    ],
)
def test_money_of_months_stays_money(history, name, head, amount):
    one = history([head, ["A", "2026", "1", "100", "10%"], ["A", "2026", "2", "300", "25%"]], name)
    assert one.rows("budgets", "month", amount) == [(JANUARY, 100), (FEBRUARY, 300)]
    assert set(one.typed) == {"budgets"}


@pytest.mark.parametrize(
    ("name", "months", "lights"),
    [
        ("RAG history", [f"{month} RAG" for month in MONTHS], ["Green", "A", "Red"]),
        ("RAG trend", MONTHS, ["G", "Amber", "R"]),
        ("健康度", ZH, ["绿", "黄", "红"]),
        ("Sheet1", ["1月状态灯", "2月状态灯", "3月状态灯"], ["绿", "黄", "红"]),
    ],
)
def test_a_light_under_each_month_is_the_light_of_that_month(history, name, months, lights):
    one = history([["Project", "Manager", *months], ["A", "Li", *lights], ["B", "Wu", *lights]], name)
    assert one.rows("projects", "project_id", "manager", "period", "declared_overall")[::2] == [
        ("A", "Li", JANUARY, "green"), ("A", "Li", FEBRUARY, "amber"), ("A", "Li", MARCH, "red"),
    ]  # fmt: skip
    assert ("C1", months[0], "layout.one_report") in one.problems()


def test_pv_ev_and_ac_under_each_month_are_reports_and_the_curve(history):
    heads = [f"{month} {what}" for month in MONTHS for what in ("PV", "EV", "AC")]
    one = history([["Project", *heads], ["A", "100", "90", "95", "200", "180", "190", "300", "280", "290"]], "EV (£k)")
    merged = {}
    for row in one.said("projects"):
        merged.setdefault(row["period"], {}).update(row)
    fields = ("planned_value", "earned_value", "actual_cost")
    assert {month: tuple(row[name] for name in fields) for month, row in merged.items()} == {
        JANUARY: (100_000, 90_000, 95_000), FEBRUARY: (200_000, 180_000, 190_000), MARCH: (300_000, 280_000, 290_000),
    }  # fmt: skip
    assert one.rows("baseline_periods", "month", "planned_value") == [
        (JANUARY, Decimal(100_000)), (FEBRUARY, Decimal(200_000)), (MARCH, Decimal(300_000)),
    ]  # fmt: skip


def test_pv_that_falls_is_of_each_month_alone(history):
    heads = [f"{month} {what}" for month in MONTHS for what in ("PV", "EV")]
    one = history([["Project", *heads], ["A", "100", "90", "60", "50", "80", "70"]], "EV")
    assert one.rows("projects", "period", "earned_value_this_period")[3:] == [
        (JANUARY, 90), (FEBRUARY, 50), (MARCH, 70)
    ]  # fmt: skip


def test_what_stands_beside_the_months_without_one_is_kept_with_a_warning(history):
    head = ["Project", "% complete", "BAC", "Jan-26 RAG", "Jan-26 Budget", "Feb-26 RAG", "Feb-26 Budget", "Mar-26 RAG",
            "Mar-26 Budget"]  # fmt: skip
    one = history([head, ["A", "40%", "500", "G", "10", "A", "20", "R", "30"]])
    assert one.rows("projects", "period", "declared_overall", "budget_at_completion", "percent_complete") == [
        (JANUARY, "green", 500, None), (FEBRUARY, "amber", 500, None), (MARCH, "red", 500, None),
    ]  # fmt: skip
    assert one.rows("budgets", "month", "budget") == [(JANUARY, 10), (FEBRUARY, 20), (MARCH, 30)]
    assert ("B1", "% complete", "layout.month_in_header") in one.problems()


def test_months_to_come_have_no_light_yet(history):
    one = history([["Project", "Feb-26 RAG", "Mar-26 RAG", "Apr-26 RAG"], ["A", "G", "A", "R"]])
    assert one.rows("projects", "period", "declared_overall") == [(FEBRUARY, "green"), (MARCH, "amber")]
    assert ("D2", "R", "layout.month_reported") in one.problems()


def test_months_of_no_year_are_asked_for(desk):
    grids = [Grid.from_rows("Status", [["Project", "Jan RAG", "Feb RAG"], ["A", "G", "A"], ["B", "G", "R"]])]
    reading = reader.understood(grids, "t.xlsx", "0" * 64, 1, Said(), SETTINGS, KnownProjects())
    assert [(one.nearest, one.missing, one.rows_loaded) for one in reading.tables] == [("projects", ("period",), 0)]


@pytest.mark.parametrize(
    ("name", "head", "cells"),
    [
        ("Plan", ["Project", *MONTHS], ["A", "fill:#00b050", "fill:#00b050", None]),
        ("Status", ["Project", "RAG", "Previous RAG", "Jan-26 Budget"], ["A", "G", "A", "10"]),
        ("Curve", ["Project", *(f"{month} PV" for month in MONTHS)], ["A", "1", "2", "3"]),
    ],
    ids=["bars of a plan", "no months of lights", "planned value alone"],
)
def test_what_only_looks_like_reports_of_months_stays_as_it_is(history, name, head, cells):
    one = history([head, cells, ["B", *cells[1:]]], name)
    assert "layout.one_report" not in {expected for *_, expected in one.problems()}
    assert {row["period"] for row in one.typed.get("projects", [])} <= {MARCH}


@pytest.mark.parametrize(
    ("name", "measure", "cells", "field", "told"),
    [
        ("Cost", "AC", ["100", "120", "90"], "actual_cost_this_period", [100, 120, 90]),
        ("预算执行", "ACWP", ["100", "120", "190"], "actual_cost", [100, 120, 190]),
        ("Budget", "EAC", ["900", "950", "940"], "manager_estimate_at_completion", [900, 950, 940]),
        ("Cost", "CPI", ["0.9", "0.95", "1.1"], "reported_cost_performance_index", [0.9, 0.95, 1.1]),
        ("KPI", "SPI", ["0.9", "0.95", "1.1"], "reported_schedule_performance_index", [0.9, 0.95, 1.1]),
        ("Forecasts", "Forecast finish", ["2026-06-01", "2026-07-01", "2026-08-01"], "forecast_finish",
         [date(2026, 6, 1), date(2026, 7, 1), date(2026, 8, 1)]),
    ],
)  # fmt: skip
def test_a_measure_that_headers_name_is_of_each_month_whatever_the_sheet_is_called(
    history, name, measure, cells, field, told
):
    one = history([["Project", "BAC", *(f"{measure} {month}" for month in MONTHS)], ["A", "1000", *cells]], name)
    assert set(one.typed) == {"projects"}
    assert one.rows("projects", "period", "budget_at_completion", field) == [
        (month, 1000, figure) for month, figure in zip((JANUARY, FEBRUARY, MARCH), told, strict=True)
    ]  # fmt: skip
    assert ("C1", f"{measure} Jan-26", "layout.one_report") in one.problems()


def test_actual_cost_of_three_months_stays_the_cost_of_each_and_dates_of_milestones_theirs(history):
    one = history([["Project", *(f"Actual cost {month}" for month in MONTHS)], ["A", "100", "120", "90"]], "Cost")
    assert one.rows("budgets", "month", "actual") == [(JANUARY, 100), (FEBRUARY, 120), (MARCH, 90)]
    assert set(one.typed) == {"budgets"}
    mixed = history([["Project", "AC Jan-26", "AC Feb-26", "Forecast Mar-26", "Forecast Apr-26"],
                     ["A", "100", "120", "90", "30"]], "Cost")  # fmt: skip
    assert [row[1:] for row in mixed.rows("budgets", "month", "actual", "forecast")] == [
        (100, None), (120, None), (None, 90), (None, 30),
    ]  # fmt: skip
    dates = ["2026-06-01", "2026-07-01"]
    head = ["Project", "Milestone", "Forecast finish Jan-26", "Forecast finish Feb-26"]
    listed = history([head, ["A", "Go live", *dates], ["B", "Go live", *dates]], "Milestones")
    assert set(listed.typed) == {"milestones"}


def test_a_measure_of_several_rows_of_a_project_is_no_kind_of_its_sheet(history):
    head, rows = ["Project", "Cost type"], [["A", "Labour", "100", "120", "90"], ["A", "Other", "1", "2", "3"]]
    spent = history([[*head, *(f"AC {month}" for month in MONTHS)], *rows], "Cost")
    assert spent.rows("budgets", "cost_type", "month", "actual", "budget")[:2] == [
        ("Labour", JANUARY, 100, None), ("Other", JANUARY, 1, None),
    ]  # fmt: skip
    estimated = history([[*head, *(f"EAC {month}" for month in MONTHS)], *rows], "Cost")
    assert all(row.get("budget") is None for row in estimated.typed["budgets"])


@pytest.mark.parametrize(
    "rows",
    [
        [["Project", "Year", "Month", "% complete"], ["A", "2026", "1", "10%"], ["A", "2026", "2", "25%"]],
        [["專案名稱", "年度", "月份", "完成率"], ["A", "115", "1", "10%"], ["A", "115", "2", "25%"]],
        [["Project", "Reporting period", "RAG", "% complete"], ["A", "2026-01", "G", "10%"],
         ["A", "2026-02", "G", "25%"]],
        [["Project", "Month", "Indicator", "Value"], ["A", "2026-01", "% complete", "10%"],
         ["A", "2026-01", "Budget", "9"], ["A", "2026-02", "% complete", "25%"], ["A", "2026-02", "Budget", "9"]],
    ],
    ids=["months beside years", "years of the Republic", "reporting periods", "indicators in rows"],
)  # fmt: skip
def test_months_that_rows_name_are_kept_where_one_is_given_for_the_load(sheet, rows):
    one = sheet(rows, name="Progress")
    told = [row for row in one.rows("projects", "period", "percent_complete") if row[1]]
    assert told == [(JANUARY, 0.1), (FEBRUARY, 0.25)]
    assert ("", "2026-03", "layout.period_disagrees") in one.problems()


def test_one_month_of_each_project_gives_way_to_the_one_that_is_given(sheet):
    one = sheet([["Project", "Reporting period", "% complete"], ["A", "2026-01", "10%"], ["B", "2026-02", "25%"]])
    assert one.rows("projects", "period", "percent_complete") == [(MARCH, 0.1), (MARCH, 0.25)]


@pytest.mark.parametrize(("name", "months"), [("Progress", MONTHS), ("进度", ZH), ("% complete", MONTHS)])
def test_shares_under_months_on_a_sheet_of_progress_are_what_is_done(history, name, months):
    one = history([["Project", "PM", *months], ["A", "Li", "0.1", "0.25", "0.4"], ["B", "Wu", "50%", "55%", "1"]], name)
    assert one.rows("projects", "project_id", "period", "percent_complete") == [
        ("A", JANUARY, 0.1), ("B", JANUARY, 0.5), ("A", FEBRUARY, 0.25), ("B", FEBRUARY, 0.55), ("A", MARCH, 0.4),
        ("B", MARCH, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "cell"), [("Planned progress", "0.1"), ("Progress", "120"), ("Sheet1", "0.1")])
def test_figures_under_months_of_anything_else_are_no_progress(history, name, cell):
    one = history([["Project", "PM", *MONTHS], ["A", "Li", cell, cell, cell], ["B", "Wu", cell, cell, cell]], name)
    assert not any(row.get("percent_complete") for row in one.typed.get("projects", []))
