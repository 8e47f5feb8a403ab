"""What the reader of a file should know of how it was read; each note is a finding that changes no cell."""

from collections.abc import Iterator, Sequence

from pmo_analytics.importing.opening.marks import UNCALCULATED, Marks
from pmo_analytics.importing.sheets import Grid, address, column_letters
from pmo_analytics.reading import Finding, Severity

SHOWN = 5


def note(
    sheet: str, expected: str, action: str, cell: str = "", text: str | None = None, severity: Severity = "note"
) -> Finding:
    """A finding about reading itself, which no field is concerned with yet."""
    return Finding(sheet, cell, None, text, expected, severity, action)


def first_of(names: Sequence[object]) -> str:
    """The first few of many: '4, 9, 10, 11, 12 …'."""
    return ", ".join(map(str, names[:SHOWN])) + (" …" if len(names) > SHOWN else "")


def of_sheet(grid: Grid, marks: Marks, is_recalculated_on_load: bool) -> Iterator[Finding]:
    """Hidden parts that were read all the same, and formulas whose results are not stored or not to be trusted."""
    if grid.hidden:
        yield note(grid.name, "reading.sheet_in_sight", "reading.hidden_read")
    rows = [row + 1 for row in marks.hidden_rows if row < grid.count_rows]
    if rows:
        yield note(grid.name, "reading.rows_in_sight", "reading.hidden_read", text=first_of(rows))
    columns = [column_letters(column) for column in marks.hidden_columns if column < grid.count_columns]
    if columns:
        yield note(grid.name, "reading.columns_in_sight", "reading.hidden_read", text=first_of(columns))
    uncalculated = sorted(
        (row, column) for column, cells in marks.texts.items() for row, text in cells.items() if text == UNCALCULATED
    )
    if uncalculated:
        cells = [address(row, column) for row, column in uncalculated]
        yield note(grid.name, "reading.stored_result", "reading.save_in_excel", cells[0], first_of(cells), "warning")
    elif is_recalculated_on_load and marks.has_formulas:
        yield note(grid.name, "reading.calculated_result", "reading.save_in_excel", severity="warning")
