"""Traffic lights given by nothing but the fill of a blank cell."""

import pyarrow as pa
import pyarrow.compute as pc

from pmo_analytics.importing.sheets import Merged

LONGEST_WORD_FOR_A_LIGHT = 12


def light_cells(
    columns: list[pa.StringArray], fills: dict[int, dict[int, str]], merged: tuple[Merged, ...]
) -> dict[int, dict[int, str]]:
    """What blank cells say by their fill, as texts[column][row] = 'fill:#RRGGBB'.

    Paint that a whole row wears, its texts included, is decoration, and so is paint in rows without any text, outside
    the columns in use and under a merged cell; a fill that only blank cells and short words wear is a light.
    """
    count_rows = len(columns[0]) if columns else 0
    is_used = _rows_with_text(columns)
    covered = {
        (row, column)
        for top, left, bottom, right in merged
        for row in range(top, min(bottom + 1, count_rows))
        for column in range(left, min(right + 1, len(columns)))
        if (row, column) != (top, left)
    }
    read = {column: columns[column].to_pylist() for column in set().union(*fills.values()) if column < len(columns)}
    found: dict[int, dict[int, str]] = {}
    for row, painted in fills.items():
        if row >= count_rows or not is_used[row]:
            continue
        cells = {column: read[column][row] for column in painted if column in read and (row, column) not in covered}
        worn = {painted[column] for column, text in cells.items() if text and len(text) > LONGEST_WORD_FOR_A_LIGHT}
        for column, text in cells.items():
            if text is None and painted[column] not in worn:
                found.setdefault(column, {})[row] = f"fill:{painted[column]}"
    return found


def _rows_with_text(columns: list[pa.StringArray]) -> list[bool]:
    used = None
    for column in columns:
        used = column.is_valid() if used is None else pc.or_(used, column.is_valid())
    return [] if used is None else used.to_pylist()
