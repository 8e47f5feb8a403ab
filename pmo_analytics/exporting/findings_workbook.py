"""The findings of a file as a workbook that lies beside it, each row linked to its cell."""

import io
from collections.abc import Sequence

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pmo_analytics.charts import theme
from pmo_analytics.exporting.workbook import sheet_name

WIDTHS = (22, 9, 16, 18, 24, 28, 70)
FIRST_ROW = 4
LIGHTS = {"error": "red", "warning": "amber", "note": "unknown"}
LONGEST_LINK = 2_000
UNLINKABLE = "#%\\/"  # signs in a file's name that a link would read as something else

Rows = Sequence[tuple[str, tuple[str, ...]]]


def findings_workbook(
    mark: str, name: str, above: Sequence[str], headers: Sequence[str], rows: Rows, file: str, most_links: int
) -> bytes:
    """The workbook: `above` are the lines over the list, `rows` the severity and the texts of each finding, the first
    two of which are sheet and cell in `file`; as many as `most_links` are linked to their cells. `mark` stands in A1,
    hidden, and says that this is no tracker."""
    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as book:
        sheet = book.add_worksheet(sheet_name(name))
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 2, None, {"hidden": True})
        for place, width in enumerate(WIDTHS, start=1):
            sheet.set_column(place, place, width)
        sheet.write_string(0, 0, mark)
        sheet.write_string(0, 1, above[0], book.add_format({"bold": True, "font_size": 14}))
        for place, line in enumerate(above[1:], start=1):
            sheet.write_string(place, 1, line)
        header = book.add_format({"bold": True, "bg_color": theme.LIGHT.panel, "bottom": 1, "text_wrap": True})
        for place, text in enumerate(headers, start=1):
            sheet.write_string(FIRST_ROW - 1, place, text, header)
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        link = book.add_format({"font_color": theme.LIGHT.focus, "underline": 1, "valign": "top"})
        fills = {name: book.add_format({"bg_color": theme.LIGHT.lights[light].wash, "valign": "top", "text_wrap": True})
                 for name, light in LIGHTS.items()}  # fmt: skip
        for number, (severity, texts) in enumerate(rows, start=FIRST_ROW):
            linked = file if number < FIRST_ROW + most_links and not set(UNLINKABLE) & set(file) else ""
            _write(sheet, number, texts, {1: link, 2: fills[severity]}, plain, linked)
        sheet.freeze_panes(FIRST_ROW, 0)
        sheet.autofilter(FIRST_ROW - 1, 1, FIRST_ROW + len(rows) - 1, len(headers))
    return written.getvalue()


def _write(
    sheet: Worksheet, row: int, texts: Sequence[str], looks: dict[int, Format], plain: Format, file: str
) -> None:
    """One finding; its cell is linked where it lies in a `file`, '' for none."""
    for place, text in enumerate(texts):
        target = f"external:{file}#'{texts[0].replace(chr(39), chr(39) * 2)}'!{text or 'A1'}"
        if place == 1 and file and len(target) < LONGEST_LINK:
            sheet.write_url(row, place + 1, target, looks[place], string=text or "↗")
        else:
            sheet.write_string(row, place + 1, text, plain if place == 1 else looks.get(place, plain))
