"""A workbook with findings written in is the workbook it was: it reads the same, and what is beside its cells stays."""

import re
import zipfile
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from pmo_analytics.errors import FileRefused
from pmo_analytics.importing.annotating import summary as summaries
from pmo_analytics.importing.annotating.proof import prove_notes
from pmo_analytics.importing.annotating.spelling import SpelledOtherwise
from pmo_analytics.importing.annotations import FILLS, MARK, Remark, Summary, SummaryRow
from pmo_analytics.importing.limits import Limits
from pmo_analytics.importing.opening.colours import is_light
from pmo_analytics.importing.opening.packages import Package
from pmo_analytics.importing.sandbox import annotated_workbook, read_workbook
from tests.importing.handmade import package, xls

HEADERS = ("Sheet", "Cell", "Severity", "Field", "Text found", "Project", "What")
ODD = """=HYPERLINK("http://x") <b>&amp; _x0041_ \u202e"""


def tracker(path: Path) -> Path:
    """A workbook with what spreadsheet programs put beside cells, and what a rewriting of cells would lose."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Ann's list")
        bold, light = book.add_format({"bold": True, "num_format": "0.0%"}), book.add_format({"bg_color": "#FF0000"})
        sheet.write_row("A1", ["Project", "BAC", "Share", "RAG", "Due"])
        sheet.write_row("A2", ["P1", 5, 0.25, "", "30 Feb"])
        sheet.write("C2", 0.25, bold)
        sheet.write_blank("D2", None, light)
        sheet.write_datetime("E3", date(2026, 3, 31), book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_formula("B3", "=B2*2", None, 10)
        sheet.write_dynamic_array_formula("B4", "=SUM(B2:B3)", None, 15)
        sheet.set_column("A:A", 33.5)
        sheet.write_comment("E2", "Ann's own note")
        sheet.data_validation("D2:D9", {"validate": "list", "source": ["Green", "Red"]})
        sheet.conditional_format("B2:B9", {"type": "data_bar", "data_bar_2010": True})
        sheet.add_sparkline("F2", {"range": "'Ann''s list'!B2:B3"})
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "='Ann''s list'!$B$2:$B$3"})
        sheet.insert_chart("H2", chart)
        sheet.add_table("A6:B8", {"columns": [{"header": "Risk"}, {"header": "Score"}]})
        book.add_worksheet("Untouched").write("A1", "x")
    return path


SHEET = "Ann's list"
REMARKS = [
    Remark(SHEET, "E2", "error", f"Expected a date: {ODD}"),
    Remark(SHEET, "B3", "warning", "Ten times as much as before.\nLook at the unit."),
    Remark(SHEET, "B3", "note", "And more."),
    Remark(SHEET, "C2", "note", "A share."),
    Remark(SHEET, "D2", "error", "No light."),
    Remark(SHEET, "ZZ90", "note", "A cell that stands nowhere."),
]


def summary(remarks: list[Remark] = REMARKS) -> Summary:
    rows = tuple(
        SummaryRow(one.sheet, one.cell, one.severity, (one.severity, "f", ODD, "P1", one.text)) for one in remarks
    )
    whole = SummaryRow("Untouched", "", "note", ("note", "", "", "", "The sheet"))
    return Summary("findings", "5 findings", ("Correct them.",), HEADERS, (*rows, whole))


def marked(path: Path, remarks: list[Remark] = REMARKS) -> Path:
    content = annotated_workbook(path, path.name, Limits(), summary(remarks), remarks)
    assert content is not None
    made = path.with_name(f"marked {path.name}")
    made.write_bytes(content)
    return made


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture
def both(tmp_path: Path) -> tuple[Path, Path]:
    """The workbook before and after."""
    before = tracker(tmp_path / "tracker.xlsx")
    return before, marked(before)


def test_all_parts_but_those_of_marks_are_the_same_bytes(both) -> None:
    before, after = map(parts, both)
    changed = {name for name, content in before.items() if after[name] != content}
    assert changed == {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml", "xl/worksheets/sheet1.xml",
    }  # fmt: skip
    assert set(after) - set(before) == {"xl/worksheets/pmo-findings.xml"}


def test_of_the_sheet_only_the_styles_of_marked_cells_change(both) -> None:
    before, after = (parts(path)["xl/worksheets/sheet1.xml"] for path in both)
    cells = [re.findall(rb"<c [^>]*>", xml) for xml in (before, after)]
    touched = {re.search(rb'r="(\w+)"', old)[1] for old, new in zip(*cells, strict=True) if old != new}
    assert touched == {b"E2", b"B3", b"C2", b"D2"}
    unstyled = [re.sub(rb' s="[0-9]+"', b"", xml) for xml in (before, after)]
    assert unstyled[0] == unstyled[1]


def seen(cell: openpyxl.cell.Cell) -> tuple[object, ...]:
    """What a cell holds and how it looks, but for its colour; of an array formula its text."""
    return getattr(cell.value, "text", cell.value), cell.number_format, cell.font.b, cell.alignment.wrap_text


def test_formulas_their_results_formats_and_widths_survive(both) -> None:
    for is_result in (False, True):
        before, after = (openpyxl.load_workbook(path, data_only=is_result)[SHEET] for path in both)
        for row in before.iter_rows():
            for cell in row:
                assert seen(cell) == seen(after[cell.coordinate])
        assert before.column_dimensions["A"].width == after.column_dimensions["A"].width
        assert before["B3"].value == (10 if is_result else "=B2*2")


def test_cells_are_filled_by_severity_but_a_colour_that_is_a_light_stays(both) -> None:
    sheet = openpyxl.load_workbook(both[1])[SHEET]
    filled = {cell: sheet[cell].fill.fgColor.rgb for cell in ("E2", "B3", "C2", "D2", "B2")}
    assert filled == {"E2": f"FF{FILLS['error']}", "B3": f"FF{FILLS['warning']}", "C2": f"FF{FILLS['note']}",
                      "D2": "FFFF0000", "B2": "00000000"}  # fmt: skip
    assert sheet["D2"].border.left.style == "medium"
    assert not any(is_light(colour) for colour in FILLS.values())


def test_notes_say_what_is_wrong_and_leave_those_that_were_there(both) -> None:
    sheet = openpyxl.load_workbook(both[1])[SHEET]
    assert sheet["E2"].comment.text.startswith("Ann's own note")
    assert "[PMO Analytics] Expected a date: =HYPERLINK" in sheet["E2"].comment.text
    assert sheet["B3"].comment.text == "Ten times as much as before.\nLook at the unit.\n\nAnd more."
    assert sheet["ZZ90"].comment.text == "A cell that stands nowhere."
    assert sheet["A1"].comment is None
    drawn = parts(both[1])["xl/drawings/vmlDrawing1.vml"].decode()
    numbers = re.findall(r'<v:shape id="_x0000_s(\d+)"', drawn)
    assert len(numbers) == len(set(numbers)) == 5


def test_the_summary_lists_every_finding_as_text_and_links_to_its_cell(both) -> None:
    book = openpyxl.load_workbook(both[1])
    assert book.sheetnames == [SHEET, "Untouched", "findings"]
    sheet = book["findings"]
    assert (sheet["A1"].value, sheet["B1"].value, sheet["A1"].data_type) == (MARK, "5 findings", "s")
    assert [cell.value for cell in sheet[4]][1:] == list(HEADERS)
    assert sheet["F5"].value.startswith("=HYPERLINK") and sheet["F5"].data_type == "s"
    assert "<f>" not in parts(both[1])["xl/worksheets/pmo-findings.xml"].decode()
    links = [sheet.cell(row, 3).hyperlink.location for row in range(5, 12)]
    assert links[0] == "'Ann''s list'!E2" and links[-1] == "'Untouched'!A1"


def test_more_findings_than_a_sheet_holds_links_are_listed_with_their_cells(monkeypatch) -> None:
    assert summaries.MOST_LINKS < 65_530
    monkeypatch.setattr(summaries, "MOST_LINKS", 2)
    xml = summaries.summary_sheet(summary(), lambda kind, severity=None: {"link": 7}.get(kind, 1)).decode()
    assert re.findall(r'<hyperlink ref="(\w+)"', xml) == ["C5", "C6"]
    cells = re.findall(r'<c r="C(\d+)" s="(\d)"[^>]*><is><t [^>]*>([^<]*)', xml)[1:]
    assert cells == [("5", "7", "E2"), ("6", "7", "B3"), ("7", "1", "B3"), ("8", "1", "C2"), ("9", "1", "D2"),
                     ("10", "1", "ZZ90"), ("11", "1", "")]  # fmt: skip


def test_it_reads_as_it_read_before(both) -> None:
    before, after = (read_workbook(path, "tracker.xlsx", Limits()) for path in both)
    assert before == after
    assert before[0].cell(1, 3) == "fill:#FF0000"


def test_a_second_round_takes_the_first_one_out(both) -> None:
    _, first = both
    second = marked(first, [Remark(SHEET, "B2", "warning", "Another.")])
    book = openpyxl.load_workbook(second)
    sheet = book[SHEET]
    assert book.sheetnames == [SHEET, "Untouched", "findings"]
    assert book["findings"].max_row == 6
    notes = {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}
    assert notes == {"E2": "Ann's own note", "B2": "Another."}
    fills = {cell: sheet[cell].fill.fgColor.rgb for cell in ("E2", "B3", "C2", "D2", "B2")}
    assert fills == {"E2": "00000000", "B3": "00000000", "C2": "00000000", "D2": "FFFF0000",
                     "B2": f"FF{FILLS['warning']}"}  # fmt: skip
    assert parts(second)["xl/drawings/vmlDrawing1.vml"].count(b"<v:shape ") == 2
    assert read_workbook(second, "tracker.xlsx", Limits()) == read_workbook(first, "tracker.xlsx", Limits())


def test_another_program_may_have_saved_it_between_two_rounds(both) -> None:
    _, first = both
    book = openpyxl.load_workbook(first)
    book[SHEET]["E2"] = date(2026, 2, 28)
    resaved = first.with_name("resaved.xlsx")
    book.save(resaved)
    assert [grid.name for grid in read_workbook(resaved, "tracker.xlsx", Limits())] == [SHEET, "Untouched"]
    again = openpyxl.load_workbook(marked(resaved, [Remark(SHEET, "A2", "note", "Another.")]))
    assert again.sheetnames == [SHEET, "Untouched", "findings"]
    notes = {cell.coordinate: cell.comment.text for row in again[SHEET].iter_rows() for cell in row if cell.comment}
    assert notes.keys() == {"E2", "A2"} and notes["A2"] == "Another."
    assert again[SHEET]["E2"].fill.fgColor.rgb == "00000000"


def noted(path: Path) -> dict[str, dict[str, str]]:
    """The notes of each sheet, by cell."""
    return {
        sheet.title: {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}
        for sheet in openpyxl.load_workbook(path)
    }


def three_sheets(path: Path) -> Path:
    """A workbook of three sheets without a note."""
    with xlsxwriter.Workbook(path) as book:
        for name in "ABC":
            book.add_worksheet(name).write("A1", name)
    return path


def test_a_second_round_on_more_sheets_leaves_each_note_on_its_own(tmp_path: Path) -> None:
    on = {name: Remark(name, "A1", "error", f"About {name}.") for name in "ABC"}
    first = marked(three_sheets(tmp_path / "tracker.xlsx"), [on["B"]])
    assert noted(first) == {"A": {}, "B": {"A1": "About B."}, "C": {}, "findings": {}}
    second = marked(first, [on["A"], on["B"], on["C"]])
    assert noted(second) == {name: {"A1": f"About {name}."} for name in "ABC"} | {"findings": {}}
    third = marked(second, [on["C"]])
    assert noted(third) == {"A": {}, "B": {}, "C": {"A1": "About C."}, "findings": {}}
    drawings = [part for name, part in parts(second).items() if name.endswith(".vml")]
    shapes = re.findall(rb'<v:shape id="(\w+)"', b"".join(drawings))
    assert len(set(shapes)) == len(shapes) == 3


@pytest.mark.parametrize(
    ("wanted", "is_so"),
    [
        ({"B": {"A1": "About B."}}, True),
        ({"A": {"A1": "About B."}}, False),
        ({"B": {"A1": "About C."}}, False),
        ({"B": {"A2": "About B."}}, False),
        ({"B": {"A1": "About B."}, "C": {"A1": "About B."}}, False),
        ({}, False),
    ],
)
def test_notes_are_proved_before_a_file_leaves(tmp_path: Path, wanted: dict, is_so: bool) -> None:
    path = marked(three_sheets(tmp_path / "tracker.xlsx"), [Remark("B", "A1", "error", "About B.")])
    told = {sheet: {cell: Remark(sheet, cell, "error", text) for cell, text in cells.items()}
            for sheet, cells in wanted.items()}  # fmt: skip
    with nullcontext() if is_so else pytest.raises(SpelledOtherwise):
        prove_notes(Package(path, Limits(), path.name), told)


def test_a_list_of_findings_alone_is_refused_by_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "findings.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B4"] = MARK, "Project ID"
    book.save(path)
    with pytest.raises(FileRefused) as refused:
        read_workbook(path, "findings.xlsx", Limits())
    assert refused.value.key == "errors_reading.only_findings"


def prefixed(content: dict[str, bytes]) -> dict[str, bytes]:
    sheet = content["xl/worksheets/sheet1.xml"]
    spelled = re.sub(rb"<(/?)(?=[a-z])(?!x14:|xm:|xr:)", rb"<\1x:", sheet).replace(b' xmlns="', b' xmlns:x="', 1)
    return content | {"xl/worksheets/sheet1.xml": spelled}


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        (lambda parts: parts | {"_xmlsignatures/sig1.xml": b"<a/>"}, "the signature would be broken"),
        (prefixed, "the cells are spelled otherwise"),
        (lambda parts: parts | {"xl/styles.xml": b"<styleSheet/>"}, "there are no styles to add to"),
    ],
)
def test_what_cannot_be_changed_without_a_loss_is_not_changed(tmp_path: Path, changed, why: str) -> None:
    path = tmp_path / "tracker.xlsx"
    path.write_bytes(package(changed(parts(tracker(path)))))
    assert annotated_workbook(path, "tracker.xlsx", Limits(), summary(), REMARKS) is None, why


@pytest.mark.parametrize("content", [b"a,b\n1,2\n", xls([(0x0009, b"")]), b""])
def test_a_file_of_another_kind_is_not_changed(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "tracker.xlsx"
    path.write_bytes(content)
    assert annotated_workbook(path, "tracker.xlsx", Limits(), summary(), REMARKS) is None


def test_a_remark_on_a_sheet_that_is_not_there_changes_nothing(tmp_path: Path) -> None:
    path = tracker(tmp_path / "tracker.xlsx")
    remarks = [Remark("Elsewhere", "A1", "note", "?")]
    assert annotated_workbook(path, "tracker.xlsx", Limits(), summary(remarks), remarks) is None
