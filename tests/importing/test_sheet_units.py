"""The unit of money that only a sheet's name tells holds for the columns whose headers name none, and is noted."""

from datetime import date

import pytest

from pmo_analytics.fields import dictionary
from pmo_analytics.importing.columns import unit_of_sheet

NOTE = "layout.unit_in_header"
MONTHS = ["Project", "Jan-26", "Feb-26", "Mar-26"]
JANUARY = date(2026, 1, 31)


@pytest.mark.parametrize(
    ("name", "amount", "currency"),
    [
        ("Budget (£m)", 1_500_000, "GBP"), ("预算（万元）", 15_000, "CNY"), ("Finance k€", 1_500, "EUR"),
        ("2026年预算(单位：万元)", 15_000, "CNY"), ("Costs in £m", 1_500_000, "GBP"), ("预算-万元", 15_000, "CNY"),
        ("Spend in thousands", 1_500, None),
    ],
)  # fmt: skip
def test_the_unit_of_the_sheet_s_name_holds_for_months_of_money(sheet, name, amount, currency):
    one = sheet([MONTHS, ["Atlas", "1.5", "2", "3"], ["Borealis", "1", "2", "4"]], name=name)
    (field,) = {"budget", "actual"} & {key for row in one.said("budgets") for key in row}
    assert one.rows("budgets", "project_name", "month", field, "currency")[0] == ("Atlas", JANUARY, amount, currency)
    assert one.problems() == [("B1", "Jan-26", NOTE)]
    assert set(one.findings["severity"]) == {"note"}


def test_a_header_s_own_unit_wins_and_what_is_no_money_has_none(sheet):
    head = ["Project", "Budget (£k)", "Actual cost", "Planned hours", "% complete"]
    one = sheet([head, ["Atlas", "1500", "0.4", "100", "40%"], ["Borealis", "2000", "1", "50", "10%"]],
                name="Portfolio (£m)")  # fmt: skip
    fields = ("budget_at_completion", "actual_cost", "planned_hours", "percent_complete")
    assert one.rows("projects", *fields) == [(1_500_000, 400_000, 100, 0.4), (2_000_000, 1_000_000, 50, 0.1)]
    assert one.problems() == [("C1", "Actual cost", NOTE)]


def test_the_line_above_the_table_wins(sheet):
    rows = [["All figures in £k"], ["Project", "Budget", "Actual cost"], ["Atlas", "1500", "400"], ["B", "15", "2"]]
    one = sheet(rows, name="Portfolio (£m)")
    assert one.rows("projects", "budget_at_completion") == [(1_500_000,), (15_000,)] and one.problems() == []


@pytest.mark.parametrize(
    "name",
    ["Euro 2028", "10 Million Trees", "Sterling House", "Budget m", "M&E budget", "Phase (2)", "Budget 000",
     "Costs (%)", "Budget (days)", "Cost of Sterling House"],
)  # fmt: skip
def test_names_of_other_things_are_no_unit(name):
    assert unit_of_sheet(name, dictionary()) is None


def test_figures_written_out_in_full_on_a_sheet_of_millions_are_doubted(sheet):
    one = sheet([["Project", "Budget", "Actual cost"], ["Atlas", "2000000", "1"], ["B", "1500000", "2"]],
                name="Budget (£m)")  # fmt: skip
    assert one.problems() == [("B1", "Budget", NOTE)]
    assert set(one.findings["severity"]) == {"warning"}
    assert set(one.findings["action"]) == {"layout.unit_of_sheet_doubted"}
