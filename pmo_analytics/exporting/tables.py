"""A table as CSV that a spreadsheet opens as it is: UTF-8 with byte order mark, numbers bare, no cell a formula."""

import csv
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from numbers import Number
from typing import Any

import pandas as pd

from pmo_analytics.display import is_nothing

CRLF = "\r\n"
# What makes a spreadsheet calculate a text, also in full width, as East Asian input methods write it.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_bytes(rows: pd.DataFrame) -> bytes:
    """`csv_text` as a file for spreadsheets: UTF-8 with byte order mark, lines end in CRLF."""
    return csv_text(rows, CRLF).encode("utf-8-sig")


def csv_text(rows: pd.DataFrame, line_end: str) -> str:
    """`rows` with its column names as header.

    A text that could start a formula gets a leading apostrophe; numbers are written to the fifteen digits that a
    spreadsheet holds, dates as ISO, what is not known as an empty cell, lists joined by '; '.
    """
    written = _Lines()
    writer = csv.writer(written, lineterminator=CRLF)  # so that either half of it inside a cell is quoted
    writer.writerow([neutral(str(name)) for name in rows.columns])
    writer.writerows([_cell(value) for value in row] for row in rows.itertuples(index=False, name=None))
    return "".join(line.removesuffix(CRLF) + line_end for line in written)


class _Lines(list[str]):
    """What a writer writes, a line each."""

    write = list.append


def neutral(text: str) -> str:
    """`text` with an apostrophe before it where a spreadsheet could take it for a formula."""
    return f"'{text}" if could_calculate(text) else text


def could_calculate(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula, also behind spaces."""
    return text.startswith(FORMULA_STARTS) or text.lstrip(" \u00a0\u3000").startswith(FORMULA_STARTS)


def plain(value: Any) -> str | bool | date | Number | None:
    """A value of a data frame as one of these: lists as text joined by '; ', NaN and its like as None."""
    if isinstance(value, str):
        return value
    if isinstance(value, Iterable):
        return "; ".join(str(item) for item in value)
    if is_nothing(value):
        return None
    value = value.item() if hasattr(value, "item") else value
    return value if isinstance(value, date | Number) else str(value)


def _cell(value: Any) -> str:
    value = plain(value)
    if value is None:
        return ""
    if isinstance(value, str):
        return neutral(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time().isoformat() == "00:00:00" else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, int):
        return str(value)
    held = float(f"{float(value):.15g}")
    return repr(int(held)) if held.is_integer() and abs(held) < 1e15 else repr(held)
