"""Benefits with years across: sums to date are known by the year's last month, other amounts are kept and said so."""

from dataclasses import replace
from datetime import date

import pytest

from pmo_analytics.importing import reader
from pmo_analytics.importing.identity import KnownProjects
from pmo_analytics.importing.said import Said
from pmo_analytics.importing.sheets import Grid
from tests.importing.trial import MARCH, SETTINGS, typed

ROWS = [["Atlas", "Less paper", "10", "20", "30"], ["Borealis", "Fewer calls", "5", "6", "7"]]
ENDS = (date(2026, 12, 31), date(2027, 12, 31), date(2028, 12, 31))
KEPT = "layout.benefit_to_date"


@pytest.mark.parametrize(
    ("name", "heads"),
    [
        ("Benefits", ["FY25/26", "FY26/27", "FY27/28"]), ("Planned benefits", ["2026", "2027", "2028"]),
        ("效益", ["2026年", "2027年", "2028年"]), ("Sheet1", ["2026", "2027", "2028"]),
        ("Benefits", ["Planned 2026", "Planned 2027", "Actual 2026"]),
        ("Cumulative benefits", ["FY25/26", "FY26/27", "FY27/28"]),
    ],
)  # fmt: skip
def test_amounts_of_a_year_are_kept_as_written_with_a_warning_and_never_become_a_budget(sheet, name, heads):
    one = sheet([["Project", "Benefit", *heads], *ROWS], name=name)
    assert set(one.typed) == {"benefits"}
    fields = ("project_name", "benefit_name", "month", "planned", "actual", "forecast", "total_planned")
    assert one.rows("benefits", *fields) == [
        ("Atlas", "Less paper", *[None] * 5), ("Borealis", "Fewer calls", *[None] * 5),
    ]  # fmt: skip
    kept = ",".join(f'"{head}":"{text}"' for head, text in zip(heads, ROWS[0][2:], strict=True))
    assert one.typed["benefits"][0]["extra"] == f"{{{kept}}}"
    assert one.problems() == [("C1", f"{heads[0]} – {heads[2]}", KEPT)]
    assert set(one.findings["severity"]) == {"warning"}


def test_years_alone_beside_a_benefit_are_kept_too(sheet):
    one = sheet([["Project: Atlas"], ["Benefit", "FY25/26", "FY26/27"], ["Less paper", "10", "20"]], name="Benefits")
    assert one.rows("benefits", "project_name", "benefit_name") == [("Atlas", "Less paper")]
    assert one.typed["benefits"][0]["extra"] == '{"FY25/26":"10","FY26/27":"20"}'
    assert one.problems() == [("B2", "FY25/26 – FY26/27", KEPT)]


@pytest.mark.parametrize(
    ("name", "heads", "field"),
    [
        ("Cumulative benefits", ["2026", "2027", "2028"], "planned"),
        ("累计实现效益", ["2026年", "2027年", "2028年"], "actual"),
        ("Benefits", ["Cumulative forecast 2026", "Cumulative forecast 2027", "Cumulative forecast 2028"], "forecast"),
    ],
)
def test_sums_to_date_are_those_of_the_year_s_last_month(sheet, name, heads, field):
    one = sheet([["Project", "Benefit", *heads], *ROWS], name=name)
    assert one.rows("benefits", "benefit_name", "month", field)[::2] == [
        ("Less paper", end, amount) for end, amount in zip(ENDS, (10, 20, 30), strict=True)
    ]
    assert one.problems() == []


def test_a_fiscal_year_ends_with_its_last_month(desk):
    grid = Grid.from_rows("Cumulative benefits (k€)", [["Project", "Benefit", "FY25/26", "FY26/27", "2027"],
                                                       ROWS[0]])  # fmt: skip
    april = replace(SETTINGS, fiscal_year_start_month=4)
    found = reader.understood([grid], "t.xlsx", "0" * 64, 1, Said(period=MARCH), april, KnownProjects())
    one = typed(desk, found)
    assert one.rows("benefits", "month", "planned") == [(MARCH, 10_000), (date(2027, 3, 31), 20_000)]
    assert ("E1", "2027", KEPT) in one.problems()


def test_years_of_benefits_beside_what_is_known_of_a_project_are_kept(sheet):
    one = sheet([["Project", "RAG", "Budget", "Benefits 2026", "Benefits 2027"], ["Atlas", "G", "100", "20", "30"],
                 ["Borealis", "R", "90", "2", "3"]])  # fmt: skip
    assert one.rows("projects", "project_name", "budget_at_completion") == [("Atlas", 100), ("Borealis", 90)]
    assert one.problems() == [("D1", "Benefits 2026 – Benefits 2027", KEPT)]


def test_years_of_a_budget_stay_its_fiscal_years(sheet):
    one = sheet([["Project", "2026", "2027", "2028"], ["Atlas", "1", "2", "3"]], name="Budget")
    assert one.rows("budgets", "fiscal_year", "budget") == [("2026", 1), ("2027", 2), ("2028", 3)]
    assert one.problems() == []


def test_sums_up_to_the_end_of_a_year_in_other_words(sheet):
    one = sheet([["项目名称", "效益名称", "截至2026年累计", "截至2027年累计", "截至2028年底累计"], *ROWS], name="效益")
    assert one.rows("benefits", "month", "planned")[::2] == [
        (end, amount) for end, amount in zip(ENDS, (10, 20, 30), strict=True)
    ]


def test_a_target_of_each_year_is_no_target_of_the_benefit(sheet):
    heads = ["Target 2026", "Actual 2026", "Target 2027", "Actual 2027"]
    one = sheet([["Project", "Benefit", *heads], ["Atlas", "Less paper", "1", "2", "3", None]], name="Benefits")
    assert one.rows("benefits", "target_value", "actual_value") == [(None, None)]
    assert one.problems() == [("C1", "Target 2026 – Actual 2027", KEPT)]
    single = sheet([["Project", "Benefit", "Baseline 2025", "Target 2027"], ["Atlas", "Less paper", "1", "3"]],
                   name="Benefits")  # fmt: skip
    assert single.rows("benefits", "target_value") == [(3,)]
