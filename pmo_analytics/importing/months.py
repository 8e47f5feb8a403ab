"""Which month each record of each table reports on, for a whole workbook at once."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow.compute as pc

from pmo_analytics.errors import LoadRefused
from pmo_analytics.fields import dictionary, folded
from pmo_analytics.importing.periods import day_in, decide, month_end, month_in, months
from pmo_analytics.importing.said import Said
from pmo_analytics.importing.spread import Spread, carried_down
from pmo_analytics.importing.tables import Table, cell_of
from pmo_analytics.importing.totals import PLACEHOLDERS
from pmo_analytics.importing.understood import Understood
from pmo_analytics.reading import Finding


@dataclass(frozen=True)
class Months:
    """The last day of the month of each record. `is_standing`: they hold from there on, as the sheet names none."""

    periods: Spread[date]
    is_standing: bool
    doubts: tuple[Finding, ...]


def months_of(tables: Sequence[Understood], file_name: str, said: Said, cut_off_day: int) -> list[Months]:
    """The months of each table, in order; a table without one of its own takes its workbook's.

    Raises LoadRefused where nothing in the file tells the month of a table.
    """
    own = [_own(one, file_name, said, cut_off_day) for one in tables]
    workbook = sorted({period for found in own if found for period in found.periods.values})
    result = []
    for one, found in zip(tables, own, strict=True):
        if found is None:
            if not workbook:
                raise LoadRefused("period_unknown", file=file_name, sheet=one.table.sheet)
            found = Months(Spread.same(workbook[0], len(one.table.records)), len(workbook) > 1, ())
        result.append(found)
    return result


def _own(one: Understood, file_name: str, said: Said, cut_off_day: int) -> Months | None:
    table, blank = one.table, Spread.same(None, len(one.table.records))
    column = (one.column("period") or blank).map(_month)
    status = (one.column("status_date") or blank).map(_day)
    sheet = [text for text in (table.sheet, *(text for _, text in table.title)) if months(text)]
    stem = file_name if months(file_name) else ""
    written = next(
        (day for text in (*_status_labels(table), *(t for _, t in table.title), table.sheet, file_name)
         if (day := day_in(text))),
        None,
    )  # fmt: skip
    usual = decide(said.period, None, sheet, stem, _most_common(status) or written, cut_off_day)
    by_row = _reports_more_than_once(one, status)
    told = column.beside(status if by_row else blank)
    if usual is None and (any(column.values) or by_row):
        usual = decide(None, _most_common(column), (), "", _most_common(status), cut_off_day)
    # of a history the month given for the load says when it was written
    is_history = said.period is not None and _reports_in_several_months(one, column)
    found = told.map(
        lambda own: decide(None if is_history and own[0] else said.period, own[0], sheet, stem, own[1], cut_off_day)
        if any(own) else usual
    )  # fmt: skip
    if None in found.values:
        return None
    doubts = {("column", "user"): ("", said.period)} if is_history and said.period not in column.values else {}
    for period in found.values:
        for source, other in period.others:
            doubts.setdefault((period.source, source), (period.month, other))
    notes = tuple(
        Finding(
            table.sheet, "", None, f"{other:%Y-%m}", "layout.period_disagrees", "note", f"layout.period_from_{taken}"
        )
        for (taken, _), (_, other) in doubts.items()
    )
    return Months(found.map(lambda period: period.month), False, (*notes, *_unread(one)))


def _unread(one: Understood) -> Iterator[Finding]:
    """A finding for each text in the column of months that names none, at its first cell: 民國115年3月, last month."""
    match = next((match for match in one.meaning.matches if match.field == "period"), None)
    if match is None:
        return
    column = one.table.columns[match.header]
    for text in column.drop_null().unique().to_pylist():
        if _month(text) is None and text.strip().casefold() not in PLACEHOLDERS:
            cell = cell_of(one.table, match.header, pc.index(column, text).as_py())
            yield Finding(one.table.sheet, cell, f"{match.entity}.period", text, "layout.a_month", "error",
                          "layout.month_unread")  # fmt: skip


def _month(text: str | None) -> date | None:
    if text is None:
        return None
    found = month_in(text)
    if found:
        return found
    day = day_in(text)
    return month_end(day.year, day.month) if day else None


def _day(text: str | None) -> date | None:
    return day_in(text) if text else None


def _status_labels(table: Table) -> list[str]:
    words = {folded(word) for word in dictionary().field("projects.status_date").words}
    return [value for label, (value, _) in table.labels.items() if folded(label) in words]


def _most_common(days: Spread[date | None]) -> date | None:
    counted: Counter[date] = Counter()
    for day, count in zip(days.values, days.counts(), strict=True):
        if day:
            counted[day] += count
    return max(counted, key=lambda day: (counted[day], day)) if counted else None


def _reports_in_several_months(one: Understood, months: Spread[date | None]) -> bool:
    """Whether rows are reports of the months they name: a project stands in it under several."""
    names = one.column("project_id") or one.column("project_name")
    if not names or one.meaning.entities[0] != "projects" or len({month for month in months.values if month}) < 2:
        return False
    if one.meaning.is_by_lines or one.meaning.is_in_groups:
        names = Spread.of_each(list(carried_down(names)))
    pairs = {(name, month) for name, month in names.beside(months).values if name and month}
    return len(pairs) > len({name for name, _ in pairs})


def _reports_more_than_once(one: Understood, status: Spread[date | None]) -> bool:
    """Whether the table is a history: a project stands in it on several status dates."""
    names = one.column("project_id") or one.column("project_name")
    if not names or len({day for day in status.values if day}) < 2:
        return False
    pairs = {(name, day) for name, day in names.beside(status).values if name and day}
    return len(pairs) > len({name for name, _ in pairs})
