"""A hostile, broken or foreign file is refused by name and remedy, or read for what it is; the process never dies."""

import io
import random
import struct
import sys
import zipfile
from pathlib import Path

import pytest

from pmo_analytics.errors import FileRefused
from pmo_analytics.importing import sandbox
from pmo_analytics.importing.limits import Limits
from pmo_analytics.importing.sandbox import read_workbook
from pmo_analytics.importing.sheets import Grid
from pmo_analytics.settings import Settings
from pmo_analytics.workspace import Workspace
from tests.importing.handmade import compound, ods, package, sheet_xml, xls, xlsx, xlsx_parts

ROW = '<row r="1"><c r="A1"><v>7</v></c></row>'
SEVEN = [["7"]]


@pytest.fixture
def opened(tmp_path: Path):
    """A function that reads a file of this content in the sandbox."""

    def read(content: bytes, name: str = "tracker.xlsx", limits: Limits | None = None) -> tuple[Grid, ...]:
        path = tmp_path / "upload"
        path.write_bytes(content)
        return read_workbook(path, name, limits or Limits())

    return read


def refusal(opened, content: bytes, name: str = "tracker.xlsx", limits: Limits | None = None) -> FileRefused:
    with pytest.raises(FileRefused) as refused:
        opened(content, name, limits)
    assert name in str(refused.value) and name in refused.value.said("zh")
    return refused.value


def actions(grid: Grid) -> list[str]:
    return [note.action for note in grid.notes]


def test_limits_are_those_of_the_settings():
    limits = Limits.from_table(Settings.of(Workspace(Path("nowhere"))).limits)
    assert limits == Limits()
    assert (limits.seconds_for(1_000), limits.seconds_for(100 * 2**20)) == (60, 600)
    with pytest.raises(TypeError):
        Limits.from_table({"colour": 1})


def test_what_the_child_found_comes_back_whole(opened):
    hidden = '<sheetPr/><cols><col min="1" max="1" hidden="1"/></cols>'
    sheet = sheet_xml(
        '<row r="2"><c r="B2"><v>7</v></c></row>', hidden, '<mergeCells><mergeCell ref="A3:B4"/></mergeCells>'
    )
    (grid,) = opened(xlsx("", xl__worksheets__sheet1_ml=sheet))
    assert (grid.name, grid.hidden, grid.merged) == ("S", False, ((2, 0, 3, 1),))
    assert grid.head(9) == [[None, None], [None, "7"]]
    assert [(note.sheet, note.text, note.severity, note.action) for note in grid.notes] == [
        ("S", "A", "note", "reading.hidden_read")
    ]


# What is no table at all


@pytest.mark.parametrize(
    ("content", "name", "key"),
    [
        (b"", "tracker.xlsx", "empty"),
        (b" \r\n\r\n ", "tracker.csv", "empty"),
        (b",,\n,,\n", "tracker.csv", "empty"),
        (xlsx(""), "tracker.xlsx", "empty"),
        (xlsx(ROW)[:-200], "tracker.xlsx", "damaged"),
        (xlsx(ROW)[:200], "tracker.xlsx", "damaged"),
        (b"PK\x03\x04" + bytes(300), "tracker.xlsx", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "tracker.xls", "damaged"),
        (random.Random(1).randbytes(5_000), "tracker.xlsx", "binary"),
        (random.Random(2).randbytes(5_000), "tracker.csv", "binary"),
        (b"a,b\n\x00,2\n", "tracker.csv", "binary"),
        (b"a,b\n\x07,2\n", "tracker.csv", "control_character"),
        (xlsx('<row r="1"><c r="A1" t="inlineStr"><is><t>_x0001_</t></is></c></row>'), "t.xlsx", "control_character"),
        (b"%PDF-1.7 ...", "tracker.csv", "no_table_file"),
        (b'[{"project": "Alpha"}]', "tracker.csv", "no_table_file"),
        (package({"word/document.xml": "<document/>"}), "tracker.xlsx", "no_table_file"),
        (package({"tracker.xlsx": xlsx(ROW)}), "tracker.xlsx", "no_table_file"),
        (compound({"WordDocument": b"text"}), "tracker.xls", "no_table_file"),
        (b'<?xml version="1.0"?><Project/>', "plan.xml", "page_without_table"),
        (compound({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), "tracker.xlsx", "encrypted"),
        (xls([], is_locked=True), "tracker.xls", "encrypted"),
        (ods("", manifest="<encryption-data/>"), "tracker.ods", "encrypted"),
    ],
)  # fmt: skip
def test_a_file_that_holds_no_readable_table_is_refused(opened, content, name, key):
    assert refusal(opened, content, name).key == f"errors_reading.{key}"


def test_an_encrypted_package_entry_is_no_damage(opened):
    content = bytearray(xlsx(ROW))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(mark) + offset] |= 1
    assert refusal(opened, bytes(content)).key == "errors_reading.encrypted"


