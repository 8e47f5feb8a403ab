"""B01 to B16 of the list of bad inputs: files that attack, lie, or are laid out badly; each with its outcome."""

import codecs
import csv
import io
import random
import struct
import zipfile
from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest

from pmo_analytics.errors import FileRefused, LoadRefused
from pmo_analytics.exporting.tables import csv_bytes
from pmo_analytics.importing.known import refuse_what_cannot_be
from pmo_analytics.importing.limits import Limits
from pmo_analytics.importing.opening.files import read
from tests.importing.exports import book_of
from tests.importing.handmade import compound, package, sheet_xml, xls, xlsx, xlsx_parts

MARCH = date(2026, 3, 31)
ROW = '<row r="1"><c r="A1"><v>7</v></c></row>'
HEAD, ALPHA, BETA = ["Project ID", "Project name", "Budget"], ["P-1", "Alpha", 100], ["P-2", "Beta", 250]
GOOD = book_of(Projects=[HEAD, ALPHA, BETA])
LOADED = [("P-1", "Alpha", 100), ("P-2", "Beta", 250)]
FIELDS = ("project_id", "project_name", "budget_at_completion")


@pytest.fixture
def refused(loaded):
    """refused(content, name): the key of the refusal, which names the file in both languages."""

    def key(content: bytes, name: str = "tracker.xlsx") -> str:
        with pytest.raises((FileRefused, LoadRefused)) as refusal:
            loaded(content, name, period=MARCH)
        assert name in refusal.value.said("en") and name in refusal.value.said("zh")
        return refusal.value.key

    return key


def inline(text: str) -> str:
    return f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>'


def test_b01_bombs_nested_overlapping_and_forged_packages_are_refused(refused):
    assert refused(xlsx(ROW, xl__media__x=bytes(12 * 2**20))) == "errors_reading.package_too_large"
    assert refused(package({"tracker.xlsx": GOOD})) == "errors_reading.no_table_file"
    sound = xlsx(ROW)
    second = sound.find(b"PK\x01\x02", sound.find(b"PK\x01\x02") + 1)
    assert refused(sound[: second + 42] + bytes(4) + sound[second + 46 :]) == "errors_reading.damaged"
    noise = random.Random(1).randbytes(5000)
    forged = xlsx(ROW, xl__media__x=noise).replace(struct.pack("<I", len(noise)), struct.pack("<I", 9))
    assert refused(forged) == "errors_reading.damaged"


@pytest.mark.parametrize(
    "xml",
    [
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>',
        f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]><worksheet>{"&a;" * 50_000}</worksheet>',
        '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><worksheet>&f;</worksheet>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><worksheet/>',
    ],
    ids=["billion laughs", "quadratic blowup", "file", "remote dtd"],
)
def test_b02_xml_that_declares_entities_is_refused_and_nothing_is_fetched(refused, xml):
    assert refused(xlsx("", xl__worksheets__sheet1_ml=xml)) == "errors_reading.own_entities"


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "=cmd|' /C calc'!A0",
                                  '=HYPERLINK("http://example.com")', '=WEBSERVICE("http://example.com")'])  # fmt: skip
def test_b03_a_cell_that_looks_like_a_formula_is_text_here_and_in_what_is_exported(loaded, text):
    quoted = text.replace('"', '""')
    one = loaded(
        f'Project ID,Project name,Budget,Notes\nP-1,"{quoted}",-100,"{quoted}"\n'.encode(), "t.csv", period=MARCH
    )
    ((name, budget, notes),) = one.rows("projects", "project_name", "budget_at_completion", "notes")
    assert (name, budget, notes) == (text.strip(), -100, text.strip())
    exported = csv_bytes(pd.DataFrame({"notes": [text], "budget": [budget]})).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(exported, newline="")))[1] == ["'" + text, "-100"]


