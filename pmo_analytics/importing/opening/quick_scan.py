"""The scan of a sheet's XML as spreadsheet programs spell it: a few regular expressions over its bytes.

It finds what exact_scan.py finds in a tenth of the time, and declines a sheet whose cells are spelled otherwise.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from pmo_analytics.importing.opening.marks import LAST_COLUMN, UNCALCULATED, SheetScan
from pmo_analytics.importing.opening.styles import Styles
from pmo_analytics.importing.sheets import column_letters, column_number

HEAD = 2**16
LONGEST_TAG = 256
ROOT = re.compile(rb"<(\w+:)?worksheet[ >]")
REFERENCE = re.compile(rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"')
KIND = re.compile(rb' t="(\w+)"')
STYLE = re.compile(rb' s="([0-9]{1,6})"')
HIDDEN_ROW = re.compile(rb'<row [^>]*\bhidden="(?:1|true)"[^>]*>')
HIDDEN_COLUMN = re.compile(rb'<col [^>]*\bhidden="(?:1|true)"[^>]*>')
NUMBERED = {name: re.compile(rb'\b%s="([0-9]{1,7})"' % name) for name in (b"r", b"min", b"max")}

VALUE = rb"(?:<f[^>]*+>(?:[^<]*+</f>)?+)?+<v>([^<]*)</v>"
SHORT_OR_ODD_VALUE = VALUE.replace(b"<v>", b"<v>(?![0-9]{3,}+[.<])")
ERROR = re.compile(rb' t="e"[^>]*>' + VALUE)
NO_RESULT = re.compile(rb"><f(?:[^>]*/>|[^>]*>[^<]*</f>)(<v></v>|<v ?/>)?</c>")


class Cell(NamedTuple):
    """A cell's 0-based place, and what its tag says."""

    row: int
    column: int
    kind: str
    style: int


def quick_scan(xml: bytes, styles: Styles, is_1904: bool) -> SheetScan | None:
    """The sheet's marks and size, None if its cells are spelled otherwise. The size is enough if rows come in order."""
    root = ROOT.search(xml, 0, HEAD)
    if root is None:
        return None
    if root[1]:
        xml = xml.replace(b"<" + root[1], b"<").replace(b"</" + root[1], b"</")
    sheet = _Sheet(xml, styles, is_1904)
    return sheet.scan if sheet.is_understood else None


