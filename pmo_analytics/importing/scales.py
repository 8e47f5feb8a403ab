"""Money whose headers name no scale: beside others that do (预算(万元), 实际支出), or where the sheet's name does."""

import re
from collections.abc import Iterable
from statistics import median

from pmo_analytics.importing.columns import Column, Columns
from pmo_analytics.importing.sheets import first_texts
from pmo_analytics.importing.tables import Table, cell_of_header
from pmo_analytics.reading import Finding, Severity

SAMPLE = 200
FIGURE = re.compile(r"\d+(?:\.\d+)?")
LEAST_PLAIN = 0.6
HARDLY_ANY = 1e11  # of money, in nearly any currency: figures written out in full on a sheet of millions


def scale_notes(columns: Columns, filled: Iterable[tuple[int, str, str]]) -> tuple[Finding, ...]:
    """A warning at the first column of money that names no scale and whose figures are as large as those of a column
    that names one; `filled` are (column, entity, field). Nothing is scaled by guess."""
    entities = columns.dictionary.entities
    money = sorted(
        (index, f"{entity}.{name}") for index, entity, name in filled
        if entities[entity].fields[name].type == "money" and not name.endswith("_rate")
    )  # fmt: skip
    scaled = [
        (float(unit.multiplier), size) for index, _ in money
        if (unit := columns.all[index].unit) and unit.kind == "money" and unit.multiplier
        and (size := _size(columns, columns.all[index]))
    ]  # fmt: skip
    if not scaled or columns.table_unit:
        return ()
    for index, field in money:
        column = columns.all[index]
        size = _size(columns, column) if column.unit is None else None
        # nearer to the scaled figures as written than to what they stand for
        if size and any(size < written * steps**0.5 for steps, written in scaled):
            return (_note(columns.table, column, field, "layout.scale_of_money", "warning", "layout.not_scaled"),)
    return ()


def unit_notes(columns: Columns, filled: Iterable[tuple[int, str, str]]) -> tuple[Finding, ...]:
    """A note at the first column of money that was read in the unit of the sheet's name; a warning at the first one of
    which hardly any project has so much."""
    notes = []
    for index, entity, name in sorted(filled):
        column, field = columns.all[index], columns.dictionary.entities[entity].fields[name]
        has_own = column.unit is not None and column.unit.kind == "money"
        if columns.sheet_unit and field.type == "money" and not has_own:
            size = (_size(columns, column) or 0) * float(columns.sheet_unit.multiplier or 1)
            filled_field, expected = f"{entity}.{name}", "layout.unit_in_header"
            if size >= HARDLY_ANY:
                done = "layout.unit_of_sheet_doubted"
                return (_note(columns.table, column, filled_field, expected, "warning", done),)
            notes.append(_note(columns.table, column, filled_field, expected, "note", "layout.unit_of_sheet_name"))
    return tuple(notes[:1])


def _note(table: Table, column: Column, field: str, expected: str, severity: Severity, done: str) -> Finding:
    return Finding(
        table.sheet, cell_of_header(table, column.header), field, column.header.text, expected, severity, done
    )


def _size(columns: Columns, column: Column) -> float | None:
    """The median of the figures other than zero, where most cells are figures that name no scale of their own."""
    texts = first_texts(columns.table.columns[column.index], SAMPLE)
    plain = [text.replace(",", "").strip("-() ") for text in texts]
    figures = [float(text) for text in plain if FIGURE.fullmatch(text)]
    sizes = [figure for figure in figures if figure]
    return median(sizes) if sizes and len(figures) >= LEAST_PLAIN * len(texts) else None
