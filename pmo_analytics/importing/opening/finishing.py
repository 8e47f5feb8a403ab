"""The last look at a grid, whatever file it came from: trimmed to what is in it, and its texts found fit to keep."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from pmo_analytics.errors import FileRefused
from pmo_analytics.importing.findings import Finding
from pmo_analytics.importing.opening.notes import note
from pmo_analytics.importing.sheets import Grid, address

LONGEST_CELL = 32_767
MOST_FINDINGS = 100
AROUND = 40
CONTROLS = "[\x00-\x08\x0e-\x1f]"
IN_BYTES = re.compile(CONTROLS.encode())
UNREADABLE = "\ufffd"


def finished(grid: Grid, file: str) -> Grid:
    """The grid without trailing blank rows and columns, with a finding for each cell of damaged or very long text.

    FileRefused names the first cell that holds a control character: such text is binary, or made to mislead.
    """
    columns = _trimmed(grid.columns)
    for number, column in enumerate(columns):
        if IN_BYTES.search(_bytes(column)):
            row = pc.index(pc.match_substring_regex(column, CONTROLS), True).as_py()
            raise FileRefused("errors_reading.control_character", file=file, sheet=grid.name, cell=address(row, number))
    found = [*_unreadable(grid.name, columns), *_too_long(grid.name, columns)]
    return replace(grid, columns=columns, notes=(*grid.notes, *found[:MOST_FINDINGS]))


def _trimmed(columns: tuple[pa.StringArray, ...]) -> tuple[pa.StringArray, ...]:
    used = [number for number, column in enumerate(columns) if column.null_count < len(column)]
    columns = columns[: used[-1] + 1] if used else ()
    count_rows = max((_last_used(column) + 1 for column in columns), default=0)
    return tuple(column if len(column) == count_rows else column[:count_rows] for column in columns)


def _last_used(column: pa.StringArray) -> int:
    if len(column) and column[-1].is_valid:
        return len(column) - 1
    used = pc.indices_nonzero(column.is_valid())
    return used[-1].as_py() if len(used) else -1


def _bytes(column: pa.StringArray) -> memoryview:
    """The texts of the column end to end, in UTF-8; Arrow's buffer may be longer than what is in it."""
    _, offsets, data = column.buffers()
    if data is None:
        return memoryview(b"")
    ends = memoryview(offsets).cast("i")
    return memoryview(data)[ends[column.offset] : ends[column.offset + len(column)]]


def _unreadable(sheet: str, columns: tuple[pa.StringArray, ...]) -> Iterator[Finding]:
    mark = UNREADABLE.encode()
    for number, column in enumerate(columns):
        if re.search(mark, _bytes(column)):
            for row in pc.indices_nonzero(pc.match_substring(column, UNREADABLE)).to_pylist():
                cell = address(row, number)
                text = column[row].as_py()
                at = text.index(UNREADABLE)
                around = text[max(0, at - AROUND) : at + AROUND]
                yield note(sheet, "reading.readable_text", "reading.unreadable_marked", cell, around, "warning")


def _too_long(sheet: str, columns: tuple[pa.StringArray, ...]) -> Iterator[Finding]:
    for number, column in enumerate(columns):
        if (pc.max(pc.binary_length(column)).as_py() or 0) > LONGEST_CELL:
            for row in pc.indices_nonzero(pc.greater(pc.utf8_length(column), LONGEST_CELL)).to_pylist():
                cell, length = address(row, number), str(len(column[row].as_py()))
                yield note(sheet, "reading.text_within_excel", "reading.long_text_kept", cell, length, "warning")
