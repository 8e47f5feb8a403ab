"""The scan of a sheet's XML that holds for any spelling of it; slow, so it reads only what quick_scan.py declines."""

from dataclasses import dataclass, field
from xml.parsers import expat

from pmo_analytics.importing.opening.cells import number_text
from pmo_analytics.importing.opening.marks import UNCALCULATED, Marks
from pmo_analytics.importing.opening.styles import Styles
from pmo_analytics.importing.sheets import column_number

FIRST_DAY_OF_SERIALS = 61
LAST_COLUMN = 16_384
YES = {"1", "true"}


@dataclass
class SheetScan:
    """A sheet's marks and the size of the area its non-blank cells need, counted from A1."""

    marks: Marks = field(default_factory=Marks)
    count_rows: int = 0
    count_columns: int = 0

    def reach(self, row: int, column: int) -> None:
        """A non-blank cell lies here, 0-based."""
        self.count_rows = max(self.count_rows, row + 1)
        self.count_columns = max(self.count_columns, column + 1)


def is_no_day(value: str, is_1904: bool) -> bool:
    """Whether a number in a calendar format is no day that can be trusted: before March 1900, or below zero."""
    try:
        return float(value) < (0 if is_1904 else FIRST_DAY_OF_SERIALS)
    except ValueError:
        return False


class ExactScan:
    """Event by event through one sheet; `scan` holds what was found once the XML is read."""

    def __init__(self, xml: bytes, styles: Styles, is_1904: bool) -> None:
        self.scan = SheetScan()
        self._styles = styles
        self._is_1904 = is_1904
        self._row = self._column = -1
        self._cell: dict[str, str] = {}
        self._value: str | None = None
        self._has_formula = self._is_inline = False
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        self._inside_value = False
        parser.Parse(xml, True)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if name == "c":
            self._begin_cell(attributes)
        elif name == "v":
            self._inside_value, self._value = True, ""
        elif name == "f":
            self._has_formula = self.scan.marks.has_formulas = True
        elif name == "is":
            self._is_inline = True
        elif name == "row":
            self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
            self._column = -1
            if attributes.get("hidden") in YES:
                self.scan.marks.hidden_rows.append(self._row)
        elif name == "col" and attributes.get("hidden") in YES:
            columns = range(int(attributes["min"]) - 1, min(int(attributes["max"]), LAST_COLUMN))
            self.scan.marks.hidden_columns.extend(columns)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._cell, self._value, self._has_formula, self._is_inline = attributes, None, False, False
        place = attributes.get("r")
        if place:
            letters = place.rstrip("0123456789")
            self._row, self._column = int(place[len(letters) :]) - 1, column_number(letters)
        else:
            self._column += 1

    def _text(self, text: str) -> None:
        if self._inside_value and self._value is not None:
            self._value += text

    def _end(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        if name == "v":
            self._inside_value = False
        elif name == "c":
            self._end_cell()

    def _end_cell(self) -> None:
        row, column, marks = self._row, self._column, self.scan.marks
        kind, style = self._cell.get("t", "n"), int(self._cell.get("s", 0))
        is_blank = not self._is_inline and not (self._value or "").strip()
        if style in self._styles.lights:
            marks.fill(row, column, self._styles.lights[style])
        if is_blank and self._has_formula and (kind != "str" or self._value is None):
            marks.say(row, column, UNCALCULATED)
            self.scan.reach(row, column)
        if is_blank or self._value is None:
            if self._is_inline:
                self.scan.reach(row, column)
            return
        self.scan.reach(row, column)
        if kind == "e":
            marks.say(row, column, self._value)
        elif kind == "n" and style in self._styles.percent:
            marks.percent(row, column)
        elif kind == "n" and style in self._styles.calendar and is_no_day(self._value, self._is_1904):
            marks.say(row, column, number_text(self._value))
