"""What stands in a cell, whatever the kind of file, becomes text by one written convention."""

import struct
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as some
from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from xlsxwriter import Workbook as WrittenWorkbook

from pmo_analytics.errors import FileRefused
from pmo_analytics.importing.limits import Limits
from pmo_analytics.importing.opening.exact_scan import exact_scan
from pmo_analytics.importing.opening.files import read
from pmo_analytics.importing.opening.quick_scan import quick_scan
from pmo_analytics.importing.opening.styles import Styles
from pmo_analytics.importing.sheets import Grid, address, column_letters, column_number
from tests.importing.handmade import merged_record, ods, sheet_xml, text_value, xls, xlsb, xlsx


def opened(content: bytes, path: Path, name: str = "tracker.xlsx") -> Grid:
    """The first sheet of a file with this content."""
    written = path / "file"
    written.write_bytes(content)
    return read(written, name, Limits())[0]


def said(grid: Grid) -> list[tuple[str, str | None, str]]:
    """The notes as (cell, text, what was done)."""
    return [(note.cell, note.text, note.action) for note in grid.notes]


@pytest.fixture
def book(tmp_path: Path):
    """A function that saves an openpyxl workbook after a change to it, and gives its grids by name."""

    def saved(change) -> dict[str, Grid]:
        workbook = Workbook()
        change(workbook.active)
        workbook.save(tmp_path / "tracker.xlsx")
        return {grid.name: grid for grid in read(tmp_path / "tracker.xlsx", "tracker.xlsx", Limits())}

    return saved


def one_cell(book, value, number_format: str | None = None) -> str | None:
    def change(sheet) -> None:
        sheet["B2"] = value
        sheet["D9"] = "decoy"
        if number_format:
            sheet["B2"].number_format = number_format

    return book(change)["Sheet"].cell(1, 1)


def test_columns_are_counted_in_letters():
    assert [column_letters(column) for column in (0, 25, 26, 701, 702, 16_383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert all(column_number(column_letters(column)) == column for column in range(16_384))
    assert address(13, 3) == "D14"


def test_a_grid_of_rows_fills_up_short_ones_and_knows_its_cells():
    grid = Grid.from_rows("Sheet", [["Project", "Budget"], ["Alpha"], ["", "3"]])
    assert grid.columns == (pa.array(["Project", "Alpha", None]), pa.array(["Budget", None, "3"]))
    assert (grid.count_rows, grid.count_columns) == (3, 2)
    assert [grid.cell(0, 1), grid.cell(1, 1), grid.cell(-1, 0), grid.cell(3, 0), grid.cell(0, 2)] == ["Budget"] + [
        None
    ] * 4
    assert grid.head(2) == [["Project", "Budget"], ["Alpha", None]]
    assert Grid.from_rows("Empty", []).count_rows == 0


def test_a_transposed_grid_exchanges_rows_and_columns_and_merged_areas():
    grid = Grid("Sheet", (pa.array(["a", "b", "c"]), pa.array(["d", None, "f"])), merged=((0, 0, 2, 1),))
    turned = grid.transposed()
    assert turned.head(9) == [["a", "b", "c"], ["d", None, "f"]]
    assert turned.merged == ((0, 0, 1, 2),)
    assert turned.transposed() == grid


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (3, None, "3"), (3.0, None, "3"), (0.1, None, "0.1"), (-12.5, None, "-12.5"), (1e21, None, "1" + "0" * 21),
        (1e-7, None, "0.0000001"), (123456789012.25, None, "123456789012.25"), (0.45, "0%", "45%"),
        (0.285, "0%", "28.5%"), (1, "0.00%", "100%"), (0.07, "0%", "7%"), (-0.5, "0%;[Red]-0%", "-50%"),
        (0.45, '0"%"', "0.45"), (45, '0\\%', "45"), ("45", "0%", "45"), (True, None, "true"), (False, None, "false"),
        (" spaced ", None, " spaced "), ("two\nlines", None, "two\nlines"), ("   ", None, None), ("\u3000", None, None),
        ("=1+", None, "#UNCALCULATED"), ("#N/A", None, "#N/A"), ("#DIV/0!", None, "#DIV/0!"),
        (date(2025, 1, 31), None, "2025-01-31"), (datetime(2025, 1, 31, 17, 5, 3), None, "2025-01-31T17:05:03"),
        (datetime(2025, 1, 31), None, "2025-01-31"), (time(12, 30), None, "12:30:00"),
        (timedelta(hours=30, minutes=5), "[h]:mm:ss", "PT30H5M"), (1.5, "hh:mm", "PT36H"), (0.5, "hh:mm", "12:00:00"),
        (45688, "mmm-yy", "2025-01-31"), (61, "yyyy-mm-dd", "1900-03-01"), (60, "yyyy-mm-dd", "60"),
        (0, "yyyy-mm-dd", "0"), (-5, "yyyy-mm-dd", "-5"), (2958466, "yyyy-mm-dd", "2958466"), (3, "0.00", "3"),
    ],
)  # fmt: skip
def test_a_cell_of_an_xlsx_reads_as_written(book, value, number_format, text):
    assert one_cell(book, value, number_format) == text


