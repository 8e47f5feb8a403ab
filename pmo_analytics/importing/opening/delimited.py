"""Text files with delimiters: csv, tsv and their kin, split by nothing that guesses types."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice, zip_longest

import pyarrow as pa

from pmo_analytics.importing.opening import plain_records
from pmo_analytics.importing.opening.cells import without_blanks
from pmo_analytics.importing.opening.delimiters import delimiter_of
from pmo_analytics.importing.opening.encodings import Text
from pmo_analytics.importing.opening.extent import Extent
from pmo_analytics.importing.opening.notes import first_of, note
from pmo_analytics.importing.opening.quoting import Records
from pmo_analytics.importing.sheets import Grid, address
from pmo_analytics.reading import Finding

BLOCK_OF_ROWS = 8_192


def grid(name: str, text: Text, extent: Extent) -> Grid:
    """The text as one grid: blank lines are blank rows, short records are filled up, long ones widen the grid.

    FileRefused where a quote never closes or a limit is broken. A first line `sep=;` is no row.
    """
    delimiter, declared = delimiter_of(text.utf8)
    alike = plain_records.columns_of(text.utf8[declared:], delimiter)
    if alike:
        extent.add(name, len(alike[0]), len(alike))
        return Grid(name, tuple(map(without_blanks, alike)), notes=tuple(_note_on_encoding(name, text)))
    records = Records(text.utf8[declared:], delimiter, extent.file, first_line=2 if declared else 1)
    lengths: list[int] = []
    blocks: list[tuple[int, list[pa.StringArray]]] = []
    count_columns = 0
    rows = iter(records)
    while block := list(islice(rows, BLOCK_OF_ROWS)):
        widths = list(map(len, block))
        lengths += widths
        columns = zip(*block, strict=True) if min(widths) == max(widths) else zip_longest(*block)
        blocks.append((len(block), [pa.array(cells, pa.string()) for cells in columns]))
        count_columns = max(count_columns, len(blocks[-1][1]))
        if extent.exceeded(len(lengths), count_columns):
            break
    extent.add(name, len(lengths), count_columns)
    whole = (_column(blocks, number) for number in range(count_columns))
    return Grid(name, tuple(whole), notes=tuple(_notes(name, text, records, lengths)))


def _column(blocks: list[tuple[int, list[pa.StringArray]]], number: int) -> pa.StringArray:
    """One column of all blocks, blank where a block is not so wide."""
    pieces = [block[number] if number < len(block) else pa.nulls(count, pa.string()) for count, block in blocks]
    return without_blanks(pa.concat_arrays(pieces))


def _note_on_encoding(name: str, text: Text) -> Iterator[Finding]:
    if text.is_doubtful:
        yield note(name, "reading.utf8_text", "reading.encoding_doubtful", text=text.encoding, severity="warning")
    elif text.encoding != "utf-8" and not text.is_said:
        yield note(name, "reading.utf8_text", "reading.encoding_guessed", text=text.encoding)


def _notes(name: str, text: Text, records: Records, lengths: list[int]) -> Iterator[Finding]:
    """How the text was decoded, and which lines are not like the others."""
    yield from _note_on_encoding(name, text)
    if records.stray:
        lines = first_of(records.stray)
        yield note(name, "reading.paired_quotes", "reading.quotes_kept", text=lines, severity="warning")
    usual = Counter(length for length in lengths if length).most_common(1)
    if not usual:
        return
    width = usual[0][0]
    short = [row for row, length in enumerate(lengths) if 0 < length < width]
    if short:
        lines = first_of([_first_line(records, row) for row in short])
        cell = address(short[0], lengths[short[0]])
        yield note(name, "reading.as_wide_as_most", "reading.short_lines_filled", cell, lines)
    long = [row for row, length in enumerate(lengths) if length > width]
    if long:
        lines = first_of([_first_line(records, row) for row in long])
        yield note(
            name, "reading.as_wide_as_most", "reading.long_lines_kept", address(long[0], width), lines, "warning"
        )


def _first_line(records: Records, row: int) -> int:
    return records.ends[row - 1] + 1 if row else records.first_line
