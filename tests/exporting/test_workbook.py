"""A table as an Excel workbook: every cell reads back as it was, in the format of its unit, and nothing calculates."""

import io
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pandas as pd
import pytest
from openpyxl.workbook import Workbook

from pmo_analytics.errors import WrongUsage
from pmo_analytics.exporting import workbook
from pmo_analytics.exporting.workbook import sheet_name, workbook_bytes
from pmo_analytics.words import set_language

FACTS = [("Table", "Projects: health / 项目"), ("Month", "2026-03"), ("Department", "=IT")]


def read_back(rows: pd.DataFrame, units: workbook.Units | None = None) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook_bytes(rows, units or {}, FACTS)))


def cells(rows: pd.DataFrame, units: workbook.Units | None = None) -> list:
    """The cells of the first row below the header."""
    return list(read_back(rows, units).worksheets[0][2])


@pytest.fixture
def in_chinese():
    set_language("zh")
    yield
    set_language("en")


def test_a_value_keeps_its_type_and_gets_the_format_of_its_unit() -> None:
    rows = pd.DataFrame({
        "Project": ["仓储管理"], "Over budget": [Decimal("838000.120000")], "CPI": [0.9], "Spent": [0.834],
        "Since": [-0.06], "Slip": [-8], "Risks": [1200], "Finish": [pd.Timestamp("2026-10-14")],
        "Month": [date(2026, 3, 31)], "Recorded": [datetime(2026, 4, 2, 9, 30)], "Late": [True],
    })  # fmt: skip
    units = {"Over budget": "money", "CPI": "ratio", "Spent": "percent", "Since": "points", "Slip": "days",
             "Risks": "count", "Finish": "date", "Month": "month"}  # fmt: skip
    assert [(cell.value, cell.number_format) for cell in cells(rows, units)] == [
        ("仓储管理", "General"),
        (838000.12, "#,##0"),
        (0.9, "0.00"),
        (0.834, "0.0%"),
        (-0.06, "+0.0%;-0.0%;0.0%"),
        (-8, "0"),
        (1200, "#,##0"),
        (datetime(2026, 10, 14), "yyyy-mm-dd"),
        (datetime(2026, 3, 31), "yyyy-mm"),
        (datetime(2026, 4, 2, 9, 30), "yyyy-mm-dd hh:mm:ss"),
        (True, "General"),
    ]


def test_a_column_may_have_a_unit_per_row() -> None:
    sheet = read_back(pd.DataFrame({"Value": [0.9, 1e6, 0.5]}), {"Value": ["ratio", "money", "percent"]}).worksheets[0]
    assert [sheet.cell(row, 1).number_format for row in (2, 3, 4)] == ["0.00", "#,##0", "0.0%"]


def test_a_fraction_of_a_count_is_shown_as_one() -> None:
    sheet = read_back(pd.DataFrame({"Median": [44.5, 44.0]}), {"Median": "days"}).worksheets[0]
    assert [sheet.cell(row, 1).number_format for row in (2, 3)] == ["#,##0.0", "0"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", " =1+1", "{=1}", "http://a.b", "-"])
def test_a_text_is_never_a_formula_nor_a_link_and_stays_word_for_word(text: str) -> None:
    (cell,) = cells(pd.DataFrame({"=A1": [text]}))
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    header = cell.parent.cell(1, 1)
    assert (header.value, header.data_type) == ("=A1", "s")


@pytest.mark.parametrize(("text", "is_kept_apart"), [("=1+1", True), ("Bridge", False)])
def test_a_text_that_could_calculate_stays_text_when_somebody_edits_it(text: str, is_kept_apart: bool) -> None:
    (cell,) = cells(pd.DataFrame({"Name": [text]}))
    assert bool(cell.quotePrefix) is is_kept_apart


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NaT, pd.NA, ""])
def test_what_is_not_known_is_an_empty_cell(missing: object) -> None:
    rows = pd.DataFrame({"Name": ["A"], "Cost": pd.Series([missing], dtype=object)})
    assert cells(rows, {"Cost": "money"})[1].value is None


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (123456789012345678, "123456789012345678"),  # Excel would change its last digits
        (float("inf"), "inf"),
        (pd.Timestamp("1875-05-20"), "1875-05-20 00:00:00"),
    ],
)
def test_what_excel_cannot_hold_is_written_out(value: object, written: str) -> None:
    assert cells(pd.DataFrame({"A": pd.Series([value], dtype=object)}))[0].value == written


def test_a_light_has_its_colour_and_a_project_called_red_has_none() -> None:
    light, name = cells(pd.DataFrame({"Light": ["Red"], "Project": ["Red"]}), {"Light": "light"})
    assert (light.value, light.fill.fgColor.rgb) == ("Red", "FFFBE9E7")
    assert name.fill.fill_type is None


def test_every_row_is_there_whatever_their_number() -> None:
    sheet = read_back(pd.DataFrame({"Number": range(1, 12_346)})).worksheets[0]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == list(range(1, 12_346))


def test_more_rows_than_a_sheet_holds_are_refused_and_not_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    with pytest.raises(WrongUsage, match="4 rows are more than a sheet holds"):
        workbook_bytes(pd.DataFrame({"A": range(4)}), {}, FACTS)


def test_a_text_that_is_too_long_is_cut_and_the_workbook_says_so() -> None:
    book = read_back(pd.DataFrame({"Story": ["x" * 40_000, "short"]}))
    text = book.worksheets[0].cell(2, 1).value
    assert len(text) == 32_767 and text.endswith("…")
    assert book.worksheets[1].cell(4, 2).value.startswith("1 text is longer than Excel allows")


def test_the_header_stays_in_sight_and_every_column_can_be_filtered() -> None:
    sheet = read_back(pd.DataFrame({"Project": ["A", "B"], "Slip": [1, 2]})).worksheets[0]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:B3")
    assert sheet.cell(1, 1).font.bold


def test_columns_are_as_wide_as_what_is_in_them() -> None:
    rows = pd.DataFrame({"A": [1], "B": ["客户数据平台二期建设"], "C": ["x" * 300]})
    sheet = read_back(rows).worksheets[0]
    assert [sheet.column_dimensions[name].width for name in "ABC"] == pytest.approx([10, 22, 60], abs=1)


def test_the_second_sheet_says_what_the_table_is() -> None:
    book = read_back(pd.DataFrame({"A": [1]}))
    assert book.sheetnames == ["Projects health 项目", "About"]
    assert list(book.worksheets[1].values) == FACTS
    assert book.worksheets[1].cell(3, 2).data_type == "s"


def test_a_chinese_workbook_names_its_sheets_in_chinese(in_chinese: None) -> None:
    assert read_back(pd.DataFrame({"A": [1]})).sheetnames[1] == "说明"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Projects", "Projects"),
        ("a" * 40, "a" * 31),
        ("[x]:*?/\\", "x"),
        ("'quoted'", "quoted"),
        ("???", "Table"),
        ("History", "History 2"),
    ],
)
def test_a_sheet_has_a_name_that_excel_takes(title: str, name: str) -> None:
    assert sheet_name(title) == name


def test_two_sheets_never_share_a_name() -> None:
    assert sheet_name("about", taken="About") == "about 2"


def test_a_table_without_rows_still_has_its_header() -> None:
    sheet = read_back(pd.DataFrame({"Project": []})).worksheets[0]
    assert list(sheet.values) == [("Project",)]
