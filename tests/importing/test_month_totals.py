"""Sums beside months: none is repeated in each month, and those of projects that stand once are their own."""

from datetime import date

import pytest

JAN, FEB, MAR = (date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31))
KINDS = ["Jan-26 Actual", "Feb-26 Actual", "Mar-26 Forecast"]
PLAIN = ["Jan-26", "Feb-26", "Mar-26"]
KEPT = "layout.amount_of_each_month"


def of_atlas(one):
    fields = ("project_name", "month", "budget", "actual", "forecast", "actual_to_date")
    return [row[1:] for row in one.rows("budgets", *fields) if row[0] == "Atlas"]


@pytest.mark.parametrize(
    ("head", "field"),
    [("Budget", "budget_at_completion"), ("FY26 budget", "budget_this_year"), ("Spent to date", "actual_cost"),
     ("总预算", "budget_at_completion"), ("累计支出", "actual_cost")],
)  # fmt: skip
def test_a_sum_of_the_project_beside_its_months_is_the_project_s(sheet, head, field):
    one = sheet([["Project", head, *KINDS], ["Atlas", "100", "1", "2", "3"], ["B", "90", "5", "6", "7"]],
                name="Finance")  # fmt: skip
    assert of_atlas(one) == [(JAN, None, 1, None, None), (FEB, None, 2, None, None), (MAR, None, None, 3, None)]
    assert one.rows("projects", "project_name", field) == [("Atlas", 100), ("B", 90)]
    assert one.problems() == []


@pytest.mark.parametrize(
    ("beside", "months", "name", "kept"),
    [
        (["Budget"], PLAIN, "Actual spend", "Budget"),
        (["Actuals to Dec-25"], KINDS, "Sheet1", "Actuals to Dec-25"),
    ],
)  # fmt: skip
def test_an_amount_of_no_month_in_the_table_is_kept_with_a_note(sheet, beside, months, name, kept):
    one = sheet([["Project", *beside, *months], ["Atlas", "100", "1", "2", "3"], ["B", "90", "5", "6", "7"]], name=name)
    assert set(one.typed) == {"budgets"}
    assert [row[1:3] for row in of_atlas(one)][:2] == [(None, 1), (None, 2)]
    assert of_atlas(one)[2] in {(MAR, None, 3, None, None), (MAR, None, None, 3, None)}
    assert one.problems() == [("B1", kept, KEPT)]


def test_a_sum_of_each_kind_of_cost_is_no_budget_of_a_month(sheet):
    rows = [["Atlas", "Labour", "100", "1", "2", "3"], ["Atlas", "Kit", "90", "5", "6", "7"]]
    one = sheet([["Project", "Cost type", "Budget", *KINDS], *rows], name="Finance")
    assert {row[1] for row in of_atlas(one)} == {None} and set(one.typed) == {"budgets"}
    assert one.problems() == [("C1", "Budget", KEPT)]


def test_the_cost_of_one_month_is_not_that_of_the_people_of_another(sheet):
    head = ["Project", "Jan-26 FTE", "Feb-26 FTE", "Jan-26 Cost", "Feb-26 Cost"]
    one = sheet([head, ["Atlas", "1", "2", "10", "20"], ["B", "1", "1", "30", "40"]], name="Resources")
    assert one.rows("assignments", "month", "full_time_equivalent", "cost")[::2] == [(JAN, 1, None), (FEB, 2, None)]
    assert {expected for *_, expected in one.problems()} == {KEPT}


def test_a_rate_of_people_holds_for_all_their_months(sheet):
    head = ["Name", "Project", "Hourly rate", *PLAIN]
    one = sheet([head, ["Ann", "A", "50", "1", "2", "3"], ["Bo", "A", "60", "4", "5", "6"]], name="Hours plan")
    assert {rate for (rate,) in one.rows("assignments", "cost_rate")} == {50, 60}
