"""A file goes out with its findings and comes back: what it reports is the same, and nothing new is found in it."""

import io
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from pmo_analytics import loading, operations, warehouse
from pmo_analytics.errors import FileRefused, UnknownName
from pmo_analytics.exporting.findings_workbook import findings_workbook
from pmo_analytics.findings import sending
from pmo_analytics.importing.annotations import MARK
from pmo_analytics.settings import Settings
from pmo_analytics.words import set_language
from pmo_analytics.workspace import Workspace
from tests.asked import only
from tests.workbooks import csv_file, workbook

ASKED = ("projects", "finding_list", "loads")
pytestmark = pytest.mark.asks(*ASKED)

HEADERS = ["Project ID", "Project name", "Project manager", "BAC", "Overall RAG", "Forecast finish"]
ROWS = [
    HEADERS,
    ["P1", "=1+1 <b>", "Li Na", 5_000_000, "Amberish", "30 Feb 2026"],
    ["P2", "Payroll", "Ann", "=cmd|'/c calc'!A1", "Green", "2026-12-31"],
    ["P3", "Sound", "Ann", 700, "Red", "2026-12-31"],
]
FOUND = {("E2", "not_a_light"), ("F2", "impossible_date"), ("D3", "not_a_number")}


def tracker(folder: Path, name: str = "tracker 2026-03.xlsx") -> Path:
    """A tracker with three wrong cells; texts that look like formulas are texts in it."""
    path = workbook(folder / name, {"Status": ROWS})
    book = openpyxl.load_workbook(path)
    for cell in (book["Status"]["B2"], book["Status"]["D3"]):
        cell.data_type = "s"
    book.save(path)
    return path


def load(workspace, *paths: Path) -> None:
    reports = operations.load(workspace, paths, operations.Said(), "Ann")
    assert [report.status for report in reports] == ["loaded"] * len(paths), [report.reason for report in reports]


@pytest.fixture(scope="module")
def loaded_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the tracker, which tests copy."""
    home = tmp_path_factory.mktemp("loaded")
    with only(*ASKED):
        load(Workspace(home), tracker(home / "sent"))
    return home


@pytest.fixture
def loaded(loaded_home: Path, workspace: Workspace) -> Workspace:
    """A workspace of the test's own with the tracker loaded."""
    shutil.copytree(loaded_home, workspace.home)
    return workspace


def found() -> set[tuple[str, str]]:
    rows = warehouse.read("finding_list", warehouse.Filters(period=max(warehouse.periods())))
    return set(zip(rows["cell"], rows["expected"], strict=True))


def projects() -> dict[str, list[str]]:
    """What is known of each project, but for the load and the file that say so."""
    rows = warehouse.read("projects").drop(columns=["load_id", "file_name"]).sort_values("project_id")
    return {str(name): [str(value) for value in column] for name, column in rows.items()}


def sent(workspace, name: str) -> sending.SentBack:
    return sending.send_back(workspace, sending.file_of(name))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_comes_back_with_the_same_rows_and_no_new_finding(loaded, tmp_path: Path, language: str) -> None:
    before = projects()
    assert found() == FOUND
    set_language(language)
    ((name, content),) = sent(loaded, "tracker 2026-03.xlsx").files.items()
    back = tmp_path / name
    back.write_bytes(content)
    load(loaded, back)
    assert projects() == before
    assert found() == FOUND
    loads = warehouse.read("loads")
    assert list(loads["replaces"])[0] == "1" and list(loads["rows_set_aside"]) == [0, 0]


def test_a_mended_cell_is_no_finding_any_more(loaded, tmp_path: Path) -> None:
    ((name, content),) = sent(loaded, "1").files.items()
    book = openpyxl.load_workbook(io.BytesIO(content))
    book["Status"]["E2"], book["Status"]["F2"] = "Amber", "2026-02-28"
    book.save(tmp_path / name)
    load(loaded, tmp_path / name)
    assert found() == {("D3", "not_a_number")}
    light = warehouse.read("projects").set_index("project_id").loc["P1", "declared_overall"]
    assert light == "amber"