def test_an_add_in_is_no_workbook(opened):
    parts = xlsx_parts(sheet_xml(ROW))
    parts["[Content_Types].xml"] = str(parts["[Content_Types].xml"]).replace(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "application/vnd.ms-excel.addin.macroEnabled.main+xml",
    )
    assert refusal(opened, package(parts), "tools.xlam").key == "errors_reading.add_in"


def test_a_missing_file_is_refused_by_name(tmp_path):
    with pytest.raises(FileRefused, match=r"tracker\.xlsx cannot be opened") as refused:
        read_workbook(tmp_path / "nowhere", "tracker.xlsx", Limits())
    assert refused.value.key == "errors_reading.not_readable"


# Content decides


@pytest.mark.parametrize(
    ("content", "name", "cells", "action"),
    [
        (b"a,b\n1,2\n", "tracker.xlsx", [["a", "b"], ["1", "2"]], "reading.read_as_delimited"),
        (xlsx(ROW), "tracker.csv", SEVEN, "reading.read_as_xlsx"),
        (xlsx(ROW), "tracker.xls", SEVEN, "reading.read_as_xlsx"),
        (xls([(0x203, struct.pack("<HHHd", 0, 0, 0, 7))]), "tracker.xlsx", SEVEN, "reading.read_as_xls"),
        (b"a;b\n", "tracker:$ads.xlsx", [["a", "b"]], "reading.read_as_delimited"),
        (b"<table><tr><td>7</td></tr></table>", "tracker.xls", SEVEN, "reading.read_as_html"),
    ],
)
def test_the_content_and_not_the_name_says_what_a_file_is(opened, content, name, cells, action):
    (grid,) = opened(content, name)
    assert grid.head(9) == cells
    assert actions(grid) == [action]


def test_a_name_with_two_endings_or_a_path_is_only_a_name(opened):
    (grid,) = opened(b"a,b\n1,2\n", "../../etc/C:\\reports\\tracker.xlsx.csv")
    assert (grid.name, grid.notes) == ("tracker.xlsx", ())


def test_macros_and_links_are_left_alone_and_told(opened):
    others = {"xl__vbaProject.bin": b"\x00" * 9, "xl__externalLinks__externalLink1_ml": "<externalLink/>"}
    (grid,) = opened(xlsx(ROW, **others), "tracker.xlsm")
    assert grid.head(9) == SEVEN
    assert actions(grid) == ["reading.macros_ignored", "reading.links_ignored"]


def test_cells_that_look_like_commands_are_only_text(opened):
    texts = ["=1+1", "+1", "@SUM(A1)", '=HYPERLINK("http://example.com")', "<img src=x onerror=1>", "'); drop table x"]
    (grid,) = opened(
        "\n".join(["note", *(f'"{text.replace(chr(34), chr(34) * 2)}"' for text in texts)]).encode(), "t.csv"
    )
    assert grid.columns[0].to_pylist() == ["note", *texts]


# Packages that attack


