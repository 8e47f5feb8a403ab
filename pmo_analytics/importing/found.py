"""What is found in the tables of a file, as rows: by the reading, by the typing, and rows that name no project."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pmo_analytics.reading import SetAsideRow, TableReading

FINDING_COLUMNS = ("sheet", "cell", "entity", "field", "text", "expected", "severity", "action")

Problems = dict[tuple[int, str], list[tuple[Any, ...]]]


def findings(table: TableReading, load_id: int | None, problems: Mapping[tuple[int, str], list]) -> pd.DataFrame:
    """What the reading noticed in a table, every cell that could not be typed and every row that names no project, each
    a row of FINDING_COLUMNS; a cell that fills several entities has one."""
    rows = [
        (one.sheet, one.cell, *_split(one.field), one.text, one.expected, one.severity, one.action)
        for one in table.findings
    ]
    for part in table.entities:
        rows += problems.get((load_id, part.entity), [])
    rows += [_nameless(table.sheet, one) for one in table.set_aside if one.reason == "no_project"]
    found = pd.DataFrame(rows, columns=list(FINDING_COLUMNS))
    return found.drop_duplicates([name for name in FINDING_COLUMNS if name != "entity"], ignore_index=True)


def _nameless(sheet: str, row: SetAsideRow) -> tuple[Any, ...]:
    cell = f"{row.column}1" if row.column else f"A{row.row}"
    return sheet, cell, None, None, row.text, "row_without_project", "error", "findings.row_without_project"


def _split(address: str | None) -> tuple[str | None, str | None]:
    entity, _, name = (address or "").partition(".")
    return entity or None, name or None
