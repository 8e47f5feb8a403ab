"""The preview of a file finds in it what the page of the findings shows once it is loaded."""

from pathlib import Path

import pandas as pd

from pmo_analytics import operations, warehouse
from pmo_analytics.importing.preview import FINDING_COLUMNS
from tests.workbooks import workbook

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
