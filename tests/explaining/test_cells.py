"""Each cell that an explanation names holds that text in the file that was sent, whatever way the sheet is laid out."""

import csv
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import coordinate_to_tuple

from pmo_analytics import operations, warehouse
from pmo_analytics.explaining import Cell, Subject, explain, rows
from pmo_analytics.workspace import Workspace
from tests.workbooks import csv_file, workbook

MARCH = date(2026, 3, 31)

# Each of a project of its own, as all come into one workspace.
SHEETS: dict[str, Callable[[Path, str], Path]] = {
    "titles above a table in 万元": lambda folder, project: workbook(folder / "月报 2026-03.xlsx", {"项目": [
        ["某公司项目月报", None, None, None, None],
        ["单位：见表头", None, None, None, None],
        ["项目编号", "项目名称", "总预算(万元)", "完成百分比", "实际成本(万元)"],
        [f"{project}0", "诱饵", 900, 0.9, 900],
        [project, "甲", 150, 0.8, 135],
    ]}),
    "a table on its side": lambda folder, project: workbook(folder / "Portfolio 2026-03.xlsx", {"Projects": [
        ["Project name", "Decoy", project, "Other"], ["Department", "IT", "HR", "IT"], ["BAC", 100, 200, 300],
        ["% complete", 0.1, 0.5, 0.6], ["Actual cost", 40, 90, 10],
        ["Baseline finish", *[datetime(2026, 12, 31)] * 3], ["Forecast finish", *[datetime(2027, 1, 31)] * 3],
    ]}),
    "months across the columns": lambda folder, project: workbook(folder / "Costs 2026-03.xlsx", {
        "Projects": [["Project ID", "BAC", "% complete", "Actual start"],
                     [f"{project}0", 10, 1, "2026-01-01"], [project, 100, 0.5, "2026-01-01"]],
        "Actual cost": [["Project ID", "Cost type", "2026-01", "2026-02", "2026-03"],
                        [f"{project}0", "Labour", 1, 1, 1], [project, "Labour", 10, 11, 12],
                        [project, "Travel", 1, 2, 3]],
    }),
    "a csv file": lambda folder, project: csv_file(folder / "export 2026-03.csv",
        f"Project ID;BAC;% complete;Actual cost\n{project}0;1;1;1\n{project};2.500,00;40%;1.200,50\n"),
    "a form": lambda folder, project: workbook(folder / "Alpha 2026-03.xlsx", {"Report": [
        ["Project status report", None, None, None], ["Project name", project, "Manager", "Li"],
        ["Budget (£m)", 1.5, "Status", "Green"], ["% complete", 0.25, "Actual cost (£m)", 0.5],
    ]}),
}  # fmt: skip
# The cost performance index of that project, and the cells it is made of.
EXPECTED = {
    "titles above a table in 万元": (1_200_000 / 1_350_000, {"C5", "D5", "E5"}),
    "a table on its side": (100 / 90, {"C3", "C4", "C5"}),
    "months across the columns": (50 / 39, {"B3", "C3", "D3", "E3", "C4", "D4", "E4"}),
    "a csv file": (1000 / 1200.5, {"B3", "C3", "D3"}),
    "a form": (0.375 / 0.5, {"B3", "B4", "D4"}),
}


PROJECTS = {name: f"P-{number}" for number, name in enumerate(SHEETS, 1)}


def others(folder: Path) -> list[Path]:
    """Two files that say of M-1 the same and otherwise, and one with a cell of U-1 that nobody can read."""
    return [
        workbook(folder / "manager.xlsx", {"2026-03": [
            ["Project ID", "Stage", "BAC", "% complete", "Status date", "Project manager"],
            ["M-1", "Build", 1000, 0.5, "2026-03-31", "Li"],
        ]}),
        workbook(folder / "finance.xlsx", {"2026-03": [["Project ID", "Actual cost", "BAC"], ["M-1", 450, 1200]]}),
        workbook(folder / "2026-03.xlsx", {"Projects": [
            ["Project ID", "BAC", "% complete", "Actual cost"], ["U-0", 1, 1, 1], ["U-1", 100, 0.5, "about ten"],
        ]}),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def layouts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Path]]:
    """A workspace into which the file of each layout was loaded, and these files; the others are there as well."""
    home = tmp_path_factory.mktemp("layouts")
    files = {name: sheet(home / "sent", PROJECTS[name]) for name, sheet in SHEETS.items()}
    sent = [*files.values(), *others(home / "sent")]
    reports = operations.load(Workspace(home), sent, operations.Said(), "Ann")
    assert [report.status for report in reports] == ["loaded"] * len(sent)
    return home, files