def test_a_bomb_anywhere_in_the_package_is_refused(opened):
    zeros = bytes(40 * 2**20)
    for part in ("xl__media__image1.png", "xl__sharedStrings_ml"):
        refused = refusal(opened, xlsx(ROW, **{part: zeros}))
        assert (refused.key, refused.details["setting"]) == ("errors_reading.package_too_large", "inflation_ratio")


def test_what_comes_out_is_counted_whatever_the_headers_say(opened):
    noise = random.Random(3).randbytes(3 * 2**20)
    content = xlsx(ROW, xl__media__photo=noise)
    refused = refusal(opened, content, limits=Limits(unpacked_bytes=2**20))
    assert refused.details["setting"] == "unpacked_bytes"
    forged = content.replace(struct.pack("<I", len(noise)), struct.pack("<I", 9))
    assert forged != content
    assert refusal(opened, forged).key == "errors_reading.damaged"


def test_too_many_entries_are_refused(opened):
    refused = refusal(opened, xlsx(ROW, **{f"junk{number}": "" for number in range(2_000)}))
    assert refused.details["setting"] == "package_entries"


def test_entries_that_overlap_or_share_a_name_are_refused(opened):
    content = xlsx(ROW)
    second = content.find(b"PK\x01\x02", content.find(b"PK\x01\x02") + 1)
    overlapping = content[: second + 42] + bytes(4) + content[second + 46 :]
    assert refusal(opened, overlapping).key == "errors_reading.damaged"
    doubled = io.BytesIO(content)
    with zipfile.ZipFile(doubled, "a") as archive, pytest.warns(UserWarning):
        archive.writestr("xl/worksheets/sheet1.xml", sheet_xml(ROW))
    assert refusal(opened, doubled.getvalue()).key == "errors_reading.damaged"


def test_paths_that_leave_the_package_are_ignored(opened, tmp_path):
    (grid,) = opened(xlsx(ROW, **{"..__..__escaped.txt": "x", "/etc/escaped.txt": "y"}))
    assert grid.head(9) == SEVEN
    assert not list(tmp_path.parent.rglob("escaped.txt"))


def bomb_of_entities() -> str:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    sheet = sheet_xml('<row r="1"><c r="A1" t="inlineStr"><is><t>&e9;</t></is></c></row>')
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{entities}]>{sheet}'


@pytest.mark.parametrize(
    "part",
    [
        bomb_of_entities().encode(),
        bomb_of_entities().encode("utf-16"),
        b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><worksheet/>',
        b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><worksheet>&f;</worksheet>',
        b"<!--" + b" " * 2**20 + b'--><!DOCTYPE x SYSTEM "x"><worksheet/>',
    ],
)
def test_xml_with_entities_of_its_own_is_refused(opened, part):
    assert refusal(opened, xlsx("", xl__worksheets__sheet1_ml=part)).key == "errors_reading.own_entities"
    assert refusal(opened, xlsx(ROW, xl__styles_ml=part)).key == "errors_reading.own_entities"


# Sheets that reach too far