def test_notes_and_summary_speak_the_readers_language(loaded, tmp_path: Path) -> None:
    set_language("zh")
    ((name, content),) = sent(loaded, "1").files.items()
    assert name == "tracker 2026-03 - 数据问题.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book["Status"]["E2"].comment.text.startswith("无法读取：应为红绿灯")
    sheet = book["数据问题"]
    assert sheet["B1"].value == "tracker 2026-03.xlsx：3 条数据问题"
    rows = [[cell.value for cell in row][1:] for row in sheet.iter_rows(min_row=5)]
    assert [row[:3] for row in rows] == [
        ["Status", "D3", "无法读取"], ["Status", "E2", "无法读取"], ["Status", "F2", "无法读取"],
    ]  # fmt: skip
    assert rows[0][4] == "=cmd|'/c calc'!A1" and sheet["F5"].data_type == "s"


def test_a_csv_goes_back_untouched_beside_a_workbook_that_links_to_its_cells(workspace, tmp_path: Path) -> None:
    text = "Project ID,Project name,Project manager,BAC\nP1,Alpha,Ann,=1+1\nP2,Beta,Ann,5\n"
    load(workspace, csv_file(tmp_path / "tracker 2026-03.csv", text))
    back = sent(workspace, "tracker 2026-03.csv")
    assert not back.is_annotated
    assert back.files["tracker 2026-03.csv"] == text.encode()
    beside = back.files["tracker 2026-03 - findings.xlsx"]
    sheet = openpyxl.load_workbook(io.BytesIO(beside)).active
    assert sheet["A1"].value == MARK and sheet.column_dimensions["A"].hidden
    row = [cell.value for cell in sheet[5]][1:]
    assert row[:5] == ["tracker 2026-03", "D2", "cannot be read", "Budget at completion", "=1+1"]
    assert sheet["F5"].data_type == "s"
    link = sheet["C5"].hyperlink
    assert (link.target, link.location) == ("tracker%202026-03.csv", "'tracker 2026-03'!D2")
    name, content = sending.packed(workspace, sending.file_of("1"))
    assert name == "tracker 2026-03 - findings.zip"
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.namelist() == list(back.files)
    path = tmp_path / "beside 2026-03.xlsx"
    path.write_bytes(beside)
    (report,) = operations.load(workspace, [path], operations.Said(), "Ann")
    assert report.status == "refused" and "list of findings" in report.reason


def test_a_workbook_that_cannot_be_written_into_goes_back_in_a_zip_with_the_list_beside_it(
    workspace, tmp_path: Path
) -> None:
    plain, signed = tracker(tmp_path, "plain 2026-03.xlsx"), tracker(tmp_path, "signed 2026-02.xlsm")
    with zipfile.ZipFile(signed, "a") as package:
        package.writestr("_xmlsignatures/sig1.xml", "<a/>")
    load(workspace, plain, signed)
    name, content = sending.packed(workspace, sending.file_of(plain.name))
    assert name == "plain 2026-03 - findings.xlsx"
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames == ["Status", "findings"]
    name, content = sending.packed(workspace, sending.file_of(signed.name))
    assert name == "signed 2026-02 - findings.zip"
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.namelist() == ["signed 2026-02.xlsm", "signed 2026-02 - findings.xlsx"]
        assert package.read("signed 2026-02.xlsm") == signed.read_bytes()
        beside = openpyxl.load_workbook(io.BytesIO(package.read("signed 2026-02 - findings.xlsx")))
    assert [cell.value for cell in beside.active["C"][4:]] == ["D3", "E2", "F2"]


def test_what_is_not_there_is_said(loaded, tmp_path: Path) -> None:
    for asked in ("2", "elsewhere.xlsx", "tracker"):
        with pytest.raises(UnknownName):
            sending.file_of(asked)
    sha256 = sending.file_of("tracker 2026-03.xlsx")
    (loaded.files / sha256).unlink()
    with pytest.raises(FileRefused) as refused:
        sending.send_back(loaded, sha256)
    assert "tracker 2026-03.xlsx" in str(refused.value)


def test_the_commands_list_findings_and_write_the_file(loaded, pmo, tmp_path: Path) -> None:
    rows = pmo.json("findings", "--severity", "error", "--project", "P2")
    assert [(row["cell"], row["project_id"], row["manager"]) for row in rows] == [("D3", "P2", "Ann")]
    assert pmo.json("findings", "--severity", "note") == pmo.json("findings", "--file", "other.xlsx") == []
    assert "3 rows" in pmo("findings", "--period", "2026-03").stdout
    pmo("findings", "--severity", "grave", expect=2)
    out = tmp_path / "out"
    pmo("send-back", "tracker 2026-03.xlsx", "--out", out, "--language", "zh")
    pmo("send-back", "1", "--out", out, "--language", "zh", expect=2)
    assert [path.name for path in out.iterdir()] == ["tracker 2026-03 - 数据问题.xlsx"]
    pmo("send-back", "7", "--out", out, expect=2)