def test_b04_workbooks_of_every_kind_are_read_macros_are_not_run_and_add_ins_are_refused(loaded, refused):
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    one = loaded(package(parts | {"xl/vbaProject.bin": b"\0"}), "t.xlsm", period=MARCH)
    assert one.rows("projects", *FIELDS) == LOADED and "reading.cells_only" in {e for *_, e in one.problems()}
    page = b"<table><tr><td>Project ID<td>Project name<td>Budget<tr><td>P-1<td>Alpha<td>100"
    page += b"<tr><td>P-2<td>Beta<td>250</table>"
    assert loaded(page, "export.xls", period=MARCH).rows("projects", *FIELDS) == LOADED
    cells = [(0x203, struct.pack("<HHHd", 0, 0, 0, 7))]
    assert refused(xls(cells), "old.xls") == "errors.no_table"
    kind = "application/vnd.ms-excel.addin.macroEnabled.main"
    tool = xlsx_parts(sheet_xml(ROW))
    tool["[Content_Types].xml"] = str(tool["[Content_Types].xml"]).replace(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", kind
    )
    assert refused(package(tool), "tool.xlam") == "errors_reading.add_in"


def test_b05_links_connections_objects_and_pictures_are_left_alone_and_told(loaded):
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    others = {"xl/externalLinks/externalLink1.xml": "<externalLink/>", "xl/connections.xml": "<connections/>",
              "xl/embeddings/oleObject1.bin": b"x", "xl/media/image1.png": b"\x89PNG" + bytes(99)}  # fmt: skip
    one = loaded(package(parts | others), "t.xlsx", period=MARCH)
    assert one.rows("projects", *FIELDS) == LOADED
    assert "reading.links_ignored" in set(one.findings["action"])


def test_b06_a_file_with_a_password_is_refused_as_that(refused):
    assert refused(compound({"EncryptedPackage": b"x", "EncryptionInfo": b"y"})) == "errors_reading.encrypted"