def test_a_workbook_that_counts_from_1904_gives_the_same_days(tmp_path):
    workbook = Workbook()
    workbook.epoch = CALENDAR_MAC_1904
    workbook.active.append([date(2025, 1, 31), datetime(1904, 1, 20, 6)])
    workbook.save(tmp_path / "mac.xlsx")
    (grid,) = read(tmp_path / "mac.xlsx", "mac.xlsx", Limits())
    assert grid.head(1) == [["2025-01-31", "1904-01-20T06:00:00"]]


def test_positions_count_from_a1_whatever_is_blank_before(book):
    def change(sheet) -> None:
        sheet["C4"] = "x"
        sheet["E6"] = None

    grid = book(change)["Sheet"]
    assert grid.head(9) == [[None] * 3] * 3 + [[None, None, "x"]]


def test_merged_hidden_and_empty_parts_are_told(tmp_path):
    workbook = Workbook()
    sheet, secret, _ = workbook.active, workbook.create_sheet("Secret"), workbook.create_sheet("Nothing")
    sheet["A1"], sheet["B3"], sheet["D4"] = "Report", "x", "y"
    sheet.merge_cells("A1:C2")
    sheet.row_dimensions[3].hidden = sheet.row_dimensions[90].hidden = True
    sheet.column_dimensions["B"].hidden = True
    secret.sheet_state = "veryHidden"
    secret["A1"] = "decoy"
    workbook.save(tmp_path / "tracker.xlsx")
    shown, hidden, empty = read(tmp_path / "tracker.xlsx", "tracker.xlsx", Limits())
    assert shown.merged == ((0, 0, 1, 2),)
    assert [(n.expected, n.text) for n in shown.notes] == [
        ("reading.rows_in_sight", "3"), ("reading.columns_in_sight", "B"),
    ]  # fmt: skip
    assert (shown.hidden, hidden.hidden, hidden.head(1), empty.count_rows) == (False, True, [["decoy"]], 0)
    assert [note.expected for note in hidden.notes] == ["reading.sheet_in_sight"]


def test_formulas_keep_their_results_and_those_without_are_named(tmp_path):
    rows = (
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+1</f></c><c r="C1"><f>1+1</f><v></v></c>'
        '<c r="D1" t="str"><f>IF(1,"")</f><v></v></c><c r="E1" t="str"><f>"a"</f></c><c r="F1" t="e"><f>1/0</f>'
        '<v>#DIV/0!</v></c><c r="G1"><f t="shared" si="0"/><v/></c><c r="H1"><v>7</v></c></row>'
    )
    grid = opened(xlsx(rows), tmp_path)
    assert grid.head(1) == [
        ["2", "#UNCALCULATED", "#UNCALCULATED", None, "#UNCALCULATED", "#DIV/0!", "#UNCALCULATED", "7"]
    ]
    assert said(grid) == [("B1", "B1, C1, E1, G1", "reading.save_in_excel")]


def test_results_that_no_spreadsheet_calculated_are_doubted(tmp_path):
    with WrittenWorkbook(str(tmp_path / "made.xlsx")) as workbook:
        workbook.add_worksheet().write_formula("A1", "=1+1")
    (grid,) = read(tmp_path / "made.xlsx", "made.xlsx", Limits())
    assert grid.cell(0, 0) == "0"
    assert [(note.expected, note.severity) for note in grid.notes] == [("reading.calculated_result", "warning")]


def filled(colour: str | Color) -> PatternFill:
    return PatternFill("solid", fgColor=colour)


