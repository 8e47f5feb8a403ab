"""Headers that say a month and what it holds: each kind of amount by month, and no totals of the project."""

from datetime import date

import pytest

JAN, FEB, MAR, APR = (date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30))
ROWS = [["Atlas", "1", "2", "3", "4"], ["Borealis", "5", "6", None, "8"]]
FIELDS = ("project_name", "month", "budget", "actual", "forecast")


def of_atlas(one):
    return sorted((row[1:] for row in one.rows("budgets", *FIELDS) if row[0] == "Atlas"), key=str)


@pytest.mark.parametrize(
    ("name", "heads"),
    [
        ("Sheet1", ["Jan-26 Actual", "Feb-26 Actual", "Mar-26 Forecast", "Apr-26 Forecast"]),
        ("Finance", ["Actual Jan-26", "Actual Feb-26", "Forecast Mar-26", "Forecast Apr-26"]),
        ("预算", ["2026-01 实际", "2026-02 实际", "2026-03 预测", "2026-04 预测"]),
        ("2026年预算", ["1月实际", "2月实际", "3月预测", "4月预测"]),
        ("2026年预算", ["实际1月", "实际2月", "预计3月", "预计4月"]),
        ("Portfolio", ["Jan-26 (A)", "Feb-26 (A)", "Mar-26 (F)", "Apr-26 (F)"]),
        ("Sheet1", ["Jan 2026 Act", "Feb 2026 Act", "Mar 2026 Fcst", "Apr 2026 Fcst"]),
    ],
)
def test_actual_months_are_followed_by_forecast_ones(sheet, name, heads):
    one = sheet([["Project", *heads], *ROWS], name=name)
    assert set(one.typed) == {"budgets"}
    assert of_atlas(one) == [(JAN, None, 1, None), (FEB, None, 2, None), (MAR, None, None, 3), (APR, None, None, 4)]
    assert len(one.typed["budgets"]) == 7 and one.problems() == []


def test_one_forecast_month_behind_the_actual_ones_in_thousands(sheet):
    heads = ["1月实际(万元)", "2月实际(万元)", "3月预测(万元)"]
    one = sheet([["项目", *heads], ["甲", "1", "2", "3"]], name="2026年")
    assert one.rows("budgets", *FIELDS) == [
        ("甲", JAN, None, 10_000, None), ("甲", FEB, None, 20_000, None), ("甲", MAR, None, None, 30_000),
    ]  # fmt: skip


def test_a_budget_and_an_actual_of_each_month_side_by_side(sheet):
    heads = ["Jan-26 Budget", "Jan-26 Actual", "Feb-26 Budget", "Feb-26 Actual"]
    assert of_atlas(sheet([["Project", *heads], *ROWS])) == [
        (JAN, 1, None, None), (JAN, None, 2, None), (FEB, 3, None, None), (FEB, None, 4, None),
    ]  # fmt: skip


def test_forecast_months_go_on_where_the_actual_ones_run_past_december(sheet):
    heads = ["Nov Actual", "Dec Actual", "Jan Forecast", "Feb Forecast"]
    one = sheet([["2025/26"], ["Project", *heads], *ROWS])
    found = [(f"{month:%Y-%m}", actual, forecast) for month, _, actual, forecast in of_atlas(one)]
    assert found == [("2025-11", 1, None), ("2025-12", 2, None), ("2026-01", None, 3), ("2026-02", None, 4)]


def test_months_without_any_year_are_those_of_the_report_with_a_warning(sheet):
    one = sheet([["项目", "1月实际", "2月实际", "3月预测"], ["甲", "1", "2", "3"]])
    assert [row[:2] for row in one.rows("budgets", "month", "actual")] == [(JAN, 1), (FEB, 2), (MAR, None)]
    assert one.problems() == [("", f"{month}月", "year_from_period") for month in (1, 2, 3)]