@pytest.mark.parametrize(
    ("rows", "cell", "setting"),
    [
        ('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "XFD1048576", "columns"),
        ("<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>", "XFD1048576", "columns"),
        (
            '<row r="2"><c r="XFD1048576"><v>1</v></c></row><row r="3"><c r="A3"><v>1</v></c></row>',
            "XFD1048576",
            "columns",
        ),
        (
            '<row r="2"><c r="ALL1048576"><v>1</v></c></row><row r="3"><c r="A3"><v>1</v></c></row>',
            "ALL1048576",
            "cells",
        ),
        ('<row r="2"><c r="T900000"><f>A1</f></c></row>', "T900000", "cells"),
    ],
)
def test_a_cell_beyond_the_limits_is_named_and_never_read(opened, rows, cell, setting):
    refused = refusal(opened, xlsx(ROW + rows))
    assert (refused.key, refused.details["cell"], refused.details["setting"]) == (
        "errors_reading.too_far",
        cell,
        setting,
    )


def test_cells_that_are_only_painted_do_not_count(opened):
    rows = ROW + "".join(f'<row r="{row}"><c r="XFD{row}" s="0"/></row>' for row in (2, 1_048_576))
    assert [grid.head(9) for grid in opened(xlsx(rows))] == [SEVEN]


def test_a_full_column_is_read(opened):
    (grid,) = opened(xlsx(f'{ROW}<row r="1048576"><c r="A1048576"><v>9</v></c></row>'))
    assert (grid.count_rows, grid.count_columns, grid.cell(1_048_575, 0)) == (1_048_576, 1, "9")


def test_repeats_in_an_open_document_are_counted_before_they_are_made(opened):
    cell = '<table:table-cell table:number-columns-repeated="{}" office:value-type="float" office:value="1"/>'
    row = '<table:table-row table:number-rows-repeated="{}">{}</table:table-row>'
    table = '<table:table table:name="S">{}</table:table>'
    far = table.format(row.format(1_000_000, cell.format(900)))
    wide = table.format(row.format(1, cell.format(2_000_000_000)))
    assert refusal(opened, ods(far), "t.ods").details["setting"] == "cells"
    assert refusal(opened, ods(wide), "t.ods").details["setting"] == "columns"


@pytest.mark.parametrize(
    ("content", "limits", "setting"),
    [
        (b"a,b\n" * 300, Limits(file_bytes=1_000), "file_bytes"),
        (b"a,b\n" * 300, Limits(rows=299), "rows"),
        (b"a,b,c\n1,2\n", Limits(columns=2), "columns"),
        (b"a,b\n" * 300, Limits(cells=599), "cells"),
    ],
)
def test_each_limit_is_named_when_it_is_broken(opened, content, limits, setting):
    assert refusal(opened, content, "tracker.csv", limits).details["setting"] == setting


def test_a_file_just_within_its_limits_is_read(opened):
    content = b"a,b\n" * 300
    (grid,) = opened(content, "tracker.csv", Limits(file_bytes=1_200, rows=300, columns=2, cells=600))
    assert grid.count_rows == 300


def test_too_many_sheets_are_refused(opened):
    page = b"<table><tr><td>1</td></tr></table>" * 3
    assert refusal(opened, page, "export.xls", Limits(sheets=2)).key == "errors_reading.too_many_sheets"


# The child process


def test_a_child_that_takes_too_long_is_ended(opened):
    content = b'"a"b\n' * 1_500_000
    refused = refusal(opened, content, "tracker.csv", Limits(seconds=1, cells=10**9, rows=10**9))
    assert (refused.key, refused.details["setting"]) == ("errors_reading.too_slow", "seconds")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory limit")
def test_a_child_that_takes_too_much_memory_is_refused(opened):
    content = b"a,b\n" * 5_000_000
    limits = Limits(rows=10**9, cells=10**9, memory_bytes=300 * 2**20)
    assert refusal(opened, content, "tracker.csv", limits).key == "errors_reading.out_of_memory"


def test_a_child_that_dies_is_a_refused_file_and_a_line_in_the_log(opened, monkeypatch, caplog):
    monkeypatch.setattr(sandbox, "WORKER", "antigravity_that_does_not_exist")
    assert refusal(opened, b"a,b\n", "tracker.csv").key == "errors_reading.reader_died"
    assert "antigravity_that_does_not_exist" in caplog.text


def test_the_child_knows_no_secrets_and_leaves_nothing_behind(opened, monkeypatch, tmp_path):
    monkeypatch.setenv("PMO_COOKIE_SECRET", "decoy")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(sandbox.tempfile, "tempdir", str(tmp_path))
    given = sandbox._environment(tmp_path)
    assert not {"PMO_COOKIE_SECRET", "HOME", "PATH", "USER"} & set(given)
    opened(b"a,b\n", "tracker.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["upload"]