def test_a_light_given_only_by_a_fill_is_read_and_decoration_is_not(book):
    def change(sheet) -> None:
        sheet.append(["Portfolio report for March", None, None])
        sheet.append(["Project", "Overall", "Schedule"])
        sheet.append(["Alpha", None, None])
        sheet.append(["Beta", "R", None])
        sheet.append(["Gamma", None, None])
        sheet.append(["A wholly highlighted project", None, None])
        sheet.append(["merged", None, None])
        for cell in [*sheet[1], *sheet[6]]:
            cell.fill = filled("FF00B050")
        for place, colour in {
            "B3": "FFFF0000", "C3": "FFFFC000", "B4": "FFFF0000", "C4": Color(theme=9, tint=-0.25), "B5": "FFD9E1F2",
            "C5": "FFC6EFCE", "A7": "FFFF0000", "B7": "FFFF0000", "E9": "FF00B050",
        }.items():  # fmt: skip
            sheet[place].fill = filled(colour)
        sheet.merge_cells("A7:B7")

    grid = book(change)["Sheet"]
    assert grid.head(99) == [
        ["Portfolio report for March", None, None],
        ["Project", "Overall", "Schedule"],
        ["Alpha", "fill:#FF0000", "fill:#FFC000"],
        ["Beta", "R", "fill:#E46C0A"],
        ["Gamma", None, "fill:#C6EFCE"],
        ["A wholly highlighted project", None, None],
        ["merged", None, None],
    ]


def test_an_error_newer_than_its_reader_costs_no_other_cell(tmp_path):
    rows = '<row r="1"><c r="A1" t="e"><v>#SPILL!</v></c><c r="B1" t="e"><v>#N/A</v></c><c r="C1"><v>3</v></c></row>'
    assert opened(xlsx(rows), tmp_path).head(9) == [["#SPILL!", "#N/A", "3"]]


@pytest.mark.parametrize(
    "sheet",
    [
        '<x:worksheet xmlns:x="{main}"><x:sheetData><x:row r="1"><x:c r="B1"><x:v>1.50</x:v></x:c>'
        '<x:c r="C1" t="e"><x:v>#REF!</x:v></x:c></x:row></x:sheetData></x:worksheet>',
        "<worksheet xmlns='{main}'><sheetData><row r='1'><c r='B1'><v>1.50</v></c><c t='e' r='C1'><v>#REF!</v></c>"
        "</row></sheetData></worksheet>",
        '<worksheet xmlns="{main}"><sheetData><row><c/><c><v>1.50</v></c><c t="e"><v>#REF!</v></c></row></sheetData>'
        "</worksheet>",
    ],
)
def test_a_sheet_may_be_spelled_with_prefixes_other_quotes_or_no_addresses(tmp_path, sheet):
    spelled = sheet.format(main="http://schemas.openxmlformats.org/spreadsheetml/2006/main")
    grid = opened(xlsx("", xl__worksheets__sheet1_ml=spelled), tmp_path)
    assert grid.head(9) == [[None, "1.5", "#REF!"]]


STYLES = Styles(percent={1}, calendar={2}, clock={3}, lights={4: "#FF0000"})
A_CELL = some.builds(
    lambda style, kind, inner: (style, kind, inner),
    some.integers(0, 4),
    some.sampled_from(["", "n", "str", "e", "b"]),
    some.sampled_from(["", "<v>0.5</v>", "<v>-3</v>", "<v>12</v>", "<v>45688</v>", "<v>1E-3</v>", "<v>2.5E1</v>",
                       "<f>A1</f>", "<f>A1</f><v></v>", '<f t="shared" si="1"/><v/>', "<f>A1</f><v>7</v>"]),
)  # fmt: skip
SOME_ROWS = some.lists(some.lists(some.tuples(some.booleans(), A_CELL), max_size=30), max_size=4)


