"""The last look at a grid, whatever file it came from: trimmed to what is in it, and its texts found fit to keep."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from pmo_analytics.errors import FileRefused
from pmo_analytics.importing.opening.notes import note
from pmo_analytics.importing.sheets import Grid, address
from pmo_analytics.reading import Finding

LONGEST_CELL = 32_767
MOST_FINDINGS = 100
AROUND = 40
CONTROLS = "[\x00-\x08\x0e-\x1f]"
IS_CONTROL = bytes(bool(re.match(CONTROLS, chr(byte))) for byte in range(256))
UNREADABLE = "\ufffd"


def finished(grid: Grid, file: str) -> Grid:
    """The grid without trailing blank rows and columns, with a finding for each cell of damaged or very long text.

    FileRefused names the first cell that holds a control character: such text is binary, or made to mislead.
    """
    columns = _trimmed(grid.columns)
    found: list[Finding] = []
    for number, column in enumerate(columns):
        stored = _bytes(column)
        if b"\x01" in stored.translate(IS_CONTROL):
            row = pc.index(pc.match_substring_regex(column, CONTROLS), True).as_py()
            raise FileRefused("errors_reading.control_character", file=file, sheet=grid.name, cell=address(row, number))
        if UNREADABLE.encode() in stored:
            found += _unreadable(grid.name, column, number)
        if len(stored) > LONGEST_CELL and pc.max(pc.binary_length(column)).as_py() > LONGEST_CELL:
            found += _too_long(grid.name, column, number)
    return replace(grid, columns=columns, notes=(*grid.notes, *_first_of(found, grid.name)))


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


def _bytes(column: pa.StringArray) -> bytes:
    """The texts of the column end to end, in UTF-8; Arrow's buffer may be longer than what is in it."""
    _, offsets, data = column.buffers()
    if data is None:
        return b""
    ends = memoryview(offsets).cast("i")
    return bytes(memoryview(data)[ends[column.offset] : ends[column.offset + len(column)]])


def _unreadable(sheet: str, column: pa.StringArray, number: int) -> Iterator[Finding]:
    for row in pc.indices_nonzero(pc.match_substring(column, UNREADABLE)).to_pylist():
        text = column[row].as_py()
        at = text.index(UNREADABLE)
        around = text[max(0, at - AROUND) : at + AROUND]
        yield note(sheet, "reading.readable_text", "reading.unreadable_marked", address(row, number), around, "warning")


def _too_long(sheet: str, column: pa.StringArray, number: int) -> Iterator[Finding]:
    for row in pc.indices_nonzero(pc.greater(pc.utf8_length(column), LONGEST_CELL)).to_pylist():
        length = str(len(column[row].as_py()))
        yield note(
            sheet, "reading.text_within_excel", "reading.long_text_kept", address(row, number), length, "warning"
        )


def _first_of(found: list[Finding], sheet: str) -> list[Finding]:
    """So many that a person can read them, and how many more there are."""
    if len(found) <= MOST_FINDINGS:
        return found
    rest = note(
        sheet, "reading.readable_text", "reading.more_like_these", "", str(len(found) - MOST_FINDINGS), "warning"
    )
    return [*found[:MOST_FINDINGS], rest]
