"""Which month each record of each table reports on, for a whole workbook at once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pmo_analytics.errors import LoadRefused
from pmo_analytics.fields import dictionary, folded
from pmo_analytics.importing.periods import day_in, decide, month_end, month_in, months
from pmo_analytics.importing.said import Said
from pmo_analytics.importing.tables import Table
from pmo_analytics.importing.understood import Understood
from pmo_analytics.reading import Finding


@dataclass(frozen=True)
class Months:
    """One period per record. `is_standing`: they hold from there on, for the sheet itself names no month."""

    periods: list[date]
    is_standing: bool
    doubts: tuple[Finding, ...]


def months_of(tables: Sequence[Understood], file_name: str, said: Said, cut_off_day: int) -> list[Months]:
    """The months of each table, in order; a table without one of its own takes its workbook's.

    Raises LoadRefused where nothing in the file tells the month of a table.
    """
    own = [_own(one, file_name, said, cut_off_day) for one in tables]
    workbook = sorted({period for found in own if found for period in found.periods})
    result = []
    for one, found in zip(tables, own, strict=True):
        if found is None:
            if not workbook:
                raise LoadRefused("period_unknown", file=file_name, sheet=one.table.sheet)
            found = Months([workbook[0]] * len(one.table.records), len(workbook) > 1, ())
        result.append(found)
    return result


def _own(one: Understood, file_name: str, said: Said, cut_off_day: int) -> Months | None:
    table, count = one.table, len(one.table.records)
    column = [_month(text) for text in one.column("period") or [None] * count]
    status = _status_dates(one)
    sheet = [text for text in (table.sheet, *(text for _, text in table.title)) if months(text)]
    stem = file_name if months(file_name) else ""
    written = next(
        (day for text in (*_status_labels(table), *(t for _, t in table.title), table.sheet, file_name)
         if (day := day_in(text))),
        None,
    )  # fmt: skip
    usual = decide(said.period, None, sheet, stem, _most_common(status) or written, cut_off_day)
    by_row = _reports_more_than_once(one, status)
    periods, doubts = [], {}
    for row in range(count):
        own_status = status[row] if by_row else None
        found = decide(said.period, column[row], sheet, stem, own_status, cut_off_day) if (
            column[row] or own_status) else usual  # fmt: skip
        if found is None:
            if any(column) or by_row:
                found = decide(None, _most_common(column), (), "", _most_common(status), cut_off_day)
            if found is None:
                return None
        periods.append(found.month)
        for source, other in found.others:
            doubts.setdefault((found.source, source), (found.month, other))
    notes = tuple(
        Finding(
            table.sheet, "", None, f"{other:%Y-%m}", "layout.period_disagrees", "note", f"layout.period_from_{taken}"
        )
        for (taken, _), (_, other) in doubts.items()
    )
    return Months(periods, False, notes)


def _month(text: str | None) -> date | None:
    if text is None:
        return None
    found = month_in(text)
    if found:
        return found
    day = day_in(text)
    return month_end(day.year, day.month) if day else None


def _status_dates(one: Understood) -> list[date | None]:
    texts = one.column("status_date")
    return [day_in(text) if text else None for text in texts] if texts else [None] * len(one.table.records)


def _status_labels(table: Table) -> list[str]:
    words = {folded(word) for word in dictionary().field("projects.status_date").words}
    return [value for label, (value, _) in table.labels.items() if folded(label) in words]


def _most_common(days: Sequence[date | None]) -> date | None:
    counted = Counter(day for day in days if day)
    return max(counted, key=lambda day: (counted[day], day)) if counted else None


def _reports_more_than_once(one: Understood, status: Sequence[date | None]) -> bool:
    """Whether the table is a history: a project stands in it on several status dates."""
    names = one.column("project_id") or one.column("project_name")
    if not names or len({day for day in status if day}) < 2:
        return False
    pairs = {(name, day) for name, day in zip(names, status, strict=True) if name and day}
    return len(pairs) > len({name for name, _ in pairs})
