"""The sheet that lists all findings of a workbook, each with a link to its cell."""

from collections.abc import Callable

from pmo_analytics.importing.annotating.spelling import HEADER, MAIN, attribute, text
from pmo_analytics.importing.annotations import MARK, MOST_LINKS, Summary, SummaryRow
from pmo_analytics.importing.sheets import column_letters

FIRST_ROW = 5  # of the list, below title, two lines and the headers
WIDTHS = (22, 9, 16, 18, 24, 28, 70)
MOST_SIGNS = 32_000

Style = Callable[..., int]


def summary_sheet(summary: Summary, style: Style) -> bytes:
    """The sheet's XML; `style` gives the number of a look and, for a filled cell, a severity."""
    rows = [
        _row(1, [_cell("A1", MARK, style("plain")), _cell("B1", summary.title, style("title"))]),
        *(_row(place, [_cell(f"B{place}", line, style("plain"))])
          for place, line in enumerate(summary.sublines, start=2)),
        _row(4, [_cell(f"{column_letters(place)}4", header, style("header"))
                 for place, header in enumerate(summary.headers, start=1)]),
        *(_finding(number, row, style) for number, row in enumerate(summary.rows, start=FIRST_ROW)),
    ]  # fmt: skip
    links = "".join(
        f'<hyperlink ref="C{number}" location={attribute(location(row))} display={attribute(row.cell or row.sheet)}/>'
        for number, row in enumerate(summary.rows, start=FIRST_ROW)
        if _is_linked(number, row)
    )
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
        for place, width in enumerate(WIDTHS, start=2)
    )
    last = column_letters(len(summary.headers))
    return (
        f'{HEADER}<worksheet xmlns="{MAIN.decode()}"><sheetPr><tabColor rgb="FFF5A800"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0" showGridLines="0"><pane ySplit="4" topLeftCell="A5" '
        'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols><col min="1" max="1" width="2" hidden="1" customWidth="1"/>{columns}</cols>'
        f"<sheetData>{''.join(rows)}</sheetData>"
        f'<autoFilter ref="B4:{last}{FIRST_ROW + len(summary.rows) - 1}"/>'
        f"{f'<hyperlinks>{links}</hyperlinks>' if links else ''}</worksheet>"
    ).encode()


def location(row: SummaryRow) -> str:
    """'Risk register'!D14 as a link has it."""
    return f"'{row.sheet.replace(chr(39), chr(39) * 2)}'!{row.cell or 'A1'}"


def _finding(number: int, row: SummaryRow, style: Style) -> str:
    is_linked = _is_linked(number, row)
    cells = [
        _cell(f"B{number}", row.sheet, style("text")),
        _cell(f"C{number}", row.cell or ("↗" if is_linked else ""), style("link" if is_linked else "text")),
        _cell(f"D{number}", row.texts[0], style("text", row.severity)),
        *(_cell(f"{column_letters(place)}{number}", value, style("text"))
          for place, value in enumerate(row.texts[1:], start=4)),
    ]  # fmt: skip
    return _row(number, cells)


def _is_linked(number: int, row: SummaryRow) -> bool:
    return bool(row.sheet) and number < FIRST_ROW + MOST_LINKS


def _row(number: int, cells: list[str]) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(address: str, value: str, style: int) -> str:
    """A text, whatever it begins with: no spreadsheet calculates an inline string."""
    written = text(value[:MOST_SIGNS])
    return f'<c r="{address}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{written}</t></is></c>'
