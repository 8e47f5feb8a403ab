"""Months and quarters of a fiscal year that is named: which months of which years they are, and when nothing tells."""

from dataclasses import replace

import pytest

from pmo_analytics.importing import reader
from pmo_analytics.importing.fiscal_years import FiscalYear, fiscal_year_in
from pmo_analytics.importing.identity import KnownProjects
from pmo_analytics.importing.said import Said
from pmo_analytics.importing.sheets import Grid
from tests.importing.trial import MARCH, SETTINGS, typed

APRIL_ON = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")
OF_2026 = [*(f"2026-{month:02}" for month in range(4, 13)), "2027-01", "2027-02", "2027-03"]
READ = ("layout.fiscal_year", "note")


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("FY26", FiscalYear(2026, False)), ("Budget FY 2026", FiscalYear(2026, False)),
        ("FY25/26", FiscalYear(2026, True)), ("fiscal year 2025-26", FiscalYear(2026, True)),
        ("2026财年预算", FiscalYear(2026, False)), ("财年2025/2026", FiscalYear(2026, True)),
        ("FY99/00", None), ("FY26 and FY27", None), ("2026", None), ("2026/27", None), ("Jellyfy 26", None),
    ],
)  # fmt: skip
def test_a_fiscal_year_is_told_by_its_last_year(text, year):
    assert fiscal_year_in(text) == year


@pytest.fixture
def months_of(desk):
    """months_of(sheet, title, heads, start): the months that the figures of a project came to be of, and what was
    found (expected, severity), where a fiscal year begins in the month `start`."""

    def run(sheet, title, heads, start):
        rows = [[title], ["Project name", *heads], *(["Alpha", *["7"] * len(heads)], ["Beta", *["8"] * len(heads)])]
        settings = replace(SETTINGS, fiscal_year_start_month=start)
        grid = Grid.from_rows(sheet, rows)
        found = reader.understood([grid], "t.xlsx", "0" * 64, 1, Said(period=MARCH), settings, KnownProjects())
        loaded = typed(desk, found)
        (entity,) = loaded.typed
        months = [row["month"] for row in loaded.typed[entity] if row["project_name"] == "Alpha"]
        told = {tuple(row) for row in loaded.findings[["expected", "severity"]].to_numpy().tolist()}
        return [month and f"{month:%Y-%m}" for month in months], told

    return run


@pytest.mark.parametrize(
    ("title", "heads", "start", "months"),
    [
        # months that run past December say themselves where their year begins
        ("FY2026/27", APRIL_ON, 1, OF_2026),
        ("FY27", APRIL_ON, 1, OF_2026),
        # else the settings do
        ("FY26", ("Apr", "May", "Jun"), 4, ["2025-04", "2025-05", "2025-06"]),
        ("FY26", ("1月", "2月", "3月"), 4, ["2026-01", "2026-02", "2026-03"]),
        ("", ("Apr FY26", "May FY26", "Jan FY26"), 4, ["2025-04", "2025-05", "2026-01"]),
        ("FY26", ("Apr", "May", "Jun"), 1, ["2026-04", "2026-05", "2026-06"]),
    ],
)
def test_months_of_a_fiscal_year_lie_in_two_years(months_of, title, heads, start, months):
    assert months_of("Budget", title, heads, start) == (months, {READ})


def test_two_years_are_name_enough_for_months_that_run_past_december_and_one_year_is_not(months_of):
    assert months_of("Budget", "2026/27", APRIL_ON, 1) == (OF_2026, set())
    _, told = months_of("Budget", "2026", APRIL_ON, 4)
    assert told == {("year_from_period", "warning")}


@pytest.mark.parametrize(
    ("title", "heads", "start", "months"),
    [
        ("", ("Q1 FY26", "Q2 FY26", "Q4 FY26"), 4, ["2025-06", "2025-09", "2026-03"]),
        ("", ("FY25/26 Q1", "FY25/26 Q2"), 10, ["2025-12", "2026-03"]),
        ("", ("2026财年Q1", "2026财年Q2"), 7, ["2025-09", "2025-12"]),
        ("FY26", ("Q1", "Q2"), 4, ["2025-06", "2025-09"]),
        ("", ("Q1 FY26", "Q2 FY26"), 1, ["2026-03", "2026-06"]),
    ],
)
def test_quarters_of_a_fiscal_year_end_with_their_last_month(months_of, title, heads, start, months):
    assert months_of("PV", title, heads, start) == (months, {READ})


@pytest.mark.parametrize(
    ("title", "heads", "start"),
    [("", ("2026 Q1", "2026 Q2"), 4), ("2026", ("Q1", "Q2"), 4), ("", ("FY25/26 Q1", "FY25/26 Q2"), 1)],
)
def test_quarters_are_kept_as_written_where_their_year_is_not_said_to_be_fiscal_or_is_none(
    months_of, title, heads, start
):
    assert months_of("PV", title, heads, start) == ([None], {("layout.months_or_year", "warning")})
