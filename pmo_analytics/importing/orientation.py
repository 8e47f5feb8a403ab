"""Which way a sheet is read: turned on its side or not, and in how many blocks beside each other."""

from collections.abc import Sequence

import numpy as np

from pmo_analytics.importing.area import Area, is_period
from pmo_analytics.importing.earned_value import is_by_lines
from pmo_analytics.importing.forms import form_rows, is_glossary
from pmo_analytics.importing.header_rows import SEARCHED_ROWS, HeaderRows, first_header
from pmo_analytics.importing.headers import key
from pmo_analytics.importing.tables import is_corner

SEARCHED_LABELS, MOST_ROWS = 200, 2_000  # what has more rows than this has no fields down its side
LABEL_COLUMNS = 3
FEWEST_LABELS, FEWEST_UNDER_MONTHS, LEAST_SHARE = 3, 2, 0.3
LEAST_HEADED, LEAST_REPEATED = 0.5, 0.25


def is_turned(sheet: Area) -> bool:
    """Whether fields run down and projects (or months) across: a column reads as headers better than any row does."""
    rows = [int(row) for row in sheet.rows[:SEARCHED_LABELS]]
    if len(sheet.rows) > MOST_ROWS or is_glossary(sheet, rows[0]) or is_by_lines(sheet):
        return False
    best_row = max(_share_known(sheet, row) for row in rows if row < rows[0] + SEARCHED_ROWS)
    for column in _filled_columns(sheet)[:LABEL_COLUMNS]:
        if _holds_values(sheet, column, rows):
            continue
        labelled = [row for row in rows if sheet.is_known(sheet.text(row, column))]
        share = len(labelled) / max(1, int(sheet.filled[rows, column].sum()))
        reads_better = share > best_row and share >= LEAST_SHARE and len(labelled) >= FEWEST_LABELS
        if reads_better and _heads_records(sheet, column, labelled, rows):
            return True
        if len(labelled) >= FEWEST_UNDER_MONTHS and _is_under_months(sheet, column, labelled, rows):
            return True
    return False


def blocks(sheet: Area) -> list[Area]:
    """The sheet cut at wholly blank columns where what follows has a header of its own, from left to right."""
    columns = _filled_columns(sheet)
    runs = np.split(np.array(columns), np.flatnonzero(np.diff(columns) > 1) + 1)
    found: list[Area] = []
    for run in runs:
        part = sheet.part(int(run[0]), int(run[-1]))
        if found and not _stands_alone(found[-1], part):
            found[-1] = sheet.part(found[-1].first, part.last)
        else:
            found.append(part)
    return found


def _filled_columns(sheet: Area) -> list[int]:
    return np.flatnonzero(sheet.filled.any(axis=0)).tolist()


def _holds_values(sheet: Area, column: int, rows: Sequence[int]) -> bool:
    """Whether a column is headed within a row of headers and says the same again and again: Capex, Opex, Capex."""
    filled = [row for row in rows if sheet.filled[row, column]]
    head = next((row for row in filled if len(sheet.places(row)) > 1), None)
    if head is None:
        return False
    heads = [text for _, text in sheet.cells(head)]
    known = sum(map(sheet.is_known, heads))
    is_header = sheet.is_known(sheet.text(head, column)) and known > 1
    beneath = [key(sheet.text(row, column)) for row in filled if row > head]
    return (
        is_header
        and known + sum(map(is_period, heads)) >= LEAST_HEADED * len(heads)
        and len(beneath) - len(set(beneath)) >= LEAST_REPEATED * len(beneath) > 0
    )


def _share_known(sheet: Area, row: int) -> float:
    """The share of known words among a row's cells; 0 for rows too short to be a header over records."""
    cells = sheet.cells(row)
    return sum(sheet.is_known(text) for _, text in cells) / len(cells) if len(cells) > 2 else 0.0


def _heads_records(sheet: Area, column: int, labelled: Sequence[int], rows: Sequence[int]) -> bool:
    """Whether a column of labels has records to its right: at least two, hardly a label, and a first row to match."""
    right = [[text for place, text in sheet.cells(row) if place > column] for row in labelled]
    counts = sorted(len(texts) for texts in right)
    if counts[len(counts) // 2] < 2 or any(place < column - 1 for row in labelled for place in sheet.places(row)):
        return False
    others = sum(sheet.is_known(text) for texts in right for text in texts)
    wide = [row for row in rows if len(sheet.places(row)) > 2]
    corner = sheet.text(wide[0], column) if wide else "?"
    return others <= max(1, 0.1 * sum(counts)) and (wide[:1] == list(labelled[:1]) or is_corner(corner))


def _is_under_months(sheet: Area, column: int, labelled: Sequence[int], rows: Sequence[int]) -> bool:
    """Whether the labels stand for lines of figures under a row of months, with no other column beside them."""
    above = [row for row in rows if row < labelled[0]] or [labelled[0]]
    heads = [text for place, text in sheet.cells(above[-1]) if place > column]
    beneath = [row for row in rows if row > above[-1]]
    return (
        len(heads) >= 2
        and all(is_period(text) for text in heads)
        and sheet.places(above[-1])[0] >= column
        and len([row for row in beneath if row in set(labelled)]) >= 0.8 * len(beneath)
    )


def _stands_alone(left: Area, right: Area) -> bool:
    """Whether the columns after a blank column are a table of their own, and not the rest of the one before it."""
    one, other = _header(left), _header(right)
    if other is None or one is None:
        return False
    if not set(one.rows) & set(other.rows) or {key(t) for t in one.texts.values()} & {
        key(t) for t in other.texts.values()
    }:
        return True
    end_left, end_right = int(left.rows[-1]), int(right.rows[-1])
    own = right.rows[right.rows > other.last]
    is_dense = len(own) > 1 and int(own[-1]) - other.last == len(own)
    return is_dense and end_right < end_left - 1 and len(other.texts) > 1


def _header(part: Area) -> HeaderRows | None:
    rows = part.rows.tolist()
    return first_header(part, rows, frozenset(form_rows(part, rows[:SEARCHED_ROWS]))) if rows else None