@pytest.mark.parametrize(
    ("content", "key"),
    [(b"", "empty"), (GOOD[: len(GOOD) // 2], "damaged"), (random.Random(1).randbytes(5_000), "binary")],
    ids=["zero bytes", "truncated", "random"],
)
def test_b07_what_did_not_arrive_whole_is_refused(refused, content, key):
    assert refused(content) == f"errors_reading.{key}"


@pytest.mark.parametrize("name", ["tracker.csv", "tracker.xlsx.csv", "tracker.xls", "t:$ads.txt"])
def test_b08_a_workbook_is_one_whatever_it_is_called_and_a_note_says_so(loaded, refused, name):
    one = loaded(GOOD, name, period=MARCH)
    assert one.rows("projects", *FIELDS) == LOADED
    assert "reading.read_as_xlsx" in set(one.findings["action"])
    assert refused(b"%PDF-1.7", "tracker.csv") == "errors_reading.no_table_file"


def test_b09_cells_beyond_the_cap_are_refused_by_cap_and_setting_and_those_within_it_are_read(tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(b"a,b\n" * 5_000)
    with pytest.raises(FileRefused) as refusal:
        read(path, "t.csv", Limits(cells=9_999))
    assert refusal.value.details["setting"] == "cells" and "9,999" in refusal.value.said("en")
    assert read(path, "t.csv", Limits(cells=10_000))[0].count_rows == 5_000


def test_b10_only_the_real_extent_is_read_and_a_value_at_the_end_of_the_sheet_is_refused(tmp_path, refused):
    path = tmp_path / "upload"
    path.write_bytes(xlsx(ROW + '<row r="1048576"><c r="XFD1048576" s="0"/></row>'))
    assert [grid.head(9) for grid in read(path, "t.xlsx", Limits())] == [[["7"]]]
    far = xlsx(ROW + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    assert refused(far) == "errors_reading.too_far"


def test_b11_of_equal_headers_the_first_fills_the_field_and_the_others_are_kept_with_a_suffix(loaded):
    sheet = book_of(S=[["Project name", "Budget", " budget ", "ＢＵＤＧＥＴ"], ["Alpha", 1, 2, 3], ["Beta", 4, 5, 6]])
    one = loaded(sheet, "t.xlsx", period=MARCH)
    assert one.rows("projects", "budget_at_completion") == [(1,), (4,)]
    assert [use.header for use in one.table.columns if use.field is None] == ["budget (2)", "ＢＵＤＧＥＴ (3)"]
    assert [cell for cell, _, expected in one.problems() if expected == "layout.header_only_once"] == ["C1", "D1"]


def test_b12_two_header_rows_low_on_the_sheet_and_hidden_parts_are_understood_and_noted(loaded):
    merge = '<mergeCells><mergeCell ref="C3:D3"/></mergeCells>'
    cells = {"A1": "Report", "A3": "Project ID", "B3": "Project name", "C3": "Budget", "E3": "Status", "C4": "2025",
             "D4": "2026", "A5": "P-1", "B5": "Alpha", "C5": "1", "D5": "2", "E5": "Open", "A6": "P-2", "B6": "Beta",
             "C6": "3", "D6": "4", "E6": "Open"}  # fmt: skip
    rows = ""
    for number in (1, 3, 4, 5, 6):
        here = "".join(
            f'<c r="{cell}" t="inlineStr"><is><t>{text}</t></is></c>'
            for cell, text in cells.items()
            if cell[1:] == str(number)
        )
        rows += f'<row r="{number}"{chr(32) + "hidden=" + chr(34) + "1" + chr(34) if number == 6 else ""}>{here}</row>'
    hidden = '<cols><col min="5" max="5" hidden="1"/></cols>'
    sheet = sheet_xml(rows, hidden, merge)
    one = loaded(xlsx("", xl__worksheets__sheet1_ml=sheet), "t.xlsx", period=MARCH)
    assert one.rows("projects", "project_id", "project_name", "state") == [
        ("P-1", "Alpha", "active"),
        ("P-2", "Beta", "active"),
    ]
    assert one.rows("budgets", "project_id", "fiscal_year", "budget") == [
        ("P-1", "2025", 1), ("P-2", "2025", 3), ("P-1", "2026", 2), ("P-2", "2026", 4),
    ]  # fmt: skip
    told = {(text, expected) for _, text, expected in one.problems()}
    assert {("6", "reading.rows_in_sight"), ("E", "reading.columns_in_sight")} <= told


def test_b13_totals_footers_notes_and_blank_rows_are_set_aside_and_a_wrong_total_is_a_finding(loaded):
    sheet = book_of(S=[HEAD, ["合计", None, 360], ALPHA, [], ["小计", None, 100], BETA, ["Subtotal", None, 250],
                       [], ["Note: unaudited"]])  # fmt: skip
    one = loaded(sheet, "t.xlsx", period=MARCH)
    assert one.rows("projects", *FIELDS) == LOADED
    assert one.aside() == [(2, "total"), (5, "total"), (7, "total"), (9, "heading")]
    assert ("C2", "360", "layout.sum_of_its_rows") in one.problems()


def test_b14_columns_are_matched_by_name_whatever_their_order_and_a_lacking_key_is_named(loaded, refused):
    one = loaded(book_of(S=[["Favourite", "预算", "项目名称", "编号"], ["mauve", 100, "Alpha", "P-1"], ["red", 250,
        "Beta", "P-2"]]),
                 "t.xlsx", period=MARCH)  # fmt: skip
    assert one.rows("projects", *FIELDS) == LOADED
    assert [use.header for use in one.table.columns if use.field is None] == ["Favourite"]
    pv = loaded(book_of(S=[["Project name", "PV"], ["Alpha", 5], ["Beta", 6]]), "t.xlsx", period=MARCH)
    assert pv.rows("projects", "planned_value") == [(5,), (6,)]
    assert refused(book_of(S=[["Dish", "Taste", "Chef"], ["Soup", "fine", "Ann"]])) == "errors.no_table_recognised"


def test_a_refusal_names_what_a_table_lacks_in_the_readers_language():
    nearest = SimpleNamespace(entities=(), nearest="risks", missing=("description",), sheet="S", is_left_out=False)
    reading = SimpleNamespace(file_name="menu.xlsx", tables=(nearest,))
    with pytest.raises(LoadRefused) as refusal:
        refuse_what_cannot_be(reading, ())
    assert "is nearest to Risks; it lacks: Description. " in refusal.value.said("en")
    assert "最接近“风险”，缺少：风险描述。" in refusal.value.said("zh")


TEXT = "项目编号,项目名称,负责人,预算\nP-1,新零售平台建设项目,王芳,100\nP-2,客户关系管理系统,李雷,250\n"
TRADITIONAL = "項目編號,項目名稱,負責人,預算\nP-1,零售平台建設項目,王芳,100\nP-2,客戶關係管理系統,李雷,250\n"
WESTERN = "Project ID,Project name,Manager,Budget\nP-1,Café São Tomé,José Núñez,100\nP-2,Überland,Søren,250\n"


@pytest.mark.parametrize(
    ("text", "encoding", "mark", "manager"),
    [
        (TEXT, "gbk", b"", "王芳"), (TEXT, "gb18030", b"", "王芳"), (TEXT, "utf-8", codecs.BOM_UTF8, "王芳"),
        (TEXT, "utf-16-le", codecs.BOM_UTF16_LE, "王芳"), (TEXT, "utf-16-be", codecs.BOM_UTF16_BE, "王芳"),
        (TEXT, "utf-16-le", b"", "王芳"), (WESTERN, "latin-1", b"", "José Núñez"), (WESTERN, "cp1252", b"",
        "José Núñez"),
    ],
)  # fmt: skip
def test_b15_the_encoding_is_found(loaded, text, encoding, mark, manager):
    one = loaded(mark + text.encode(encoding), "t.csv", period=MARCH)
    assert one.rows("projects", "project_id", "manager", "budget_at_completion")[0] == ("P-1", manager, 100)


def test_b15_big5_is_found_and_told_and_bytes_that_are_no_text_are_findings(loaded, tmp_path):
    (tmp_path / "big5").write_bytes(TRADITIONAL.encode("big5"))
    (grid,) = read(tmp_path / "big5", "t.csv", Limits())
    assert grid.head(2) == [line.split(",") for line in TRADITIONAL.splitlines()[:2]]
    assert [(note.text, note.expected) for note in grid.notes] == [("big5", "reading.utf8_text")]
    broken = (WESTERN + "P-4,Überprüfung,Åse Ödegård,1\n" * 9).encode() + b"P-3,\xff,X,1\n"
    one = loaded(broken, "t.csv", period=MARCH)
    assert ("B13", "reading.readable_text") in {(cell, expected) for cell, _, expected in one.problems()}
    assert ("P-3", "\ufffd") in one.rows("projects", "project_id", "project_name")


@pytest.mark.parametrize(
    "text",
    ["{};{};{}\n", "{}\t{}\t{}\n", "{}|{}|{}\n", "{},{},{}\r", "{},{},{}\r\n", '"{}","{}","{}"\n'],
    ids=["semicolon", "tab", "bar", "cr", "crlf", "quoted"],
)
def test_b16_delimiters_and_line_ends_are_found(loaded, text):
    content = "".join(text.format(*row) for row in (HEAD, ALPHA, BETA))
    assert loaded(content.encode(), "t.csv", period=MARCH).rows("projects", *FIELDS) == LOADED
    assert (
        loaded(f"sep={text[2] if text[0] != chr(34) else ','}\n{content}".encode(), "t.csv", period=MARCH).rows(
            "projects", *FIELDS
        )
        == LOADED
    )


def test_b16_ragged_lines_are_findings_and_an_open_quote_is_refused_with_its_line(loaded, refused):
    one = loaded(b"Project ID,Project name,Budget\nP-1,Alpha\nP-2,Beta,250,late\n", "t.csv", period=MARCH)
    assert one.rows("projects", *FIELDS) == [("P-1", "Alpha", None), ("P-2", "Beta", 250)]
    assert {("C2", "2"), ("D3", "3")} <= {(cell, text) for cell, text, _ in one.problems()}
    assert refused(b'Project ID,Project name\nP-1,"Alpha\nP-2,Beta\n', "t.csv") == "errors_reading.open_quote"