@given(SOME_ROWS, some.booleans(), some.booleans())
def test_the_quick_scan_finds_what_the_exact_one_finds(rows, is_1904, is_kind_first):
    spelled = ""
    for number, cells in enumerate(rows, 1):
        spelled += f'<row r="{number}"{" hidden=" + chr(34) + "1" + chr(34) if number == 2 else ""}>'
        for column, (is_there, (style, kind, inner)) in enumerate(cells):
            says = [f' s="{style}"', f' t="{kind}"' if kind else ""]
            tag = f'<c r="{address(number - 1, column)}"{"".join(reversed(says) if is_kind_first else says)}'
            spelled += (f"{tag}>{inner}</c>" if inner else f"{tag}/>") if is_there else ""
        spelled += "</row>"
    xml = sheet_xml(spelled, '<cols><col min="2" max="3" hidden="1"/></cols>').encode()
    quick, exact = quick_scan(xml, STYLES, is_1904), exact_scan(xml, STYLES, is_1904)
    assert quick is not None
    for marks in (quick.marks, exact.marks):
        marks.percents = {column: sorted(places) for column, places in marks.percents.items()}
    assert quick.marks == exact.marks
    assert quick.count_rows >= exact.count_rows and quick.count_columns >= exact.count_columns


def test_an_old_xls_reads_like_a_new_workbook(tmp_path):
    def styled(row: int, column: int, style: int, value: bytes) -> bytes:
        return struct.pack("<HHH", row, column, style) + value

    records = [
        (0x7D, struct.pack("<HHHHH", 1, 1, 2560, 0, 1) + bytes(2)),
        (0x208, struct.pack("<HHHHHHI", 1, 0, 4, 300, 0, 0, 0x20)),
        (0x204, styled(0, 0, 0, struct.pack("<HB4s", 4, 0, b"Code"))),
        (0x203, styled(1, 0, 1, struct.pack("<d", 0.45))),
        (0x205, styled(1, 1, 0, bytes([7, 1]))),
        (0x06, styled(1, 2, 0, bytes([2, 0, 42, 0, 0, 0, 0xFF, 0xFF]) + bytes(8))),
        (0xBD, struct.pack("<HHHIHIH", 2, 0, 0, (7 << 2) | 2, 2, (30 << 2) | 2, 1)),
        (0x27E, styled(2, 2, 0, struct.pack("<I", (1234 << 2) | 3))),
        (0x203, styled(2, 3, 2, struct.pack("<d", 45688.0))),
        (0xE5, struct.pack("<HHHHH", 1, 4, 5, 0, 1)),
    ]
    grid = opened(xls(records, {164: "0.0%", 165: "yyyy-mm-dd"}), tmp_path, "old.xls")
    assert grid.head(9) == [
        ["Code", None, None, None], ["45%", "#DIV/0!", "#N/A", None], ["7", "30", "12.34", "2025-01-31"],
    ]  # fmt: skip
    assert grid.merged == ((4, 0, 5, 1),)
    assert [note.text for note in grid.notes] == ["2", "B"]


def test_a_binary_xlsb_reads_like_a_plain_workbook(tmp_path):
    style = struct.Struct("<I").pack
    cells = [
        (0, 0, 6, text_value("Project")), (0, 1, 5, style(1) + struct.pack("<d", 0.45)), (2, 1, 3, style(0) + b"\x2a"),
        (2, 2, 2, style(0) + struct.pack("<I", (7 << 2) | 2)), (2, 3, 5, style(2) + struct.pack("<d", 45688.0)),
        (3, 0, 4, style(0) + b"\x01"),
    ]  # fmt: skip
    content = xlsb(cells, {164: "0%", 165: "yyyy-mm-dd"}, merged_record(0, 1, 2, 3))
    grid = opened(content, tmp_path, "tracker.xlsb")
    assert grid.head(9) == [
        ["Project", "45%", None, None], [None] * 4, [None, "#N/A", "7", "2025-01-31"], ["true", None, None, None],
    ]  # fmt: skip
    assert (grid.merged, grid.notes) == (((0, 2, 1, 3),), ())


def cell(kind: str, value: str = "", shown: str = "", more: str = "") -> str:
    attribute = {"date": "date-value", "time": "time-value", "boolean": "boolean-value"}.get(kind, "value")
    stored = f' office:{attribute}="{value}"' if value else ""
    lines = "".join(f"<text:p>{line}</text:p>" for line in shown.split("|") if line)
    return f'<table:table-cell office:value-type="{kind}"{stored} {more}>{lines}</table:table-cell>'


