"""OpenDocument spreadsheets, read in one pass over their XML and counted as they grow: rows and cells may repeat."""

import re
from dataclasses import replace
from itertools import zip_longest
from xml.parsers import expat

import pyarrow as pa

from pmo_analytics.errors import FileRefused
from pmo_analytics.importing.opening.cells import without_blanks
from pmo_analytics.importing.opening.extent import Extent
from pmo_analytics.importing.opening.marks import LAST_COLUMN, UNCALCULATED, Marks
from pmo_analytics.importing.opening.notes import of_sheet
from pmo_analytics.importing.opening.opendocument_cells import cell_text
from pmo_analytics.importing.opening.packages import Package
from pmo_analytics.importing.sheets import Grid

CONTENT = "content.xml"
MANIFEST = "META-INF/manifest.xml"
ENCRYPTED = b"encryption-data"
DRAWING = ":xmlns:drawing:"
HIDDEN = {"collapse", "filter"}
SPACES = re.compile(r"[ \t\r\n]+")

Attributes = dict[str, str]


def grids(package: Package, extent: Extent) -> list[Grid]:
    """The sheets of the document; FileRefused where it is locked, damaged or beyond a limit."""
    if ENCRYPTED in package.part(MANIFEST):
        raise FileRefused("errors_reading.encrypted", file=extent.file)
    document = _Document(extent)
    try:
        document.read(package.part(CONTENT))
    except (expat.ExpatError, ValueError, LookupError) as broken:
        raise FileRefused("errors_reading.damaged", file=extent.file) from broken
    return document.grids


def _repeats(attributes: Attributes, what: str) -> int:
    return max(1, int(attributes.get(f"number-{what}-repeated", 1)))


class _Sheet:
    """Rows of text as they come; blank ones are only counted, since they may be repeated a million times."""

    def __init__(self, name: str, is_hidden: bool, extent: Extent) -> None:
        self.name, self.is_hidden = name, is_hidden
        self.marks = Marks()
        self.place = 0
        self.count_columns = 0
        self._extent = extent
        self._rows: list[list[str | None]] = []
        self._row: list[str | None] = []
        self._count_rows = self._widest = 0

    def begin_row(self) -> None:
        self._row, self.place = [], 0

    def add_cells(self, text: str | None, repeats: int) -> None:
        """The same text in so many cells side by side; FileRefused before a limit is broken."""
        if text:
            self._widest = max(self._widest, self.place + repeats)
            self._check(self._count_rows + 1)
            self._row += [None] * (self.place - len(self._row)) + [text] * repeats
            if text == UNCALCULATED:
                self.marks.say(self._count_rows, self.place, text)
        self.place += repeats

    def end_row(self, repeats: int, is_hidden: bool) -> None:
        """The row that ends here, so many times over."""
        if self._row:
            self._check(self._count_rows + repeats)
            self._rows += [[]] * (self._count_rows - len(self._rows)) + [self._row] * repeats
            if is_hidden:
                self.marks.hidden_rows.extend(range(self._count_rows, self._count_rows + repeats))
        self._count_rows += repeats

    def merge(self, count_rows: int, count_columns: int) -> None:
        """A merged cell of that size begins here."""
        bottom, right = self._count_rows + count_rows - 1, self.place + count_columns - 1
        self.marks.merged.append((self._count_rows, self.place, bottom, right))

    def grid(self) -> Grid:
        self._extent.add(self.name, len(self._rows), self._widest)
        columns = tuple(without_blanks(pa.array(cells, pa.string())) for cells in zip_longest(*self._rows))
        grid = Grid(self.name, columns, self.is_hidden, tuple(self.marks.merged))
        return replace(grid, notes=tuple(of_sheet(grid, self.marks, is_recalculated_on_load=False)))

    def _check(self, count_rows: int) -> None:
        if self._extent.exceeded(count_rows, self._widest):
            self._extent.add(self.name, count_rows, self._widest)


