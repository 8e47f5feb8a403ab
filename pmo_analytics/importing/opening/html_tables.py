"""Tables in a web page, which many systems hand out under the name of a workbook: each table becomes a grid."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pyarrow as pa

from pmo_analytics.errors import FileRefused
from pmo_analytics.importing.opening.cells import without_blanks
from pmo_analytics.importing.opening.encodings import decoded
from pmo_analytics.importing.opening.extent import Extent
from pmo_analytics.importing.sheets import Grid, Merged

DECLARED = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
HEAD = 4096
BREAKS = {"br", "p", "div", "li"}
UNSEEN = {"script", "style", "head", "title"}
CHINESE = {"gb2312", "gbk", "gb_2312-80"}


class _Table:
    """Cells by their place as they come; `_busy` is the last row that a cell above reaches down to, by column."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], str] = {}
        self.merged: list[Merged] = []
        self._row = -1
        self._busy: dict[int, int] = {}
        self._place: tuple[int, int] | None = None
        self._said: list[str] = []

    def begin_row(self) -> None:
        self.end_cell()
        self._row += 1

    def begin_cell(self, row_span: int, column_span: int) -> None:
        self.end_cell()
        row, column = max(self._row, 0), 0
        while self._busy.get(column, -1) >= row:
            column += 1
        self._place, self._said = (row, column), []
        last_row, last_column = row + row_span - 1, column + column_span - 1
        self._busy.update(dict.fromkeys(range(column, last_column + 1), last_row))
        if (last_row, last_column) != (row, column):
            self.merged.append((row, column, last_row, last_column))

    def say(self, text: str) -> None:
        if self._place:
            self._said.append(text)

    def end_cell(self) -> None:
        if self._place:
            lines = (" ".join(line.split()) for line in "".join(self._said).split("\n"))
            self.cells[self._place] = "\n".join(line for line in lines if line)
        self._place = None

    def grid(self, name: str, extent: Extent) -> Grid:
        filled = {place: text for place, text in self.cells.items() if text}
        count_rows = max(row for row, _ in filled) + 1
        count_columns = max(column for _, column in filled) + 1
        extent.add(name, count_rows, count_columns)
        columns = [
            pa.array([filled.get((row, column)) for row in range(count_rows)], pa.string())
            for column in range(count_columns)
        ]
        return Grid(name, tuple(map(without_blanks, columns)), merged=tuple(self.merged))


class _Page(HTMLParser):
    """Collects the tables of a page; a table inside a cell is a table of its own."""

    def __init__(self, widest: int) -> None:
        super().__init__()
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._unseen = 0
        self._widest = widest

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        table = self._open[-1] if self._open else None
        if tag in UNSEEN:
            self._unseen += 1
        elif tag == "table":
            self.tables.append(_Table())
            self._open.append(self.tables[-1])
        elif table and tag == "tr":
            table.begin_row()
        elif table and tag in ("td", "th"):
            spans = dict(attrs)
            table.begin_cell(self._span(spans.get("rowspan")), self._span(spans.get("colspan")))
        elif table and tag in BREAKS:
            table.say("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif self._open and tag in ("td", "th"):
            self._open[-1].end_cell()
        elif self._open and tag == "table":
            self._open.pop().end_cell()

    def handle_data(self, data: str) -> None:
        if self._open and not self._unseen:
            # Line ends in the page's source are no line ends on the screen.
            self._open[-1].say(data.replace("\n", " "))

    def close(self) -> None:
        super().close()
        for table in self._open:
            table.end_cell()

    def _span(self, spelled: str | None) -> int:
        return min(int(spelled), self._widest + 1) if spelled and spelled.isdecimal() and int(spelled) else 1


def grids(name: str, content: bytes, extent: Extent) -> Iterator[Grid]:
    """The page's tables that hold any text, the first called `name`, the others with a number behind it.

    FileRefused where there is none, or too many.
    """
    page = _Page(extent.limits.columns)
    page.feed(_text(content, extent.file))
    page.close()
    tables = [table for table in page.tables if any(table.cells.values())]
    if not tables:
        raise FileRefused("errors_reading.page_without_table", file=extent.file)
    if len(tables) > extent.limits.sheets:
        raise FileRefused("errors_reading.too_many_sheets", file=extent.file, limit=extent.limits.sheets)
    for number, table in enumerate(tables, 1):
        yield table.grid(name if number == 1 else f"{name} {number}", extent)


def _text(content: bytes, file: str) -> str:
    """As the page itself declares its encoding, else by the rule for text files."""
    declared = DECLARED.search(content[:HEAD])
    if declared:
        encoding = declared[1].decode("ascii").lower()
        try:
            return content.decode("gb18030" if encoding in CHINESE else encoding)
        except (LookupError, UnicodeDecodeError):
            pass
    return decoded(content, file).utf8.decode()
