"""What a correction changes is told before it is loaded, and told the same afterwards."""

from datetime import date
from pathlib import Path

import pytest

from pmo_analytics import revision_words
from pmo_analytics.importing.revising import COLUMNS
from pmo_analytics.importing.said import Said
from pmo_analytics.loading import load_files
from pmo_analytics.settings import Settings
from pmo_analytics.words import set_language
from tests.workbooks import workbook

HEADERS = ["Project ID", "Project name", "Project manager", "BAC", "Actual cost", "Overall RAG", "Forecast finish"]
ALPHA = ["P1", "Alpha", "Ann", 1000, 100, "Green", "2026-09-30"]
BETA = ["P2", "Beta", "Bo", 500, 50, "Amber", "2026-10-31"]
GAMMA = ["P3", "Gamma", "Cy", 300, None, "Red", "2026-11-30"]
SHOWN = ("project_id", "field", "kind", "before", "after", "cell_now", "cell_before")


def tracker(folder: Path, name: str, *rows: list, **sheets: list) -> Path:
    return workbook(folder / f"{name}.xlsx", {"Projects": [HEADERS, *rows], **sheets})


def shown(report) -> list[tuple]:
    rows = report.revisions.astype(object).where(report.revisions.notna(), None)
    return [tuple(row) for row in rows[list(SHOWN)].itertuples(index=False)]


@pytest.fixture
def bring(workspace):
    """Load a file, without a build, after a look at it; the report, which says of values what the look said."""

    def bring(path: Path, **said):
        def reported(is_trial: bool):
            (report,) = load_files(workspace, [(path, path.name)], Said(**said), Settings.of(workspace), "Ann",
                                   is_trial=is_trial, progress=lambda name: None)  # fmt: skip
            assert report.status == "loaded", report.reason
            return report

        trial, load = reported(True), reported(False)
        assert trial.as_json()["revisions"] == load.as_json()["revisions"]
        return load

    return bring


def test_a_correction_names_each_value_that_changes_and_the_rows_that_come_and_go(bring, tmp_path) -> None:
    bring(tracker(tmp_path, "march 2026-03", ALPHA, BETA))
    corrected = ["P1", "Alpha", "Ann", 1000, 130.5, None, "2026-09-30"]
    report = bring(tracker(tmp_path, "again 2026-03", GAMMA, corrected), drop=True)
    assert shown(report) == [
        ("P3", None, "came", None, None, "A2", None),
        ("P1", "actual_cost", "changed", "100.0", "130.5", "E3", "E2"),
        ("P1", "declared_overall", "emptied", "green", None, None, "F2"),
        ("P2", None, "went", None, None, None, "A3"),
    ]
    first = report.as_json()["revisions"][1]
    assert set(first) == set(COLUMNS)
    assert {name: first[name] for name in COLUMNS if name not in SHOWN} == {
        "sheet": "Projects", "entity": "projects", "project_name": "Alpha", "period": "2026-03", "row_key": None,
        "file_now": "again 2026-03.xlsx", "sheet_now": "Projects", "file_before": "march 2026-03.xlsx",
        "sheet_before": "Projects",
    }  # fmt: skip


def test_a_first_report_and_one_of_another_month_or_other_projects_change_nothing(bring, tmp_path) -> None:
    for name, *rows in (("march 2026-03", ALPHA), ("april 2026-04", ["P1", "Alpha", "Ann", 9, 9, "Red", None]),
                        ("of Bo 2026-03", BETA)):  # fmt: skip
        assert shown(bring(tracker(tmp_path, name, *rows))) == []


def test_a_file_that_adds_changes_only_what_it_contradicts(bring, tmp_path) -> None:
    """Finance brings costs that the tracker lacks, and another budget than the tracker's."""
    bring(tracker(tmp_path, "march 2026-03", GAMMA))
    rows = [["Project ID", "BAC", "Commitments", "Actual cost", "Contingency budget"], ["P3", 350, 1, 77, 2]]
    finance = workbook(tmp_path / "finance 2026-03.xlsx", {"Costs": [*rows, ["P9", 350, 1, 77, 2]]})
    assert shown(bring(finance, add=True)) == [
        ("P3", "budget_at_completion", "changed", "300.0", "350.0", "B2", "D2"),
    ]


def test_a_file_that_is_read_again_is_held_against_what_it_was(bring, tmp_path) -> None:
    path = tracker(tmp_path, "march 2026-03", ALPHA)
    bring(path)
    again = bring(path, again=True, columns={"Actual cost": "projects.earned_value"})
    assert shown(again) == [
        ("P1", "actual_cost", "emptied", "100.0", None, None, "E2"),
        ("P1", "earned_value", "filled", None, "100.0", "E2", None),
    ]


