"""Amounts in another unit are told before a file is loaded, by their cells, and not where nothing can be compared."""

import pytest

from pmo_analytics import operations
from pmo_analytics.importing.said import Said
from tests.workbooks import workbook

pytestmark = pytest.mark.asks("projects")

HEADERS = ["Project ID", "Project name", "Currency", "Total budget", "Actual cost", "Committed cost"]
FEBRUARY = [["P-5", "Epsilon", None, 90_000, 12, None]]
MARCH = [
    ["P-5", "Epsilon", None, 90_000, 120_000, None],  # cost in another unit, which April takes back
    ["P-1", "Alpha", None, 100_000, 5_000, 900],
    ["P-2", "Beta", None, 50_000, 7, 40],
    ["P-3", "Gamma", "EUR", 30_000, 20, None],
]
APRIL = [
    ["P-1", "Alpha", None, 10, 0.55, 901],  # budget and cost in ten thousands: the budget alone is named
    ["P-2", "Beta", None, 52_000, 7_100, 400],  # cost in another unit; committed grew tenfold, which is no unit
    ["P-3", "Gamma", "JPY", 3_000_000, 21, None],  # another currency, so nothing to compare
    ["P-4", "Delta", None, 1, 1, None],  # new
    ["P-5", "Epsilon", None, 90_000, 12.5, None],
]


def test_an_amount_in_another_unit_is_told_before_it_is_loaded(workspace, tmp_path):
    february = workbook(tmp_path / "tracker 2026-02.xlsx", {"Projects": [HEADERS, *FEBRUARY]})
    march = workbook(tmp_path / "tracker 2026-03.xlsx", {"Projects": [HEADERS, *MARCH]})
    april = workbook(tmp_path / "tracker 2026-04.xlsx", {"Projects": [HEADERS, *APRIL]})

    def told(path):
        (report,) = operations.load(workspace, [path], Said(), "Ann", dry_run=True)
        assert report.sheets[0].findings["warning"] == (report.findings["severity"] == "warning").sum()
        found = report.findings[report.findings["expected"].str.startswith("money_jump")]
        return list(zip(found["cell"], found["field"], found["expected"], found["text"], strict=True))

    assert told(april) == []  # nothing was reported before
    operations.load(workspace, [february, march], Said(), "Ann")
    assert told(april) == [
        ("D2", "budget_at_completion", "money_jump_down", "10 (2026-04), 100,000 (2026-03)"),
        ("E3", "actual_cost", "money_jump_up", "7,100 (2026-04), 7 (2026-03)"),
    ]