class _Sheet:
    """One sheet's rows as bytes; `scan` holds what they say, unless they are not understood."""

    def __init__(self, xml: bytes, styles: Styles, is_1904: bool) -> None:
        self.scan = SheetScan()
        self._xml, self._styles, self._is_1904 = xml, styles, is_1904
        self._begin, self._end = max(0, xml.find(b"<sheetData")), max(0, xml.rfind(b"</sheetData>"))
        self.is_understood = self._measure()
        if self.is_understood:
            self._see_hidden()
            self._see_styles()
            self._see_errors()
            self._see_formulas()

    def _measure(self) -> bool:
        """Find how far the cells reach, as rows come in order; False at a cell that is not spelled as expected."""
        width, digits, place = 1, 1, self._begin
        while found := _beyond(width, digits).search(self._xml, place, self._end):
            end_of_row = self._xml.find(b"</row>", found.start(), self._end)
            last_of_row = self._xml.rfind(b"<c", found.start(), end_of_row)
            cells = [REFERENCE.match(self._xml, at) for at in (found.start(), last_of_row)]
            for cell in cells:
                if cell is None:
                    return False
                width = max(width, _column(cell[1]) + 1)
                digits = max(digits, len(cell[2]))
            place = found.end()
        last = REFERENCE.match(self._xml, max(0, self._xml.rfind(b"<c ", self._begin, self._end)))
        if last:
            self.scan.reach(int(last[2]) - 1, width - 1)
        return last is None or len(last[2]) == digits

    def _see_hidden(self) -> None:
        marks = self.scan.marks
        if self._xml.find(b"hidden", 0, self._end) < 0:
            return
        for row in HIDDEN_ROW.findall(self._xml, self._begin, self._end):
            if number := NUMBERED[b"r"].search(row):
                marks.hidden_rows.append(int(number[1]) - 1)
        for columns in HIDDEN_COLUMN.findall(self._xml, 0, self._begin):
            first, last = (NUMBERED[name].search(columns) for name in (b"min", b"max"))
            if first and last:
                marks.hidden_columns.extend(range(int(first[1]) - 1, min(int(last[1]), LAST_COLUMN)))

    def _see_styles(self) -> None:
        styles = self._styles
        for cell, _ in self._cells(styles.lights, b""):
            self.scan.marks.fill(cell.row, cell.column, styles.lights[cell.style])
        for cell, value in self._cells(styles.percent, VALUE):
            if cell.kind == "n" and value:
                self.scan.marks.percent(cell.row, cell.column)
        for cell, value in self._cells(styles.calendar | styles.clock, SHORT_OR_ODD_VALUE):
            if cell.kind == "n" and value:
                self.scan.number(cell.row, cell.column, value.decode(), cell.style, styles, self._is_1904)

    def _see_errors(self) -> None:
        for found in ERROR.finditer(self._xml, self._begin, self._end):
            if found[1] and (cell := self._cell_around(found.start())):
                self.scan.marks.error(cell.row, cell.column, found[1].decode())

    def _see_formulas(self) -> None:
        """An empty text is a result too: only a cell of another kind, or without any value, was never calculated."""
        # One letter is found several times faster than two, and most sheets have it nowhere.
        if any(self._xml.find(sign, self._begin, self._end) < 0 for sign in (b"f", b"<f")):
            return
        self.scan.marks.has_formulas = True
        for found in NO_RESULT.finditer(self._xml, self._begin, self._end):
            if (cell := self._cell_around(found.start())) and (cell.kind != "str" or not found[1]):
                self.scan.marks.say(cell.row, cell.column, UNCALCULATED)

    def _cells(self, styles: Iterable[int], value: bytes) -> Iterator[tuple[Cell, bytes]]:
        """The cells of these styles whose tags are followed by `value`, with the value."""
        if not styles:
            return
        numbers = b"|".join(b"%d" % style for style in sorted(styles))
        for found in re.compile(b' s="(?:' + numbers + b')"[^>]*>' + value).finditer(self._xml, self._begin, self._end):
            if cell := self._cell_around(found.start()):
                yield cell, found[1] if value else b""

    def _cell_around(self, place: int) -> Cell | None:
        """The cell inside whose tag this place lies; None inside any other tag."""
        start = self._xml.rfind(b"<c ", max(self._begin, place - LONGEST_TAG), place)
        reference = REFERENCE.match(self._xml, start) if start >= 0 else None
        if reference is None or b">" in self._xml[start:place]:
            return None
        tag = self._xml[start : self._xml.find(b">", place)]
        return Cell(int(reference[2]) - 1, _column(reference[1]), *_said(tag[reference.end() - start :]))


@cache
def _column(letters: bytes) -> int:
    return column_number(letters.decode())


@cache
def _said(rest: bytes) -> tuple[str, int]:
    """The kind and the style that the rest of a cell's tag gives, of which a sheet has few."""
    kind, style = KIND.search(rest), STYLE.search(rest)
    return kind[1].decode() if kind else "n", int(style[1]) if style else 0


@cache
def _beyond(width: int, digits: int) -> re.Pattern[bytes]:
    """Finds a cell to the right of so many columns or with more digits in its row, or spelled in another way."""
    last = column_letters(width - 1)
    columns = [f"[A-Z]{{1,{len(last) - 1}}}"] if len(last) > 1 else []
    for place, letter in enumerate(last):
        rest = "[A-Z]" * (len(last) - place - 1)
        highest = chr(ord(letter) - 1) if rest else letter
        if highest >= "A":
            columns.append(f"{last[:place]}[A-{highest}]{rest}")
    return re.compile(rf'<c(?! r="(?:{"|".join(columns)})[1-9][0-9]{{0,{digits - 1}}}")'.encode())
