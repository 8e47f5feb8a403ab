"""Money in a row for each month: which tables list the months of their projects, and are no reports on them."""

import re
from collections import defaultdict
from datetime import date
from itertools import pairwise

from pmo_analytics.importing.columns import IDENTITY, Column, Columns
from pmo_analytics.importing.headers import read_header
from pmo_analytics.importing.periods import day_in, month_in
from pmo_analytics.importing.recognition import Match
from pmo_analytics.importing.sheet_names import entities_named
from pmo_analytics.importing.spread import carried_down
from pmo_analytics.importing.tables import cell_of_header
from pmo_analytics.reading import Finding

AMOUNTS = ("budget", "actual", "forecast", "committed")
FIGURE = re.compile(r"-?\d+(?:\.\d+)?")
MOST_MONTHS, HALF = 0.9, 0.5
FEWEST, SAMPLE = 2, 5_000


def month_column(columns: Columns, shared: frozenset[str]) -> Column | None:
    """The column of months where each row holds a project's money of one month; None in every other table.

    Nothing may be said that only a report says: a light, a share, a date. `shared` are the fields of projects that any
    list may show beside them. Where a budget stays the same and what is spent of it adds up, rows are reports.
    """
    named = entities_named(columns.table.sheet, columns.dictionary)
    if named not in ((), ("budgets",)):
        return None
    found: dict[str, Column] = {}
    for column in columns.all:
        one, of_project = columns.best("budgets", column), columns.best("projects", column)
        if one is not None and one.field.name not in IDENTITY:
            found.setdefault(one.field.name, column)
        elif of_project is not None and of_project.field.name not in IDENTITY | shared:
            return None
    amounts = [name for name in AMOUNTS if name in found]
    if "month" not in found or len(amounts) < (1 if named else FEWEST):
        return None
    rows = _rows(columns, found)
    is_of_months = any(len({month for month, *_ in one}) >= FEWEST for one in rows.values())
    return found["month"] if is_of_months and not _adds_up(rows) else None


def _rows(columns: Columns, found: dict[str, Column]) -> dict[str, list[tuple]]:
    """Project -> (month, budget, actual) of its first rows in their order; {} where what should be months is not."""
    texts = {name: columns.table.columns[column.index][:SAMPLE].to_pylist() for name, column in found.items()}
    months = [month_in(text) or day_in(text) or read_header(text).month if text else None for text in texts["month"]]
    if sum(month is not None for month in months) < MOST_MONTHS * len(months):
        return {}
    naming = [
        column for column in columns.all
        if (one := columns.best("projects", column)) and one.field.name in ("project_id", "project_name")
    ]  # fmt: skip
    names = columns.table.columns[naming[0].index][:SAMPLE].to_pylist() if naming else [""] * len(months)
    rows: dict[str, list[tuple]] = defaultdict(list)
    named = carried_down(names)
    for at, (name, month) in enumerate(zip(named, months, strict=True)):
        if name is not None and month is not None:
            rows[name].append((month, *(_figure(texts[one][at]) if one in texts else None for one in AMOUNTS[:2])))
    return rows


def _figure(text: str | None) -> float | None:
    return float(text) if text and FIGURE.fullmatch(text) else None


def _in_time(row: tuple) -> tuple:
    return isinstance(row[0], date), row[0]


def _adds_up(rows: dict[str, list[tuple]]) -> bool:
    """Whether every project's cost grows from less than half of its budget, and most budgets stay the same."""
    several = [sorted(one, key=_in_time) for one in rows.values() if len(one) >= FEWEST]
    if not several or any(figure is None for one in several for row in one for figure in row[1:]):
        return False
    are_same = [len({budget for _, budget, _ in one}) == 1 for one in several]
    return sum(are_same) >= HALF * len(several) and all(
        all(earlier[2] <= later[2] for earlier, later in pairwise(one))
        and one[0][2] < min(one[-1][2], HALF * one[0][1])
        for one in several
    )


def month_notes(columns: Columns, months: Column | None, matches: tuple[Match, ...]) -> tuple[Finding, ...]:
    """A note at the header of the months that were told from reports."""
    table = columns.table
    if months is None or not any((one.header, one.field) == (months.index, "month") for one in matches):
        return ()
    cell = cell_of_header(table, months.header)
    return (Finding(table.sheet, cell, "budgets.month", months.header.text, "layout.month_reported_in", "note",
                    "layout.month_spoken_of"),)  # fmt: skip
