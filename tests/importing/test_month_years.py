"""Months in rows that name no year have the one told beside them, on the sheet or by the file; else it is asked for."""

from datetime import date

import pytest

from pmo_analytics.errors import LoadRefused

JANUARY, FEBRUARY = date(2025, 1, 31), date(2025, 2, 28)
MONEY = [("10", "9"), ("12", "11"), ("20", "19"), ("20", "12")]
LOADED = [("Atlas", JANUARY, 10, 9), ("Atlas", FEBRUARY, 12, 11), ("Borealis", JANUARY, 20, 19),
          ("Borealis", FEBRUARY, 20, 12)]  # fmt: skip
FIELDS = ("project_name", "month", "budget", "actual")


def rows_of(first, second, *beside):
    projects = ("Atlas", "Atlas", "Borealis", "Borealis")
    months = (first, second) * 2
    return [[name, *beside, month, *money] for name, month, money in zip(projects, months, MONEY, strict=True)]


@pytest.mark.parametrize(
    ("name", "file", "title"),
    [("Budget 2025", "t.xlsx", None), ("Sheet1", "Budget 2025.xlsx", None), ("Sheet1", "t.xlsx", "Money of 2025"),
     ("Budget 2025", "Budget 2026.xlsx", None)],
)  # fmt: skip
@pytest.mark.parametrize(
    ("head", "months"),
    [(["Project", "Month", "Budget", "Actual"], ("Jan", "February")),
     (["项目", "月份", "预算", "实际"], ("1月", "2月"))],
)  # fmt: skip
def test_the_year_of_the_sheet_or_of_the_file_is_that_of_its_months(sheet, name, file, title, head, months):
    above = [[title], [None]] if title else []
    one = sheet([*above, head, *rows_of(*months)], name=name, file=file)
    assert one.rows("budgets", *FIELDS) == LOADED and set(one.typed) == {"budgets"}
    assert {expected for *_, expected in one.problems()} == {"layout.month_reported_in"}


@pytest.mark.parametrize(("year", "header"), [("2025", "Year"), ("2025年", "年份"), ("2025", "年度")])
@pytest.mark.parametrize("months", [("Jan", "Feb"), ("1月", "2月"), ("1", "02")])
def test_the_year_in_a_column_of_its_own_goes_before_every_other(sheet, year, header, months):
    rows = rows_of(*months, year)
    rows[1][1] = None
    one = sheet([["Project", header, "Month", "Budget", "Actual"], *rows], name="Budget 2024")
    assert one.rows("budgets", *FIELDS) == LOADED


def test_months_of_several_years_have_each_their_own(sheet):
    rows = [["Atlas", "2024", "Dec", "10", "9"], ["Atlas", "2025", "Jan", "12", "11"]]
    one = sheet([["Project", "Year", "Month", "Budget", "Actual"], *rows])
    assert one.rows("budgets", "month") == [(date(2024, 12, 31),), (JANUARY,)]


def test_a_month_with_a_year_of_its_own_keeps_it(sheet):
    one = sheet([["Project", "Month", "Budget", "Actual"], *rows_of("Jan-25", "Feb-25")], name="Budget 2024")
    assert one.rows("budgets", *FIELDS) == LOADED


def test_months_of_a_year_that_nothing_tells_are_remarked_on(sheet):
    one = sheet([["Project", "Month", "Budget", "Actual"], *rows_of("Jan", "Feb")])
    assert one.rows("budgets", "month")[0] == (date(2026, 1, 31),)
    assert ("B2", "Jan", "year_from_period") in one.problems()


STATUS = [["Project", "Month", "% complete", "RAG"], ["Atlas", "Jan", "10%", "G"], ["Atlas", "Feb", "20%", "A"],
          ["Borealis", "Jan", "30%", "G"]]  # fmt: skip


def test_reports_in_several_months_without_a_year_are_refused_and_the_year_is_asked_for(sheet):
    with pytest.raises(LoadRefused) as refused:
        sheet(STATUS, name="Status")
    assert refused.value.key == "errors.year_unclear" and refused.value.details["header"] == "Month"


@pytest.mark.parametrize("rows", [[STATUS[1], STATUS[3]], [STATUS[1], ["Borealis", "Feb", "30%", "G"]]])
def test_one_report_a_project_may_leave_the_year_out(sheet, rows):
    one = sheet([STATUS[0], *rows], name="Status")
    assert one.rows("projects", "project_name", "percent_complete") == [("Atlas", 0.1), ("Borealis", 0.3)]


def test_reports_in_months_of_a_year_that_the_sheet_tells_are_loaded(sheet):
    one = sheet(STATUS, name="Status 2025")
    assert one.rows("projects", "project_name", "percent_complete") == [
        ("Atlas", 0.1), ("Atlas", 0.2), ("Borealis", 0.3),
    ]  # fmt: skip
