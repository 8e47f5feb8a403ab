"""A table as CSV: a spreadsheet opens it as it is, and none of its cells calculates."""

import csv
import io
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from pmo_analytics.exporting.tables import csv_bytes, csv_text


def read_back(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_whole_table_comes_out_as_it_went_in() -> None:
    rows = pd.DataFrame(
        {
            "Project": ["仓储管理", 'a "quoted", name'],
            "Slip, days": [44, -8],
            "Over budget": [Decimal("838000.120000"), None],
            "CPI": [0.9, float("nan")],
            "Finish": [pd.Timestamp("2026-10-14"), pd.NaT],
            "Reported": [date(2026, 4, 2), None],
            "Late": [True, False],
        }
    )
    assert read_back(csv_bytes(rows)) == [
        ["Project", "Slip, days", "Over budget", "CPI", "Finish", "Reported", "Late"],
        ["仓储管理", "44", "838000.12", "0.9", "2026-10-14", "2026-04-02", "true"],
        ['a "quoted", name', "-8", "", "", "", "", "false"],
    ]


def test_it_begins_with_a_byte_order_mark_and_its_lines_end_in_crlf() -> None:
    content = csv_bytes(pd.DataFrame({"a": ["b"]}))
    assert content == b"\xef\xbb\xbfa\r\nb\r\n"


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", " =1+1", "=cmd|' /C calc'!A0", "-"]
)
def test_a_text_that_could_calculate_is_made_plain(text: str) -> None:
    assert read_back(csv_bytes(pd.DataFrame({"a": [text]})))[1] == [f"'{text}"]


def test_a_header_that_could_calculate_is_made_plain() -> None:
    assert read_back(csv_bytes(pd.DataFrame({"=1+1": [1]})))[0] == ["'=1+1"]


@pytest.mark.parametrize("number", [-12, -0.5, Decimal("-3.25"), 10**15, 1e-7])
def test_a_number_is_not_touched(number: object) -> None:
    written = read_back(csv_bytes(pd.DataFrame({"a": pd.Series([number], dtype=object)})))[1][0]
    assert not written.startswith("'")
    assert float(written) == float(number)


@pytest.mark.parametrize(
    ("number", "written"),
    [(0.1 + 0.2, "0.3"), (3 - 4e-16, "3"), (1 / 3, "0.333333333333333"), (123456789.123456, "123456789.123456"),
     (2**60, "1152921504606846976"), (1234567.005, "1234567.005")],
)  # fmt: skip
def test_a_number_has_the_digits_that_a_spreadsheet_holds(number: float, written: str) -> None:
    assert read_back(csv_bytes(pd.DataFrame({"a": pd.Series([number], dtype=object)})))[1] == [written]


@pytest.mark.parametrize("text", ["10 = ten", "a-b", "x@y.org", "'quoted'", ""])
def test_an_ordinary_text_is_not_touched(text: str) -> None:
    assert read_back(csv_bytes(pd.DataFrame({"a": [text], "b": ["c"]})))[1] == [text, "c"]


def test_a_value_that_pandas_calls_missing_is_an_empty_cell() -> None:
    rows = pd.DataFrame({"a": pd.Series([pd.NA, 3], dtype="Int64"), "b": pd.Series([pd.NaT, None], dtype=object)})
    assert read_back(csv_bytes(rows))[1:] == [["", ""], ["3", ""]]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("text", ["one\rother", "one\nother", "one\r\nother", "other\r", 'say "\r"'])
def test_an_end_of_line_inside_a_cell_ends_no_row(text, line_end):
    rows = pd.DataFrame({"a": [text, "next"], "b": ["c", "d"]})
    read = list(csv.reader(io.StringIO(csv_text(rows, line_end), newline="")))
    assert read == [["a", "b"], [text, "c"], ["next", "d"]]
    assert csv_text(rows, line_end).endswith(f"next,d{line_end}")
