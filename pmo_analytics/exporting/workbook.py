"""A table as an Excel workbook: dates are dates, numbers are numbers in the format of their unit, no text calculates;
beside it a sheet that says what it is."""

import io
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pmo_analytics.charts import theme
from pmo_analytics.display import light_steps, width_of
from pmo_analytics.errors import WrongUsage
from pmo_analytics.exporting.about import Facts
from pmo_analytics.exporting.tables import could_calculate, plain
from pmo_analytics.words import say

# What Excel holds: rows below a header, signs in a cell, and numbers up to which each whole one is exact.
MOST_ROWS, MOST_SIGNS, MOST_EXACT = 1_048_575, 32_767, 10**15
FIRST_DAY = date(1900, 3, 1)  # before it Excel counts a day that never was

FORMATS = {
    "money": "#,##0", "ratio": "0.00", "percent": "0.0%", "points": "+0.0%;-0.0%;0.0%", "days": "0", "months": "0.0",
    "hours": "#,##0.0", "count": "#,##0", "score": "0", "month": "yyyy-mm",
}  # fmt: skip
DATE, MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"
LIGHTS = ("red", "amber_red", "amber", "amber_green", "green", "unknown")
NARROWEST, WIDEST = 8, 60
LOOKED_AT = 1_000  # rows that decide how wide a column is

Units = Mapping[str, str | Sequence[str]]


def workbook_bytes(rows: pd.DataFrame, units: Units, facts: Facts) -> bytes:
    """`rows` under their column names as the first sheet, called like the table, and `facts` as the second.

    `units` holds for a column one unit of the model headers, or one per row; what is not in it is text. The first of
    the facts names the table. WrongUsage where there are more rows than a sheet can hold.
    """
    if len(rows) > MOST_ROWS:
        raise WrongUsage("table_too_long", rows=f"{len(rows):,}", most=f"{MOST_ROWS:,}")
    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "remove_timezone": True}
    with xlsxwriter.Workbook(written, options) as workbook:
        book = _Book(workbook)
        name = sheet_name(facts[0][1])
        book.add_table(name, rows, units)
        book.add_facts(sheet_name(say("export.about"), taken=name), facts)
    return written.getvalue()


def sheet_name(title: str, taken: str = "") -> str:
    """`title` as far as Excel allows it as the name of a sheet, and another than `taken`."""
    name = re.sub(r"[\[\]:*?/\\\s\x00-\x1f]+", " ", title).strip().strip("'")[:31].strip() or say("export.table")
    return f"{name[:29]} 2" if name.casefold() in (taken.casefold(), "history") else name


class _Book:
    """A workbook while it is written; each look is made once."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self.workbook = workbook
        self.looks: dict[tuple[tuple[str, Any], ...], Format] = {}
        self.count_cut = 0

    def look(self, **properties: Any) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self.looks:
            self.looks[key] = self.workbook.add_format({"font_size": 10, "valign": "top"} | properties)
        return self.looks[key]

    @cached_property
    def lights(self) -> dict[str, dict[str, Any]]:
        """The look of a cell by the word for a light: that of its worse step."""
        of_steps = {say(f"lights.{name}"): theme.LIGHT.lights[light_steps(name)[0]] for name in LIGHTS}
        return {word: {"font_color": light.text, "bg_color": light.wash} for word, light in of_steps.items()}

    def add_table(self, name: str, rows: pd.DataFrame, units: Units) -> None:
        sheet = self.workbook.add_worksheet(name)
        for place, title in enumerate(rows.columns):
            sheet.write_string(0, place, str(title), self.header)
            values = [plain(value) for value in rows.iloc[:, place]]
            unit = units.get(title, "text")
            each = [unit] * len(values) if isinstance(unit, str) else unit
            for row, (value, of_row) in enumerate(zip(values, each, strict=True), start=1):
                self.write(sheet, row, place, value, of_row)
            sheet.set_column(place, place, _width(str(title), values))
        sheet.freeze_panes(1, 0)
        if len(rows.columns):
            sheet.autofilter(0, 0, len(rows), len(rows.columns) - 1)

    def add_facts(self, name: str, facts: Facts) -> None:
        sheet = self.workbook.add_worksheet(name)
        cut = [(say("export.cut"), say("export.cut_why", count=self.count_cut))] if self.count_cut else []
        for row, (label, text) in enumerate([*facts, *cut]):
            sheet.write_string(row, 0, label, self.look(bold=True))
            self.write(sheet, row, 1, text, "text")
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, WIDEST)

    @property
    def header(self) -> Format:
        return self.look(bold=True, bg_color=theme.LIGHT.panel, bottom=1, text_wrap=True)

    def write(self, sheet: Worksheet, row: int, column: int, value: Any, unit: str) -> None:
        if value is None or value == "":
            return
        if isinstance(value, bool):
            sheet.write_boolean(row, column, value, self.look())
        elif isinstance(value, date) and _day(value) >= FIRST_DAY:
            sheet.write_datetime(row, column, value, self.look(num_format=_date_format(value, unit)))
        elif not isinstance(value, str | date) and abs(value) < MOST_EXACT:
            sheet.write_number(row, column, value, self.look(num_format=_number_format(value, unit)))
        else:
            self.write_text(sheet, row, column, str(value), unit)

    def write_text(self, sheet: Worksheet, row: int, column: int, text: str, unit: str) -> None:
        """A text stays one, also when somebody edits the cell: that is what the prefix is for."""
        if len(text) > MOST_SIGNS:
            text, self.count_cut = text[: MOST_SIGNS - 1] + "…", self.count_cut + 1
        prefix = {"quote_prefix": True} if could_calculate(text) else {}
        colours = self.lights.get(text, {}) if unit == "light" else {}
        sheet.write_string(row, column, text, self.look(text_wrap=True, **prefix, **colours))


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _date_format(value: date, unit: str) -> str:
    has_time = isinstance(value, datetime) and (value.hour, value.minute, value.second) != (0, 0, 0)
    return MOMENT if has_time else FORMATS["month"] if unit == "month" else DATE


def _number_format(value: Any, unit: str) -> str:
    """The format of the unit; a part of a whole thing and a number that belongs to no unit show their digits."""
    is_part = unit in ("count", "score", "days") and value != int(value)
    return "#,##0.0" if is_part else FORMATS.get(unit, "General")


def _width(title: str, values: Sequence[Any]) -> int:
    texts = [title, *(_as_long(value) for value in values[:LOOKED_AT] if value is not None)]
    return min(WIDEST, max(NARROWEST, *(width_of(text) for text in texts)) + 2)


def _as_long(value: Any) -> str:
    """A text about as long as what the cell shows."""
    if isinstance(value, str):
        return max(value.split("\n"), key=len)
    return "2026-03-31" if isinstance(value, date) else f"{value:,.0f}  "
