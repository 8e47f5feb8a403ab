"""The scan of a sheet's XML that holds for any spelling of it; slow, so it reads only what quick_scan.py declines."""

from collections.abc import Callable
from xml.parsers import expat

from pmo_analytics.importing.opening.marks import LAST_COLUMN, UNCALCULATED, SheetScan
from pmo_analytics.importing.opening.styles import Styles
from pmo_analytics.importing.sheets import column_number

YES = {"1", "true"}


def exact_scan(xml: bytes, styles: Styles, is_1904: bool) -> SheetScan:
    """The sheet's marks and size; ExpatError for malformed XML, ValueError for addresses and numbers that are none."""
    return _Reading(xml, styles, is_1904).scan


class _Reading:
    """Event by event through one sheet; `scan` fills up."""

    def __init__(self, xml: bytes, styles: Styles, is_1904: bool) -> None:
        self.scan = SheetScan()
        self._styles = styles
        self._is_1904 = is_1904
        self._row = self._column = -1
        self._cell: dict[str, str] = {}
        self._value: str | None = None
        self._has_formula = self._is_inline = False
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {}
        self._ends: dict[str, Callable[[], None]] = {}
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler, self._parser.EndElementHandler = self._start, self._end
        self._parser.Parse(xml, True)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._starts:
            self._name_tags(tag.rpartition(":"))
        see = self._starts.get(tag)
        if see:
            see(attributes)

    def _end(self, tag: str) -> None:
        see = self._ends.get(tag)
        if see:
            see()

    def _name_tags(self, root: tuple[str, str, str]) -> None:
        """The tags that matter, with the prefix that the root bears."""
        starts = {"c": self._begin_cell, "v": self._begin_value, "row": self._begin_row, "f": self._see_formula,
                  "is": self._see_inline, "col": self._see_column}  # fmt: skip
        ends = {"c": self._end_cell, "v": self._end_value}
        prefix = root[0] + root[1]
        self._starts = {prefix + name: see for name, see in starts.items()}
        self._ends = {prefix + name: see for name, see in ends.items()}

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
        self._column = -1
        if attributes.get("hidden") in YES:
            self.scan.marks.hidden_rows.append(self._row)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._cell, self._value, self._has_formula, self._is_inline = attributes, None, False, False
        place = attributes.get("r")
        if place:
            letters = place.rstrip("0123456789")
            self._row, self._column = int(place[len(letters) :]) - 1, column_number(letters)
        else:
            self._column += 1
        if self._row < 0 or self._column < 0:
            raise ValueError(place)

    def _begin_value(self, _: dict[str, str]) -> None:
        self._value = ""
        self._parser.CharacterDataHandler = self._text

    def _end_value(self) -> None:
        self._parser.CharacterDataHandler = None

    def _text(self, text: str) -> None:
        self._value = (self._value or "") + text

    def _see_formula(self, _: dict[str, str]) -> None:
        self._has_formula = self.scan.marks.has_formulas = True

    def _see_inline(self, _: dict[str, str]) -> None:
        self._is_inline = True

    def _see_column(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in YES:
            hidden = range(int(attributes["min"]) - 1, min(int(attributes["max"]), LAST_COLUMN))
            self.scan.marks.hidden_columns.extend(hidden)

    def _end_cell(self) -> None:
        row, column, marks = self._row, self._column, self.scan.marks
        kind, style = self._cell.get("t", "n"), int(self._cell.get("s", 0))
        if style in self._styles.lights:
            marks.fill(row, column, self._styles.lights[style])
        if self._is_inline or (self._value and not self._value.isspace()):
            self.scan.reach(row, column)
            self._mark_value(row, column, kind, style, self._value or "")
        elif self._has_formula and (kind != "str" or self._value is None):
            self.scan.reach(row, column)
            marks.say(row, column, UNCALCULATED)

    def _mark_value(self, row: int, column: int, kind: str, style: int, value: str) -> None:
        if kind == "e":
            self.scan.marks.error(row, column, value)
        elif kind == "n":
            self.scan.number(row, column, value, style, self._styles, self._is_1904)
