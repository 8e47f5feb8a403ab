"""The preview of a file finds in it what the page of the findings shows once it is loaded."""

from pathlib import Path

import pandas as pd
import pytest

from pmo_analytics import operations, warehouse
from pmo_analytics.importing.found import FINDING_COLUMNS
from tests.workbooks import workbook

pytestmark = pytest.mark.asks("findings")

STATUS = [
    ["Project ID", "Project name", "Project manager", "BAC", "Actual cost", "Overall RAG", "Forecast finish"],
    ["P1", "Alpha", "Li Na", 5_000_000, 10, "Amberish", "30 Feb 2026"],
    ["P2", "Beta", "Ann", "about half", 10, "Green", "TBC"],
    [None, None, "Bob", 9, 10, "Red", "2026-12-31"],
    ["Total", None, None, 5_000_009, 20, None, None],
]
RISKS = [
    ["Risk ID", "Project ID", "Risk description", "Probability", "Due date"],
    ["R1", "P1", "Strike", "tbc", "31.12.2026"],
    ["R2", None, "Flood", 0.5, "1/2/26"],
]
TURNED = [
    ["Project ID", "P3", None, "P5", "P6"],
    ["Project name", "Gamma", None, "Epsilon", "Zeta"],
    ["BAC", "lots", 700, 800, 900],
    ["Actual cost", 4, 5, 6, 7],
    ["Overall RAG", "Green", "Red", "Green", "Green"],
]


def told(findings: pd.DataFrame) -> list[tuple[str, ...]]:
    """The findings but for the kind of row, sorted."""
    columns = [name for name in FINDING_COLUMNS if name != "entity"]
    return sorted(tuple(row) for row in findings[columns].fillna("").astype(str).itertuples(index=False))


def test_the_preview_finds_what_the_page_of_the_findings_shows(workspace, tmp_path: Path) -> None:
    path = workbook(tmp_path / "tracker 2026-03.xlsx", {"Status": STATUS, "Risks": RISKS, "By column": TURNED})
    (preview,) = operations.load(workspace, [path], operations.Said(), "Ann", dry_run=True)
    (report,) = operations.load(workspace, [path], operations.Said(), "Ann")
    after = warehouse.read("findings")
    assert told(preview.findings) == told(report.findings) == told(after)
    nameless = after[after["expected"] == "row_without_project"]
    assert set(zip(nameless["sheet"], nameless["cell"], strict=True)) == {
        ("Status", "A4"), ("Risks", "A3"), ("By column", "C1"),
    }  # fmt: skip
    counted = [sheet.findings["error"] for sheet in preview.sheets]
    assert counted == [sheet.findings["error"] for sheet in report.sheets]
    assert sum(counted) == (after["severity"] == "error").sum() > 3


CASES = [
    ["Project ID", "Project name", "Project manager", "BAC"],
    ["P1", "Alpha", "Li Na", 500],
    ["P2", "Beta", "Ann", 700],
    ["P3", "Gamma", "Bob", 900],
]
FINANCE = [
    ["Project ID", "Project name", "BAC", "Currency", "Actual cost", "Commitments", "Contingency budget"],
    ["P1", "Alpha", 550, "EUR", 10, 1, 1],  # another budget than the tracker's
    ["P2", "Beta", 700, "EUR", 20, 1, 1],  # the same
    ["P2", "Beta", 700, "USD", 20, 1, 1],  # another currency than the row above
]


def test_the_preview_tells_which_cells_contradict_others_of_the_month(workspace, tmp_path: Path) -> None:
    def file(name: str, rows: list[list]) -> Path:
        return workbook(tmp_path / f"{name}.xlsx", {"Projects": rows})

    older = file("older 2026-03", [CASES[0], ["P1", "Alpha", "Li Na", 400], *CASES[2:]])
    tracker, finance = file("tracker 2026-03", CASES), file("finance 2026-03", FINANCE)
    withdrawn = file("withdrawn 2026-03", [[*FINANCE[0][:2], "Sponsor", "Priority"], ["P3", "Gamma", "Zoe", "High"]])
    sponsors = file("sponsors 2026-03", [["Project ID", "Sponsor", "Programme"], ["P3", "Eve", "North"]])
    april = file("finance 2026-04", [FINANCE[0], ["P1", "Alpha", 650, "EUR", 10, 1, 1]])
    operations.load(workspace, [older, withdrawn], operations.Said(), "Ann")
    operations.load(workspace, [tracker], operations.Said(), "Ann")  # replaces the older one
    operations.undo(workspace, [2], "Ann", "wrong")

    workspace.settings_file.write_text('currency = "EUR"', encoding="utf-8")  # else what all files say decides it
    files = [sponsors, finance, april]
    previews = operations.load(workspace, files, operations.Said(), "Ann", dry_run=True)
    reports = operations.load(workspace, files, operations.Said(), "Ann")
    after = warehouse.read("findings")
    of_page = [told(after[after["file_name"] == path.name]) for path in files]
    assert [told(one.findings) for one in previews] == [told(one.findings) for one in reports] == of_page
    assert [(cell, text) for _, cell, _, text, expected, *_ in of_page[1] if expected == "disagreement"] == [
        ("C2", "finance 2026-03.xlsx C2: 550.0; tracker 2026-03.xlsx D2: 500.0"),
        ("D3", "finance 2026-03.xlsx D3: EUR; finance 2026-03.xlsx D4: USD"),
    ]


def test_the_preview_tells_which_rates_cannot_be_used_and_which_currencies_have_none(workspace, tmp_path: Path) -> None:
    def costs(name: str, *rows: list) -> Path:
        return workbook(tmp_path / f"{name} 2026-03.xlsx", {"Projects": [["Project ID", "Currency", "BAC"], *rows]})

    rates = [["Currency", "To currency", "Rate type", "Fiscal year", "Rate"],
             ["EUR", "CNY", "plan", "2026", 8], ["USD", "CNY", "plan", "2026", 0]]  # fmt: skip
    first = costs("first", *([f"P{number}", "CNY", 100] for number in range(4)))
    own = workbook(tmp_path / "own 2026-03.xlsx", {
        "Rates": rates, "Projects": [["Project ID", "Currency", "BAC"], ["P7", "EUR", 5], ["P8", "GBP", 5]],
    })  # fmt: skip
    later = costs("later", ["P5", "USD", 7], ["P6", "USD", 8], ["P9", "EUR", 8])
    for path, expected in ((first, []), (own, [("C3", "GBP (1)", "rate_unknown"),
                                               ("E3", "USD CNY 2026 0.0", "rate_not_positive")]),
                           (later, [("C2", "USD (2)", "rate_unknown")])):  # fmt: skip
        (preview,) = operations.load(workspace, [path], operations.Said(), "Ann", dry_run=True)
        (report,) = operations.load(workspace, [path], operations.Said(), "Ann")
        after = warehouse.read("findings")
        of_page = told(after[after["file_name"] == path.name])
        assert told(preview.findings) == told(report.findings) == of_page
        assert [(cell, text, phrase) for _, cell, _, text, phrase, *_ in of_page] == expected