def test_a_file_that_is_read_again_for_another_month_leaves_the_first_one(bring, tmp_path) -> None:
    path = tracker(tmp_path, "march", ALPHA)
    bring(path, period=date(2026, 3, 31))
    moved = bring(path, again=True, period=date(2026, 4, 30)).as_json()["revisions"]
    assert [(row["project_id"], row["period"], row["kind"], row["cell_before"]) for row in moved] == [
        ("P1", "2026-03", "went", "A2"),
    ]  # fmt: skip


RISKS = ["Project ID", "Risk ID", "Risk description", "Probability", "Owner"]


def test_rows_are_the_same_by_their_key_and_without_one_by_what_they_say(bring, tmp_path) -> None:
    def register(name: str, *rows: list) -> Path:
        return workbook(tmp_path / f"{name} 2026-03.xlsx", {"Risks": [RISKS, *rows]})

    bring(register("risks", ["P1", "R1", "Strike", 0.3, "Ann"], ["P1", "R2", "Flood", 0.5, "Bo"],
                   ["P1", None, None, 0.2, "Cy"], ["P1", None, None, 0.1, "Cy"]))  # fmt: skip
    report = bring(register("risks corrected", ["P1", None, None, 0.2, "Cy"], ["P1", "R1", "Strike", 0.4, "Ann"],
                            ["P1", "R3", "Fire", 0.5, "Bo"]))  # fmt: skip
    rows = report.as_json()["revisions"]
    assert [(row["row_key"], row["field"], row["kind"], row["before"], row["after"]) for row in rows] == [
        ("R1", "probability", "changed", "0.3", "0.4"),
        ("R3", None, "came", None, None),
        ("R2", None, "went", None, None),
        (None, None, "went", None, None),
    ]


def test_of_several_files_on_trial_each_is_looked_at_as_if_it_came_alone(workspace, bring, tmp_path) -> None:
    bring(tracker(tmp_path, "march 2026-03", ALPHA))
    files = [tracker(tmp_path, f"{cost} 2026-03", [*ALPHA[:4], cost, *ALPHA[5:]]) for cost in (200, 300)]
    reports = load_files(workspace, [(path, path.name) for path in files], Said(), Settings.of(workspace), "Ann",
                         is_trial=True, progress=lambda name: None)  # fmt: skip
    assert [[(row[3], row[4]) for row in shown(one)] for one in reports] == [[("100.0", "200.0")], [("100.0", "300.0")]]


def test_the_command_line_says_how_many_and_shows_or_writes_them(pmo, tmp_path) -> None:
    pmo("load", tracker(tmp_path, "march 2026-03", ALPHA))
    path, out = tracker(tmp_path, "again 2026-03", [*ALPHA[:4], 130.5, *ALPHA[5:]]), tmp_path / "changes.csv"
    told = pmo("load", path, "--dry-run", "--changes", "--changes-to", out).output
    assert "Against what stood before: 1 value changed." in told
    *_, row, count = told.splitlines()
    assert " ".join(row.split()).endswith("100 130.5 Projects!E2 march 2026-03.xlsx Projects!E2")
    assert count == "(1 row)"
    header, written = (line.split(",") for line in out.read_text("utf-8-sig").splitlines())
    assert dict(zip(header, written, strict=True)) == {
        "File": "again 2026-03.xlsx", "Project ID": "P1", "Project": "Alpha", "Month": "2026-03", "Row": "",
        "Field": "Actual cost (AC)", "Change": "changed", "Before": "100", "After": "130.5", "Cell": "Projects!E2",
        "Cell before": "march 2026-03.xlsx Projects!E2",
    }  # fmt: skip


def test_values_are_written_as_a_reader_writes_them() -> None:
    def told(address: str, text: str) -> str:
        return revision_words.value(*address.split("."), text)

    samples = {"projects.budget_at_completion": "1350000.5", "projects.percent_complete": "0.426",
               "projects.declared_overall": "amber_red", "projects.forecast_finish": "2026-09-30",
               "projects.state": "on_hold", "projects.manager": "李娜"}  # fmt: skip
    assert [told(*one) for one in samples.items()] == [
        "1,350,000.5", "42.6%", "Amber/Red", "2026-09-30", "on hold", "李娜",
    ]  # fmt: skip
    set_language("zh")
    assert [told(*one) for one in samples.items()][2:5] == ["红黄", "2026-09-30", "暂停"]
