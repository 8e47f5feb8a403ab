"""A table as CSV that a spreadsheet opens as it is: UTF-8 with byte order mark, numbers bare, no cell a formula."""

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from numbers import Number
from typing import Any

import pandas as pd

# What makes a spreadsheet calculate a text, also in full width, as East Asian input methods write it.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_bytes(rows: pd.DataFrame) -> bytes:
    """`rows` with its column names as header; lines end in CRLF.

    A text that could start a formula gets a leading apostrophe; numbers and dates are written as they are, unrounded,
    dates as ISO, what is not known as an empty cell, lists joined by '; '.
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([neutral(str(name)) for name in rows.columns])
    writer.writerows([_cell(value) for value in row] for row in rows.itertuples(index=False, name=None))
    return written.getvalue().encode("utf-8-sig")


def neutral(text: str) -> str:
    """`text` with an apostrophe before it where a spreadsheet could take it for a formula."""
    starts = text.startswith(FORMULA_STARTS) or text.lstrip(" \u00a0\u3000").startswith(FORMULA_STARTS)
    return f"'{text}" if starts else text


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return neutral(value)
    if isinstance(value, Iterable):
        return neutral("; ".join(str(item) for item in value))
    if value is None or value != value:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time().isoformat() == "00:00:00" else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, Number):
        return repr(int(value)) if float(value).is_integer() and abs(float(value)) < 1e15 else repr(float(value))
    return neutral(str(value))