def test_an_open_document_reads_like_a_workbook(tmp_path):
    blank = '<table:table-cell table:number-columns-repeated="{}"/>'.format
    cells = [
        blank(1), cell("percentage", "0.285", "29%"), cell("date", "2025-01-31", "31.01.25"),
        cell("date", "2025-01-31T17:05:03.5"), cell("date", "2025-01-31T00:00:00"), cell("time", "PT12H30M00S"),
        cell("time", "PT30H05M00S"), cell("boolean", "true", "TRUE"),
        cell("float", "3", "3", 'table:number-columns-repeated="2"'),
        cell("string", "", "#DIV/0!", 'calcext:value-type="error" table:formula="of:=1/0"'),
        '<table:table-cell office:value-type="string"><office:annotation><text:p>decoy</text:p></office:annotation>'
        '<text:p>two<text:s text:c="2"/>words</text:p> <text:p>second</text:p></table:table-cell>',
        cell("currency", "12.50", "£12.50"), '<table:table-cell table:formula="of:=1+1"/>', blank(16_370),
    ]  # fmt: skip
    merged = cell("string", "", "m", 'table:number-columns-spanned="2"')
    repeated = 'table:number-rows-repeated="{}"'.format
    tables = (
        '<table:table table:name="One"><table:table-column/>'
        '<table:table-column table:visibility="collapse"/> '
        f"<table:table-row {repeated(2)}>{blank(16_384)}</table:table-row>\n"
        f"<table:table-row>{''.join(cells)}</table:table-row>"
        f'<table:table-row {repeated(2)} table:visibility="filter">{cell("float", "7")}</table:table-row>'
        f"<table:table-row>{merged}<table:covered-table-cell/></table:table-row>"
        f"<table:table-row {repeated(1_048_000)}>{blank(16_384)}</table:table-row></table:table>"
    )
    grid = opened(ods(tables), tmp_path, "tracker.ods")
    rest = [None] * 13
    assert grid.head(9) == [
        [None] * 14, [None] * 14,
        [None, "28.5%", "2025-01-31", "2025-01-31T17:05:03", "2025-01-31", "12:30:00", "PT30H5M", "true", "3", "3",
         "#DIV/0!", "two  words\nsecond", "12.5", "#UNCALCULATED"],
        ["7", *rest], ["7", *rest], ["m", *rest],
    ]  # fmt: skip
    assert grid.merged == ((5, 0, 5, 1),)
    assert said(grid) == [
        ("", "4, 5", "reading.hidden_read"), ("", "B", "reading.hidden_read"), ("N3", "N3", "reading.save_in_excel"),
    ]  # fmt: skip


def test_a_hidden_sheet_of_an_open_document_is_told(tmp_path):
    row = f"<table:table-row>{cell('float', '1')}</table:table-row>"
    style = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    table = '<table:table table:name="{}" table:style-name="{}">{}</table:table>'
    (tmp_path / "file").write_bytes(ods(style + table.format("A", "ta1", row) + table.format("B", "ta2", row)))
    grids = read(tmp_path / "file", "tracker.ods", Limits())
    assert [(grid.name, grid.hidden, grid.head(1)) for grid in grids] == [("A", False, [["1"]]), ("B", True, [["1"]])]


def test_a_web_page_named_xls_gives_its_tables(tmp_path):
    page = (
        "<html><head><meta charset=gb2312><title>decoy</title></head><body><table border=1>"
        "<tr><td rowspan=2>项目</td><th colspan=2>预算 &amp; 实际</th></tr>"
        "<tr><td>1<br>2</td><td> 3\n4 </td></tr></table>"
        "<p>decoy</p><table><tr><td></td></tr></table><table><tr><td>b<table><tr><td>c</td></tr></table></td></tr></table>"
    )
    (tmp_path / "file").write_bytes(page.encode("gbk"))
    grids = read(tmp_path / "file", "导出.xls", Limits())
    assert [(grid.name, grid.head(9)) for grid in grids] == [
        ("导出", [["项目", "预算 & 实际", None], [None, "1\n2", "3 4"]]), ("导出 2", [["b"]]), ("导出 3", [["c"]]),
    ]  # fmt: skip
    assert grids[0].merged == ((0, 0, 1, 0), (0, 1, 0, 2))
    assert said(grids[0]) == [("", ".xls", "reading.read_as_html")]


def test_a_page_without_a_table_is_refused(tmp_path):
    with pytest.raises(FileRefused, match="web page"):
        opened(b"<html><body>nothing</body></html>", tmp_path, "export.xls")
