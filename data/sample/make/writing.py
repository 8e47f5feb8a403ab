"""A tracker as a workbook that looks kept by hand: title, header, filter, total, colours, here and there a slip."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from data.sample.make.columns import ROWS, Column, Sheet, sheets
from data.sample.make.model import last_day, settings
from data.sample.make.words import word

CREATED = datetime(2026, 11, 2, 9, 0)
FILLS = {"green": "#92D050", "amber": "#FFC000", "red": "#FF0000"}
SIGNS = {"green": "🟢", "amber": "🟡", "red": "🔴"}
FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "note": {"italic": True, "font_color": "#666666"},
    "header": {"bold": True, "bg_color": "#D9E1F2", "border": 1, "text_wrap": True, "valign": "vcenter"},
    "day": {"num_format": "yyyy-mm-dd"},
    "money": {"num_format": "#,##0"},
    "tenths": {"num_format": "#,##0.0"},
    "share": {"num_format": "0.0%"},
    "long": {"text_wrap": True, "valign": "top"},
    "total": {"bold": True, "top": 1, "num_format": "#,##0"},
    "total_tenths": {"bold": True, "top": 1, "num_format": "#,##0.0"},
    **{light: {"bg_color": colour} for light, colour in FILLS.items()},
}  # fmt: skip


@dataclass(frozen=True)
class Tracker:
    """One month's workbook. `lights` is words, letters, fills or signs.

    `slips` are (sheet, code of the row, column) -> what stands in the cell instead; `repeats` are rows that stand
    twice; `wrong_total` names a column whose total was typed over, `hides` one that is hidden.
    """

    file_name: str
    month: int
    language: str
    lights: str
    slips: dict[tuple[str, str, str], Any] = field(default_factory=dict)
    repeats: tuple[tuple[str, str], ...] = ()
    wrong_total: str | None = None
    has_formulas: bool = False
    hides: str | None = None


@dataclass(frozen=True)
class _Page:
    tracker: Tracker
    sheet: Sheet
    paper: Worksheet
    formats: dict[str, Any]
    rows: list[dict[str, Any]]

    @property
    def is_english(self) -> bool:
        return self.tracker.language == "en"

    @property
    def header_row(self) -> int:
        return 3


def write(folder: Path, tracker: Tracker) -> Path:
    """The workbook, written into the folder."""
    path = folder / tracker.file_name
    with Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        book.set_properties({"created": CREATED, "author": "PMO", "title": "Invented sample data"})
        formats = {name: book.add_format(properties) for name, properties in FORMATS.items()}
        for sheet in sheets(tracker.language):
            rows = list(ROWS[sheet.key](tracker.month, tracker.language))
            rows += [row for row in rows if (sheet.key, _code(row)) in tracker.repeats]
            _write_sheet(_Page(tracker, sheet, book.add_worksheet(sheet.name), formats, rows))
    return path


def _code(row: dict[str, Any]) -> str:
    return row.get("number") or row.get("code") or ""


def _write_sheet(page: _Page) -> None:
    _write_titles(page)
    places = _places(page)
    _write_header(page, places)
    first = page.header_row + (2 if page.sheet.has_months else 1)
    for offset, row in enumerate(page.rows):
        for column, place, months in places:
            for step, month in enumerate(months):
                _write_cell(page, first + offset, place + step, column, _value(page, row, column, month))
    last = first + len(page.rows) - 1
    if page.sheet.key == "project":
        _write_total(page, places, first, last)
    if page.sheet.key in ("project", "milestone", "risk"):
        page.paper.autofilter(first - 1, 0, last, places[-1][1])
    page.paper.freeze_panes(first, 2)


def _write_titles(page: _Page) -> None:
    month = last_day(page.tracker.month)
    company = settings("portfolio")["company"]
    told = f"Reporting month: {month:%B %Y}" if page.is_english else f"报告期：{month.year}年{month.month}月"
    unit = "Amounts in k CNY, HH-131 in k EUR" if page.is_english else "金额单位：万元（HH-131 为万欧元）"
    page.paper.write(0, 0, f"{company} - {page.sheet.name}", page.formats["title"])
    page.paper.write(1, 0, f"{told}    {unit}", page.formats["note"])


def _months(page: _Page, column: Column) -> list[int | None]:
    """The months that a block of columns shows: all that any row has a figure for, or the year of a budget."""
    if column.kind != "months":
        return [None]
    if page.sheet.key == "budget":
        return list(range(page.tracker.month // 12 * 12, page.tracker.month // 12 * 12 + 12))
    found = [month for row in page.rows for month in row[column.key]]
    return list(range(min(found), max(found) + 1))


def _places(page: _Page) -> list[tuple[Column, int, list[int | None]]]:
    """(column, place of its first cell, its months)."""
    places, at = [], 0
    for column in page.sheet.columns:
        months = _months(page, column)
        places.append((column, at, months))
        page.paper.set_column(
            at, at + len(months) - 1, column.width, None, {"hidden": column.key == page.tracker.hides}
        )
        at += len(months)
    return places


def _write_header(page: _Page, places: list[tuple[Column, int, list[int | None]]]) -> None:
    row, look = page.header_row, page.formats["header"]
    for column, place, months in places:
        if column.kind == "months":
            page.paper.merge_range(row, place, row, place + len(months) - 1, column.header, look)
            for step, month in enumerate(months):
                page.paper.write(row + 1, place + step, _month_name(month, page.is_english), look)
        elif page.sheet.has_months:
            page.paper.merge_range(row, place, row + 1, place, column.header, look)
        else:
            page.paper.write(row, place, column.header, look)


def _month_name(month: int, is_english: bool) -> str:
    day = last_day(month)
    return f"{day:%b-%y}" if is_english else f"{day.year}年{day.month}月"


def _value(page: _Page, row: dict[str, Any], column: Column, month: int | None) -> Any:
    slip = page.tracker.slips.get((page.sheet.key, _code(row), column.key))
    if slip is not None and (month is None or month == page.tracker.month):
        return _Slip(slip)
    return row[column.key] if month is None else row[column.key].get(month)


@dataclass(frozen=True)
class _Slip:
    """Something typed by hand, whatever the column expects."""

    text: Any


def _write_cell(page: _Page, row: int, place: int, column: Column, value: Any) -> None:
    paper, formats = page.paper, page.formats
    if value is None:
        return
    if isinstance(value, _Slip):
        paper.write(row, place, value.text)
    elif column.kind == "light":
        _write_light(page, row, place, value)
    elif column.kind == "word":
        paper.write_string(row, place, word(value, page.tracker.language))
    elif isinstance(value, date):
        paper.write_datetime(row, place, value, formats["day"])
    elif column.kind == "money" or column.kind == "months" and page.sheet.key in ("curve", "budget"):
        paper.write_number(row, place, _in_unit(page, value), formats["money" if page.is_english else "tenths"])
    elif isinstance(value, int | float):
        paper.write_number(row, place, value, formats["share"] if column.kind == "share" else None)
    else:
        paper.write_string(row, place, value, formats["long"] if column.kind == "long" else None)


def _in_unit(page: _Page, thousands: float) -> float:
    return thousands if page.is_english else round(thousands / 10, 2)


def _write_light(page: _Page, row: int, place: int, light: str) -> None:
    if page.tracker.lights == "fills":
        page.paper.write_blank(row, place, None, page.formats[light])
    elif page.tracker.lights == "signs":
        page.paper.write_string(row, place, SIGNS[light])
    else:
        text = word(light, page.tracker.language)
        page.paper.write_string(row, place, text[0] if page.tracker.lights == "letters" else text)


def _write_total(page: _Page, places: list[tuple[Column, int, list[int | None]]], first: int, last: int) -> None:
    """A sum under every column of money; one that somebody typed over stays wrong."""
    look = page.formats["total" if page.is_english else "total_tenths"]
    page.paper.write(last + 1, 1, "Total" if page.is_english else "合计", look)
    for column, place, _ in places:
        if column.kind != "money":
            continue
        total = round(sum(_shown_amounts(page, column)), 2)
        if page.tracker.has_formulas:
            cells = f"{_letter(place)}{first + 1}:{_letter(place)}{last + 1}"
            page.paper.write_formula(last + 1, place, f"=SUM({cells})", look, total)
        else:
            page.paper.write_number(
                last + 1, place, round(total * 0.97) if column.key == page.tracker.wrong_total else total, look
            )


def _shown_amounts(page: _Page, column: Column) -> Iterator[float]:
    """The figures that stand in a column, slips of the hand included."""
    for row in page.rows:
        value = _value(page, row, column, None)
        if isinstance(value, _Slip):
            value = value.text * 10 if isinstance(value.text, int) and not page.is_english else value.text
        if isinstance(value, int | float):
            yield _in_unit(page, value)


def _letter(place: int) -> str:
    return ("" if place < 26 else chr(64 + place // 26)) + chr(65 + place % 26)