@pytest.fixture
def sent(layouts: tuple[Path, dict[str, Path]], monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """The file of each layout; all are loaded in the current workspace."""
    home, files = layouts
    monkeypatch.setenv("PMO_HOME", str(home))
    return files


@pytest.mark.parametrize("name", SHEETS)
def test_every_cell_named_holds_its_text_in_the_file(name: str, sent: dict[str, Path]) -> None:
    path = sent[name]
    subject = Subject.of("cost_performance_index", PROJECTS[name], MARCH)
    cells = [cell for indicator in subject.known for cell in every_cell(subject, indicator)]
    assert {cell.file_name for cell in cells} == {path.name}
    placed = [cell for cell in cells if cell.cell is not None]
    assert {cell.text for cell in cells if cell.cell is None} <= {"CNY", "GBP"}  # as a header says of every row
    assert [(cell.sheet, cell.cell, cell.text, written(path, cell)) for cell in placed if not says(path, cell)] == []
    value, expected = EXPECTED[name]
    explanation = subject.explanation("cost_performance_index")
    assert explanation.value == pytest.approx(value)
    assert {cell.cell for cell in every_cell(subject, "cost_performance_index")} == expected


def every_cell(subject: Subject, indicator: str) -> Iterator[Cell]:
    for one in subject.explanation(indicator).everything():
        yield from (*one.cells, *one.others, *one.earlier)


def says(path: Path, cell: Cell) -> bool:
    return cell.text == text_of(written(path, cell))


def written(path: Path, cell: Cell) -> Any:
    """What the file that was sent says at that place, as another library reads it."""
    row, column = coordinate_to_tuple(cell.cell)
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as lines:
            return list(csv.reader(lines, delimiter=";"))[row - 1][column - 1]
    return load_workbook(path)[cell.sheet].cell(row, column).value


def text_of(value: Any) -> str:
    """The written convention of the ledger: shortest numbers, ISO dates."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return re.sub(r"\.0$", "", str(value))


def test_a_unit_in_the_header_is_named_with_the_cell(sent: dict[str, Path]) -> None:
    project = PROJECTS["titles above a table in 万元"]
    (cost,) = (one for one in explain("actual_cost", project).inputs if one.address == "projects.actual_cost")
    (cell,) = cost.cells
    assert (cell.text, cell.multiplier, cell.value, cell.header) == ("135", 10_000, 1_350_000, "实际成本(万元)")


@pytest.mark.usefixtures("sent")
def test_the_cell_of_the_value_that_won_is_named_and_the_other_where_they_disagree() -> None:
    found = {one.address: one for one in explain("cost_performance_index", "M-1").everything()}
    (percent,), (cost,) = found["projects.percent_complete"].cells, found["projects.actual_cost"].cells
    assert (percent.file_name, percent.cell) == ("manager.xlsx", "D2")
    assert (cost.file_name, cost.cell) == ("finance.xlsx", "B2")
    budget = found["projects.budget_at_completion"]
    assert [(cell.file_name, cell.cell, cell.value) for cell in budget.cells] == [("finance.xlsx", "C2", 1200)]
    assert [(cell.file_name, cell.cell, cell.text) for cell in budget.others] == [("manager.xlsx", "C2", "1000")]
    told = rows.cells(explain("cost_performance_index", "M-1")).to_dict("records")
    notes = {(row["file"], row["cell"]): row["note"] for row in told}
    assert notes[("finance.xlsx", "C2")] == "this one counts"
    assert notes[("manager.xlsx", "C2")] == "says otherwise; does not count"
    assert notes[("manager.xlsx", "D2")] == ""
    findings = warehouse.read("findings")
    (text,) = findings[findings["expected"] == "disagreement"]["text"]
    assert text == "finance.xlsx C2: 1200.0; manager.xlsx C2: 1000.0"


@pytest.mark.usefixtures("sent")
def test_a_cell_nobody_can_read_is_named_with_its_finding() -> None:
    explanation = explain("actual_cost", "U-1")
    assert (explanation.value, explanation.reason) == (None, "MISSING_INPUT(actual_cost)")
    (cost,) = (one for one in explanation.inputs if one.address == "projects.actual_cost")
    (cell,) = cost.cells
    assert (cell.cell, cell.text, cell.value, cell.problem, cell.severity) == (
        "D3", "about ten", None, "not_a_number", "error",
    )  # fmt: skip
