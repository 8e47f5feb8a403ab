"""A currency that a header or a title says is the currency of the rows that name none of their own."""

from decimal import Decimal

import pytest

from tests.importing.test_reader import read, rows

IDS = ["Project ID", "Project name"]


def currencies(sheet, entity="projects"):
    return [row.get("currency") for row in rows(read({"Sheet": sheet}), entity)]


def findings(sheet):
    (table,) = read({"Sheet": sheet}).tables
    return [(one.cell, one.field, one.text, one.expected, one.severity) for one in table.findings]


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        ([[*IDS, "Approved budget £k", "Owner"], ["P-1", "Alpha", "1870", "Ann"], ["P-2", "Beta", None, "Bo"]],
         ["GBP", None]),
        ([["all money in £k"], [], [*IDS, "Approved budget", "Actual cost"], ["P-1", "Alpha", "18", "7"]], ["GBP"]),
        ([["单位：万元"], ["项目编号", "项目名称", "批准预算", "实际成本"], ["P-1", "甲", "18", "7"]], ["CNY"]),
        # the header goes before the title
        ([["单位：万元"], ["项目编号", "项目名称", "预算（万美元）", "项目经理"], ["P-1", "甲", "18", "李"]], ["USD"]),
        # a dollar alone is not one country's, and thousands are no currency
        ([[*IDS, "Budget ($k)", "Owner"], ["P-1", "Alpha", "18", "Ann"]], [None]),
        ([[*IDS, "Budget (thousands)", "Owner"], ["P-1", "Alpha", "18", "Ann"]], [None]),
        ([[*IDS, "Budget (US$k)", "Actual cost ($k)"], ["P-1", "Alpha", "18", "7"]], ["USD"]),
    ],
)  # fmt: skip
def test_the_currency_of_headers_is_that_of_rows_with_an_amount(sheet, expected):
    assert currencies(sheet) == expected
    assert not findings(sheet)


def test_a_row_s_own_currency_counts_and_the_first_that_contradicts_is_a_finding():
    sheet = [[*IDS, "Budget £k", "Currency"], ["P-1", "Alpha", "1", "GBP"], ["P-2", "Beta", "2", "-"],
             ["P-3", "Gamma", "3", "EUR"], ["P-4", "Delta", "4", "EUR"], ["P-5", "Epsilon", None, "CNY"]]  # fmt: skip
    assert currencies(sheet) == ["GBP", "GBP", "EUR", "EUR", "CNY"]
    assert findings(sheet) == [("D4", "projects.currency", "EUR", "layout.currency_of_header", "warning")]


@pytest.mark.parametrize("line", ["Amounts in k GBP, P-3 in k EUR", "金额单位：千英镑（P-3 为千欧元）"])
def test_a_row_of_a_currency_that_the_title_speaks_of_contradicts_nothing(line):
    sheet = [[line], [*IDS, "Budget £k", "Currency"], ["P-1", "Alpha", "1", "GBP"], ["P-3", "Gamma", "3", "EUR"],
             ["P-4", "Delta", "4", "CNY"]]  # fmt: skip
    assert currencies(sheet) == ["GBP", "EUR", "CNY"]
    assert [(cell, text) for cell, _, text, *_ in findings(sheet)] == [("D5", "CNY")]


@pytest.mark.parametrize(("header", "cells"), [("预算（万元）", []), ("预算（人民币万元）", ["D3"])])
def test_yuan_beside_a_column_of_currencies_counts_units_of_the_row_s_own(header, cells):
    sheet = [["项目编号", "项目名称", header, "币种"], ["P-1", "甲", "1", None], ["P-2", "乙", "2", "EUR"]]
    assert currencies(sheet) == ["CNY", "EUR"]
    assert [cell for cell, *_ in findings(sheet)] == cells


def test_headers_that_disagree_are_a_finding_and_no_guess():
    sheet = [[*IDS, "Budget £k", "Actual cost (€k)"], ["P-1", "Alpha", "1", "2"]]
    assert currencies(sheet) == [None]
    assert findings(sheet) == [("D1", "projects.currency", "Actual cost (€k)", "layout.one_currency", "error")]


def test_amounts_spread_over_months_have_the_currency_of_their_title():
    sheet = [["Unit: £k"], ["Project ID", "Cost type", "2026-01", "2026-02", "2026-03"],
             ["P-1", "Labour", "10", None, "30"]]  # fmt: skip
    assert currencies(sheet, "budgets") == ["GBP", "GBP"]


def test_a_column_tells_its_currency_and_its_steps():
    (table,) = read({"Sheet": [[*IDS, "Budget £k", "Hours"], ["P-1", "Alpha", "1", "2"]]}).tables
    used = {use.header: (use.multiplier, use.currency) for use in table.columns}
    assert used["Budget £k"] == (Decimal(1000), "GBP")
    assert used["Hours"][1] is None


def test_a_currency_in_the_header_makes_no_table_of_another_shape():
    shapes = []
    for header in ("Budget", "Budget £k"):
        (table,) = read({"Sheet": [[*IDS, header], ["P-1", "Alpha", "1"]]}).tables
        shapes.append(table.entities[0].shape)
    assert shapes[0] == shapes[1] == ("budget_at_completion",)


REGISTER = ["Project ID", "Risk ID", "Risk description", "Probability"]


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        ([[*REGISTER, "Cost impact (k€)"], ["P-1", "R1", "Strike", "50%", "12"], ["P-1", "R2", "Flood", "10%", None]],
         ["EUR", None]),
        ([[*REGISTER, "Cost impact"], ["P-1", "R1", "Strike", "50%", "€ 1,200"], ["P-1", "R2", "Flood", "10%", "900"],
          ["P-1", "R3", "Theft", "10%", "5万美元"], ["P-1", "R4", "Fire", "10%", "$5"],
          ["P-1", "R5", "Wide", "10%", "€" + " " * 80 + "7"],
          # no figure, and nothing to be puzzled over for minutes
          *(["P-1", f"R{n}", "Long", "10%", f"{'-+' * (16_000 + n)}€ 1"] for n in range(6, 46))],
         ["EUR", None, "USD", None, "EUR", *[None] * 40]),
        ([[*REGISTER, "Cost impact (k€)", "Currency"], ["P-1", "R1", "Strike", "50%", "12", "GBP"]], ["GBP"]),
        # of which of the two a project's risks are is not said
        ([["Amounts in k CNY, P-3 in k EUR"], [*REGISTER, "Cost impact (k CNY)"], ["P-1", "R1", "Strike", "50%", "12"]],
         [None]),
    ],
)  # fmt: skip
def test_the_amounts_of_a_register_have_the_currency_that_header_row_or_cell_says(sheet, expected):
    assert currencies(sheet, "risks") == expected


def test_amounts_of_a_plan_in_a_table_of_projects_are_in_the_currency_of_the_row():
    sheet = [[*IDS, "Currency", "Budget (万元)", "Baseline budget v1 (万元)"], ["P-1", "Alpha", "EUR", "5", "4"]]
    (table,) = read({"Sheet": sheet}).tables
    assert {row.get("currency") for one in table.entities for row in one.rows.to_pylist()} == {"EUR"}