def test_what_is_known_of_the_projects_stays_theirs(sheet):
    head = ["Project", "Manager", "RAG", "Budget", "Jan-26 Actual", "Feb-26 Actual", "Mar-26 Forecast"]
    one = sheet([head, ["Atlas", "Ann", "G", "100", "10", "20", "30"], ["Borealis", "Bo", "R", "90", "1", "2", "3"]])
    assert one.rows("projects", "manager", "declared_overall", "budget_at_completion", "actual_cost") == [
        ("Ann", "green", 100, None), ("Bo", "red", 90, None),
    ]  # fmt: skip
    assert of_atlas(one) == [(JAN, None, 10, None), (FEB, None, 20, None), (MAR, None, None, 30)]


def test_months_of_people_are_their_hours(sheet):
    heads = ["Name", "Project", "Jan-26 Actual", "Feb-26 Actual", "Mar-26 Forecast"]
    people = [heads, ["Ann", "Atlas", "10", "20", "30"], ["Bo", "Atlas", "5", None, "7"]]
    one = sheet(people, name="Team plan (days)")
    assert one.rows("assignments", "person_name", "month", "actual_hours", "planned_hours") == [
        ("Ann", JAN, 80, None), ("Bo", JAN, 40, None), ("Ann", FEB, 160, None), ("Ann", MAR, None, 240),
        ("Bo", MAR, None, 56),
    ]  # fmt: skip
    shares = sheet(people, name="Team FTE")
    assert shares.rows("assignments", "month", "full_time_equivalent", "actual_hours") == [
        (MAR, 30, None), (MAR, 7, None),
    ]  # fmt: skip
    assert ("C1", "Jan-26 Actual – Feb-26 Actual", "layout.kind_with_a_field") in shares.problems()


def test_benefits_by_month_are_no_budget(sheet):
    one = sheet([["Project", "Benefit", "Jan-26 Planned", "Feb-26 Planned", "Jan-26 Actual", "Feb-26 Actual"],
                 ["Atlas", "Less paper", "10", "20", "5", "15"]], name="Benefits")  # fmt: skip
    assert one.rows("benefits", "benefit_name", "month", "planned", "actual") == [
        ("Less paper", JAN, 10, None), ("Less paper", FEB, 20, None), ("Less paper", JAN, None, 5),
        ("Less paper", FEB, None, 15),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "heads",
    [["Budget Dec-25", "Forecast Mar-26"], ["Actual Mar-26", "Forecast Mar-26"],
     ["Budget Dec-25", "Actual Mar-26", "Forecast Mar-26"], ["Forecast Feb-26", "Forecast Mar-26"]],
)  # fmt: skip
def test_totals_as_they_were_known_in_a_month_are_no_months(sheet, heads):
    one = sheet([["Project", *heads], *(row[: len(heads) + 1] for row in ROWS)])
    assert set(one.typed) == {"projects"}


def test_dates_of_a_month_are_no_amounts(sheet):
    dates = ["2026-01-05", "2026-02-07", "2026-03-01"]
    one = sheet([["Project", "Jan-26 Actual", "Feb-26 Actual", "Mar-26 Forecast"], ["Atlas", *dates], ["B", *dates]])
    assert "budgets" not in one.typed


def test_hours_of_people_that_headers_name_are_their_hours_whatever_the_sheet_is_called(sheet):
    head = ["Project", "Person", "Jan-26 Actual hours", "Feb-26 Actual hours", "Mar-26 Planned hours"]
    one = sheet([head, ["Atlas", "Ann", "100", "120", "80"], ["Borealis", "Bo", "100", "20", "90"]])
    assert set(one.typed) == {"assignments"}
    assert one.rows("assignments", "person_name", "month", "actual_hours", "planned_hours")[::2] == [
        ("Ann", JAN, 100, None), ("Ann", FEB, 120, None), ("Ann", MAR, None, 80),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "figures"), [("Progress", ["10%", "20%", "30%", "40%"]), ("Training", ["8", "16", "8", "4"])]
)
def test_shares_and_what_a_sheet_lists_that_is_no_money_are_no_budget(sheet, name, figures):
    heads = ["Jan-26 Actual", "Feb-26 Actual", "Mar-26 Forecast", "Apr-26 Forecast"]
    one = sheet([["Project", *heads], ["Atlas", *figures], ["Borealis", *figures]], name=name)
    assert one.typed == {}
