"""Delimited text whose records are all alike, split by Arrow, which takes a seventh of the time of Python's csv.

Only text that both split in the same way comes here: a record is a line, all have equally many cells, and a quote
stands nowhere but around a whole cell or doubled inside one; a blank line is a record of empty cells. Whatever is
otherwise is left to Python's csv.
"""

import csv
import re

import pyarrow as pa
import pyarrow.csv as arrow_csv

BLOCK_BYTES = 2**22


def columns_of(utf8: bytes, delimiter: str) -> list[pa.StringArray] | None:
    """The columns of a text in UTF-8, '' where a cell is empty; None where Python's csv must have the say."""
    first = utf8[: utf8.find(b"\n") + 1 or None].rstrip(b"\r\n")
    if not (_are_lines_ended_alike(utf8) and _are_quotes_around_cells(utf8, delimiter)) or b"\r" in first:
        return None
    names = list(map(str, range(len(next(csv.reader([first.decode()], delimiter=delimiter), ())))))
    if len(names) < 2:
        return None
    try:
        read = arrow_csv.read_csv(
            pa.BufferReader(utf8),
            arrow_csv.ReadOptions(use_threads=False, column_names=names, block_size=BLOCK_BYTES),
            arrow_csv.ParseOptions(delimiter=delimiter, ignore_empty_lines=False),
            arrow_csv.ConvertOptions(
                check_utf8=False, column_types=dict.fromkeys(names, pa.string()), null_values=[]
            ),
        )  # fmt: skip
    except pa.ArrowInvalid:  # a record is shorter or longer than the first
        return None
    return [column.combine_chunks() for column in read.columns]


def _are_lines_ended_alike(utf8: bytes) -> bool:
    """Whether there are no carriage returns but, it seems, those before each line feed."""
    return utf8.count(b"\r") in (0, utf8.count(b"\n"))


def _are_quotes_around_cells(utf8: bytes, delimiter: str) -> bool:
    if b'"' not in utf8:
        return True
    around = re.escape(delimiter.encode())
    cell = rb'"(?<=[\n%b]")[^"\r\n]*+(?:""[^"\r\n]*+)*+"(?=[\r\n%b]|\Z)' % (around, around)
    return b'"' not in re.sub(cell, b"", b"\n" + utf8)