class _Document:
    """Event by event through content.xml; `grids` fills up sheet by sheet. Notes and drawings are looked past."""

    def __init__(self, extent: Extent) -> None:
        self.grids: list[Grid] = []
        self._extent = extent
        self._sheet: _Sheet | None = None
        self._style = ""
        self._hidden_styles: set[str] = set()
        self._row: Attributes = {}
        self._cell: Attributes | None = None
        self._lines: list[str] = []
        self._is_in_line = False
        self._count_aside = 0
        self._starts = {
            "style": self._begin_style, "table-properties": self._see_display, "table": self._begin_table,
            "table-column": self._see_column, "table-row": self._begin_row, "table-cell": self._begin_cell,
            "covered-table-cell": self._see_covered, "p": self._begin_line, "s": self._see_spaces,
            "tab": lambda _: self._text_in_line("\t"), "line-break": lambda _: self._text_in_line("\n"),
        }  # fmt: skip
        self._ends = {
            "table": self._end_table, "table-row": self._end_row, "table-cell": self._end_cell, "p": self._end_line,
        }  # fmt: skip

    def read(self, xml: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator="|")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = lambda text: self._text_in_line(SPACES.sub(" ", text))
        parser.Parse(xml, True)

    def _start(self, tag: str, attributes: Attributes) -> None:
        space, _, name = tag.rpartition("|")
        if DRAWING in space or name == "annotation":
            self._count_aside += 1
        elif not self._count_aside and (see := self._starts.get(name)):
            see({key.rpartition("|")[2]: value for key, value in attributes.items()})

    def _end(self, tag: str) -> None:
        space, _, name = tag.rpartition("|")
        if DRAWING in space or name == "annotation":
            self._count_aside -= 1
        elif not self._count_aside and (see := self._ends.get(name)):
            see()

    def _begin_style(self, attributes: Attributes) -> None:
        self._style = attributes.get("name", "")

    def _see_display(self, attributes: Attributes) -> None:
        if attributes.get("display") == "false":
            self._hidden_styles.add(self._style)

    def _begin_table(self, attributes: Attributes) -> None:
        if len(self.grids) == (limit := self._extent.limits.sheets):
            raise FileRefused("errors_reading.too_many_sheets", file=self._extent.file, limit=limit)
        is_hidden = attributes.get("style-name") in self._hidden_styles
        self._sheet = _Sheet(attributes.get("name", ""), is_hidden, self._extent)

    def _end_table(self) -> None:
        if self._sheet:
            self.grids.append(self._sheet.grid())
        self._sheet = None

    def _see_column(self, attributes: Attributes) -> None:
        if self._sheet:
            first, repeats = self._sheet.count_columns, _repeats(attributes, "columns")
            self._sheet.count_columns += repeats
            if attributes.get("visibility") in HIDDEN:
                self._sheet.marks.hidden_columns.extend(range(first, min(first + repeats, LAST_COLUMN)))

    def _begin_row(self, attributes: Attributes) -> None:
        self._row = attributes
        if self._sheet:
            self._sheet.begin_row()

    def _end_row(self) -> None:
        if self._sheet:
            self._sheet.end_row(_repeats(self._row, "rows"), self._row.get("visibility") in HIDDEN)

    def _begin_cell(self, attributes: Attributes) -> None:
        self._cell, self._lines = attributes, []

    def _end_cell(self) -> None:
        if self._sheet and self._cell is not None:
            spans = [int(self._cell.get(f"number-{what}-spanned", 1)) for what in ("rows", "columns")]
            if max(spans) > 1:
                self._sheet.merge(*spans)
            self._sheet.add_cells(cell_text(self._cell, self._lines), _repeats(self._cell, "columns"))
        self._cell = None

    def _see_covered(self, attributes: Attributes) -> None:
        self._cell = None
        if self._sheet:
            self._sheet.add_cells(None, _repeats(attributes, "columns"))

    def _begin_line(self, _: Attributes) -> None:
        self._is_in_line = True
        self._lines.append("")

    def _end_line(self) -> None:
        self._is_in_line = False

    def _see_spaces(self, attributes: Attributes) -> None:
        self._text_in_line(" " * min(int(attributes.get("c", 1)), LAST_COLUMN))

    def _text_in_line(self, text: str) -> None:
        if self._is_in_line and not self._count_aside:
            self._lines[-1] += text
