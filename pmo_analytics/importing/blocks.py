"""Which project a block of lines speaks of where no column and no label says it: the line above it, or its sheet."""

import re
from collections.abc import Sequence

from pmo_analytics.importing.headers import key
from pmo_analytics.importing.identity import Named, from_labels, tidy
from pmo_analytics.importing.sheets import cell_row
from pmo_analytics.importing.spread import Spread, carried_down
from pmo_analytics.importing.understood import Understood

UNNAMED_SHEET = re.compile(r"(?i)(?:sheet|工作表|table|表)\s*\d*")


def named_blocks(tables: Sequence[Understood]) -> dict[tuple[str, int], Named]:
    """(sheet, number of the table) -> project, where several blocks are told apart by these names and by nothing else.

    One block alone may stand under any title: its project is asked for.
    """
    blocks = [
        one for one in tables
        if one.meaning.is_by_lines and one.column("project_id") is None and one.column("project_name") is None
        and from_labels(one.table.labels) is None
    ]  # fmt: skip
    names = [_line_above(one) for one in blocks]
    source = "title"
    if len({one.table.sheet for one in blocks}) == len(blocks):
        sheets, source = [one.table.sheet for one in blocks], "sheet"
        names = [None if UNNAMED_SHEET.fullmatch(sheet) else sheet for sheet in sheets]
    named = [key(name) for name in names if name]
    if len(blocks) < 2 or len(set(named)) < len(blocks):
        return {}
    return {
        (one.table.sheet, one.table.number): Named(None, tidy(name), source)
        for one, name in zip(blocks, names, strict=True)
    }


def filled_down(projects: Spread[Named | None]) -> Spread[Named | None]:
    """The projects with the one above where a line names none: its first line names it for those that follow."""
    return Spread.of_each(list(carried_down(projects)))


def _line_above(one: Understood) -> str | None:
    top = one.table.header_places[0]
    lines = [text for cell, text in one.table.title if cell_row(cell) == top - 1]
    return lines[0] if len(lines) == 1 else None
