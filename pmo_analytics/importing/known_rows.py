"""What a known format says of its rows: which sum up or repeat others, and in which group each of them stands."""

from pmo_analytics.importing.formats import FormatRows
from pmo_analytics.importing.headers import key
from pmo_analytics.importing.sheets import cell_row
from pmo_analytics.importing.tables import Reason, Table


def aside_by_format(table: Table, rows: FormatRows) -> dict[int, Reason]:
    """The indexes of records that are no rows of their own, each with the reason."""
    found: dict[int, Reason] = {}
    seen: set[str] = set()
    for index, text in enumerate(_column(table, rows.once_per)):
        if text is not None and text in seen:
            found[index] = "repeat"
        seen.add(text or "")
    for index, text in enumerate(_column(table, rows.named_by)):
        if text is None:
            found[index] = "total"
    return found


def told_by_place(table: Table, rows: FormatRows) -> dict[str, list[str | None]]:
    """Address -> text of each record, for the fields that a row's group and the item of a sub-item fill."""
    told: dict[str, list[str | None]] = {}
    if rows.group and not table.items:
        told[rows.group] = _groups(table)
    if rows.item and table.items:
        told[rows.item] = list(table.items)
    return told


def _column(table: Table, header: str | None) -> list[str | None]:
    """The texts under a header; none where the format names no header or the table lacks it."""
    found = [index for index, one in enumerate(table.headers) if header and key(one.text) == key(header)]
    return table.columns[found[0]].to_pylist() if found else []


def _groups(table: Table) -> list[str | None]:
    """The heading that each record stands under: the nearest line above it with a single text."""
    lines = {cell_row(cell): text for cell, text in table.title}
    lines |= {one.place: one.text for one in table.set_aside if one.reason == "heading" and " | " not in one.text}
    nearest: list[str | None] = []
    for record in table.records:
        above = [row for row in lines if row < record]
        nearest.append(lines[max(above)] if above else None)
    return nearest
