"""Excel workbooks become grids: surveyed first, then read by python-calamine, with their marks laid over the values."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from typing import BinaryIO

import pyarrow as pa
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from pmo_analytics.errors import FileRefused
from pmo_analytics.importing.limits import Limits
from pmo_analytics.importing.opening.cells import percent_text, texts
from pmo_analytics.importing.opening.lights import light_cells
from pmo_analytics.importing.opening.marks import Survey
from pmo_analytics.importing.opening.notes import of_sheet
from pmo_analytics.importing.sheets import Grid

BLOCK_OF_ROWS = 8_192


def grids(stream: BinaryIO, file: str, survey: Survey, limits: Limits) -> list[Grid]:
    """The sheets of a surveyed workbook; FileRefused where it is damaged, locked or holds too many or other sheets."""
    with _damage_refused(file):
        workbook = CalamineWorkbook.from_filelike(stream)
        names = workbook.sheet_names
        if len(names) > limits.sheets:
            raise FileRefused("errors_reading.too_many_sheets", file=file, limit=limits.sheets)
        if sorted(names) != sorted(survey.marks):
            raise FileRefused("errors_reading.damaged", file=file)
        hidden = {one.name for one in workbook.sheets_metadata if one.visible != SheetVisibleEnum.Visible}
        return [_grid(workbook.get_sheet_by_name(name), survey, name in hidden) for name in names]


@contextmanager
def _damage_refused(file: str) -> Iterator[None]:
    """The reader is a Rust library: what it cannot read it says by an error of its own, or by a panic."""
    try:
        yield
    except PasswordError as locked:
        raise FileRefused("errors_reading.encrypted", file=file) from locked
    except (CalamineError, OSError) as broken:
        raise FileRefused("errors_reading.damaged", file=file) from broken
    except BaseException as panic:
        if type(panic).__name__ == "PanicException":
            raise FileRefused("errors_reading.damaged", file=file) from panic
        raise


def _grid(sheet: CalamineSheet, survey: Survey, is_hidden: bool) -> Grid:
    marks = survey.marks[sheet.name]
    merged = tuple((*first, *last) for first, last in sheet.merged_cell_ranges or []) or tuple(marks.merged)
    columns = _laid_over(_columns(sheet), marks.texts, marks.percents)
    if marks.fills:
        columns = _laid_over(columns, light_cells(columns, marks.fills, merged), {})
    grid = Grid(sheet.name, tuple(columns), is_hidden, merged)
    return replace(grid, notes=tuple(of_sheet(grid, marks, survey.is_recalculated_on_load)))


def _columns(sheet: CalamineSheet) -> list[pa.StringArray]:
    """The sheet's cells as text from A1 on; rows come from the first, columns only from the first in use."""
    if sheet.start is None:
        return []
    rows = sheet.iter_rows()
    blocks = []
    while block := list(islice(rows, BLOCK_OF_ROWS)):
        blocks.append([texts(values) for values in zip(*block, strict=True)])
    columns = [pa.concat_arrays(pieces) for pieces in zip(*blocks, strict=True)]
    blank = pa.nulls(len(columns[0]), pa.string()) if columns else None
    return [blank] * sheet.start[1] + columns


def _laid_over(
    columns: list[pa.StringArray], written: dict[int, dict[int, str]], percents: dict[int, list[int]]
) -> list[pa.StringArray]:
    """The columns with some cells written anew and some numbers as percentages; grown where a mark lies outside."""
    if not written and not percents:
        return columns
    count_rows = max([len(columns[0]) if columns else 0, *(max(cells) + 1 for cells in written.values())])
    count_columns = max([len(columns), *(column + 1 for column in written)])
    laid = []
    for number in range(count_columns):
        column = columns[number] if number < len(columns) else pa.nulls(0, pa.string())
        if number in written or number in percents:
            cells = column.to_pylist() + [None] * (count_rows - len(column))
            for row in percents.get(number, ()):
                cells[row] = percent_text(cells[row]) if cells[row] else None
            for row, text in written.get(number, {}).items():
                cells[row] = text
            column = pa.array(cells, pa.string())
        elif len(column) < count_rows:
            column = pa.concat_arrays([column, pa.nulls(count_rows - len(column), pa.string())])
        laid.append(column)
    return laid
