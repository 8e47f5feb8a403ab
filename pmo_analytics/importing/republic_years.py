"""Dates by the years of the Republic of China (民國115年3月31日 is 2026-03-31), read where a table says so."""

import re
from dataclasses import replace
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from pmo_analytics.importing.spread import Spread
from pmo_analytics.importing.tables import Table, cell_of
from pmo_analytics.importing.totals import PLACEHOLDERS
from pmo_analytics.importing.traditional import is_traditional
from pmo_analytics.reading import Finding

ERA = "(?:中[華华])?民[國国]"
SAID = re.compile(ERA)
DATED = re.compile(rf"\s*({ERA})?\s*(\d{{2,3}})\s*[年./-]\s*(\d{{1,2}})\s*[月./-]\s*(\d{{1,2}})\s*日?\s*")
LIKELY = r"^\s*\D{0,4}\s*\d{2,3}\s*[年./-]"
FIRST_YEAR, FIRST_PLAIN, LAST = 1911, 100, 200  # a year of two digits alone may be any calendar's


def with_republic_years(table: Table) -> Table:
    """The table with these dates in the common calendar, each column with a note at its first; where nothing says whose
    years they are, a warning with what to write."""
    is_said = _is_said(table)
    columns, notes = list(table.columns), []
    for at, column in enumerate(table.columns):
        if not pc.any(pc.match_substring_regex(column, LIKELY)).as_py():
            continue
        texts = Spread.of_column(column)
        days = {text: day for text in texts.values if text and (day := _day(text, is_said))}
        plain = [text for text in texts.values if text and text.strip().casefold() not in PLACEHOLDERS]
        is_whole = is_said and len(days) == len(plain)
        read = {text: day for text, day in days.items() if is_whole or SAID.search(text)}
        doubted = [text for text in plain if text not in read and _day(text, True)]
        if read:
            columns[at] = pa.array([str(read[text]) if text in read else text for text in texts], pa.string())
            notes.append(_note(table, at, next(iter(read)), "note", "republic_read"))
        if doubted and len(doubted) + len(read) == len(plain) and (is_said or _is_of_taiwan(table)):
            notes.append(_note(table, at, doubted[0], "warning", "republic_unsaid"))
    return replace(table, columns=tuple(columns), notes=(*table.notes, *notes)) if notes else table


def _is_said(table: Table) -> bool:
    """Whether a line above, a header or a cell names the Republic's years."""
    told = [table.sheet, *(text for _, text in table.title), *(header.text for header in table.headers)]
    cells = any(pc.any(pc.match_substring_regex(one, ERA)).as_py() for one in table.columns)
    return cells or any(map(SAID.search, told))


def _is_of_taiwan(table: Table) -> bool:
    return any(is_traditional(header.text) for header in table.headers)


def _day(text: str, is_said: bool) -> date | None:
    found = DATED.fullmatch(text)
    if not found or not (found[1] or is_said and int(found[2]) >= FIRST_PLAIN) or int(found[2]) > LAST:
        return None
    try:
        return date(FIRST_YEAR + int(found[2]), int(found[3]), int(found[4]))
    except ValueError:
        return None


def _note(table: Table, at: int, text: str, severity: str, done: str) -> Finding:
    record = table.columns[at].to_pylist().index(text)
    return Finding(table.sheet, cell_of(table, at, record), None, text, "layout.a_day", severity, f"layout.{done}")