def listed(back: sending.SentBack) -> list[object]:
    """The cells on the list of findings of a workbook that goes back."""
    (content,) = back.files.values()
    return [row[2].value for row in openpyxl.load_workbook(io.BytesIO(content))["findings"].iter_rows(min_row=5)]


def test_a_file_undone_and_loaded_again_names_each_finding_once(workspace, tmp_path: Path) -> None:
    path, beside = tracker(tmp_path), tracker(tmp_path, "another 2026-03.xlsx")
    book = openpyxl.load_workbook(beside)
    book["Status"]["A2"] = "P9"
    book.save(beside)
    load(workspace, path)
    operations.undo(workspace, [1], "Ann")
    load(workspace, path, beside)
    assert listed(sent(workspace, path.name)) == ["D3", "E2", "F2"]
    operations.undo(workspace, [2], "Ann")
    assert not warehouse.read("loads").set_index("file_name").loc[path.name, "is_active"].any()
    assert listed(sent(workspace, path.name)) == ["D3", "E2", "F2"], "of the newest attempt where none counts"


def test_more_findings_than_a_sheet_holds_links_keep_their_cells_and_are_counted(monkeypatch) -> None:
    one = {"sheet": "S", "severity": "note", "about": "", "text": "", "project_id": None, "what": "x"}
    rows = pd.DataFrame([one | {"cell": f"A{number}"} for number in range(1, 5)])
    assert sending.MOST_LINKS < 65_530 and len(sending._summary("f.csv", rows).sublines) == 1
    monkeypatch.setattr(sending, "MOST_LINKS", 3)
    summary = sending._summary("f.csv", rows)
    assert summary.sublines[1] == "The last one has no link to its cell: a sheet holds no more links."
    listed = [(row.severity, (row.sheet, row.cell, *row.texts)) for row in summary.rows]
    content = findings_workbook(MARK, "findings", ("t", "b", "u"), summary.headers, listed, "f.csv", 3)
    cells = [openpyxl.load_workbook(io.BytesIO(content)).active[f"C{row}"] for row in range(5, 9)]
    assert [cell.value for cell in cells] == ["A1", "A2", "A3", "A4"]
    assert [bool(cell.hyperlink) for cell in cells] == [True, True, True, False]
    assert cells[2].font.u and not cells[3].font.u


OUTSIDE = "../../../evil 2026-03.csv"
BAD = "Project ID,Project name,Project manager,BAC\nP1,Alpha,Ann,lots\n"


def test_a_name_that_leads_out_of_the_folder_is_only_its_last_part(workspace, pmo, tmp_path: Path) -> None:
    path = csv_file(tmp_path / "1", BAD)
    operations.load(workspace, [path], operations.Said(), "Ann", names={path: OUTSIDE})
    assert list(warehouse.read("loads")["file_name"]) == ["evil 2026-03.csv"]
    assert sending.file_of(OUTSIDE) == sending.file_of("evil 2026-03.csv") == sending.file_of("1")


def test_a_ledger_of_an_earlier_version_writes_nowhere_else_either(workspace, pmo, tmp_path: Path) -> None:
    path = csv_file(tmp_path / "1", BAD)
    loading.load_files(workspace, [(path, OUTSIDE)], operations.Said(), Settings.of(workspace), "Ann", is_trial=False,
                       progress=lambda name: None)  # fmt: skip
    operations.renew(workspace)
    names = ["evil 2026-03.csv", "evil 2026-03 - findings.xlsx"]
    out = tmp_path / "o" / "p" / "q"
    pmo("send-back", "1", "--out", out)
    assert sorted(path.name for path in (tmp_path / "o").rglob("*") if path.is_file()) == sorted(names)
    assert sorted(path.name for path in out.iterdir()) == sorted(names)
    with zipfile.ZipFile(io.BytesIO(sending.packed(workspace, sending.file_of("1"))[1])) as package:
        assert package.namelist() == names
