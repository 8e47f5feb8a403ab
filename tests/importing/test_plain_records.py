"""Text split by Arrow is split as Python's csv splits it, or left to it."""

import csv
import io

import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pmo_analytics.importing.opening.plain_records import columns_of
from pmo_analytics.importing.opening.quoting import Records

SIGNS = ["a", "é", "项", " ", "\t", ",", ",", ";", '"', '"', '""', '","', "\n", "\n", "\r\n", "\r", "\x0b", "\u2028"]


def split_by_csv(text: str, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def with_blanks(records: list[list[str]], width: int) -> list[list[str]]:
    """Records where a blank line, which csv reads as [], has as many empty cells as the others."""
    return [record or [""] * width for record in records]


def rows_of(columns: list[pa.StringArray]) -> list[list[str]]:
    return [list(row) for row in zip(*(column.to_pylist() for column in columns), strict=True)]


def cells(delimiter: str):
    """Cells as files hold them: bare, quoted, with quotes doubled inside."""
    bare = st.text(st.sampled_from(["a", "é", "项", " ", "1", "."]), max_size=4)
    pieces = st.lists(st.sampled_from(["a", "项", " ", delimiter, '""']), max_size=4).map("".join)
    quoted = pieces.map(lambda text: f'"{text}"')
    return st.one_of(bare, quoted)


@st.composite
def alike(draw):
    delimiter, end = draw(st.sampled_from(",;\t|")), draw(st.sampled_from(["\n", "\r\n"]))
    width = draw(st.integers(2, 4))
    lines = draw(st.lists(st.lists(cells(delimiter), min_size=width, max_size=width), min_size=2, max_size=6))
    return delimiter, end.join(map(delimiter.join, lines)) + draw(st.sampled_from(["", end]))


@given(alike())
def test_records_that_are_alike_are_split_as_csv_splits_them(written):
    delimiter, text = written
    columns = columns_of(text.encode(), delimiter)
    assert columns is not None
    assert rows_of(columns) == split_by_csv(text, delimiter)


@given(st.lists(st.sampled_from(SIGNS), max_size=30).map("".join), st.sampled_from(",;\t"))
@example("a,b\n\nc,d\r\n\r\n\n", ",")
@example("a,b\r\n\r\n\n\rc,d\n\r", ",")
@example('a,b\n"a"b,c\n', ",")
@example('a,b\na,"b,"c",d"\n', ",")
@example('a,b\n "a",c\n', ",")
def test_any_text_is_split_as_csv_splits_it_or_left_to_it(text, delimiter):
    columns = columns_of(text.encode(), delimiter)
    if columns is not None:
        records = Records(text.encode(), delimiter, "any.csv", first_line=1)
        assert rows_of(columns) == with_blanks(list(records), len(columns))
        assert (records.stray, records.ends) == ([], list(range(1, len(columns[0]) + 1)))


@pytest.mark.parametrize(
    "text",
    ["\na,b\n", "a,b\nc\n", "a,b\nc,d,e\n", 'a,b\n"c\nd",e\n', 'a,b\n5" pipe,c\n', "a,b\rc,d\r", "a\nb\n", ""],
    ids=["blank first", "short", "long", "line end in a cell", "stray quote", "old line ends", "one column", "nothing"],
)
def test_what_is_not_alike_is_left_to_csv(text):
    assert columns_of(text.encode(), ",") is None


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_blank_line_between_is_a_record_of_empty_cells(end):
    columns = columns_of(end.join(["a,b", "", "c,d", "", ""]).encode(), ",")
    assert rows_of(columns) == [["a", "b"], ["", ""], ["c", "d"], ["", ""]]
