"""Sections of a log under titles of their own: which kind of rows stands beneath Risks, Assumptions, 问题."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from pmo_analytics.fields import dictionary
from pmo_analytics.importing.area import cell_kind
from pmo_analytics.importing.formats import formats
from pmo_analytics.importing.headers import key, read_header
from pmo_analytics.importing.kind_words import ENTITY_OF, LONGEST_TITLE, kind_titled
from pmo_analytics.importing.other_lists import is_log_by_name, list_called, list_headed
from pmo_analytics.importing.sheet_names import entities_named
from pmo_analytics.importing.sheets import Grid, address, cell_column, cell_row
from pmo_analytics.importing.spread import Spread
from pmo_analytics.importing.tables import Table, cell_of
from pmo_analytics.reading import Finding

FEWEST_KINDS = 2


@dataclass(frozen=True)
class Kinds:
    """The kind of each record of a table ('' where it cannot be told), with the text that tells it and its cell: in the
    column `at`, else in a title, with a note on it."""

    table: Table
    kinds: Spread[str]
    text_of: Callable[[int], str | None]
    cell_of: Callable[[int], str]
    note: Callable[[int], Finding] | None = None
    at: int | None = None


@dataclass(frozen=True)
class _Title:
    """A line that begins rows of a kind, or ('') ends what the line above it began."""

    row: int
    kind: str
    cell: str = ""
    text: str | None = None


def kinds_by_titles(grid: Grid, tables: Sequence[Table]) -> dict[int, Kinds]:
    """The kinds of the rows by the titles above them, by the table's id, where the sheet names several kinds, risks or
    issues among them, or is a RAID log by its name; nothing of known formats."""
    open_ones = [one for one in tables if one.orientation == "rows" and one.records and not _is_known(one)]
    titles = {id(one): _of_a_log(one, _titles(grid, one, tables)) for one in open_ones}
    every = [title for one in titles.values() for title in one if title.kind]
    named, listed = {title.kind for title in every}, {title.kind for title in every if not _is_single(title.text)}
    is_log = len(listed) >= FEWEST_KINDS or "raid" in key(grid.name)
    if not is_log or not named & {"risks", "issues"}:
        return {}
    found = {}
    for one in open_ones:
        pool = [title for other in open_ones if _are_in_line(one, other) for title in titles[id(other)]]
        if (told := _told(one, sorted(set(pool), key=lambda title: (title.row, title.cell)))) is not None:
            found[id(one)] = told
    return found


def _is_single(text: str | None) -> bool:
    """Whether a title says no more than Risk or Change, as groups of projects may be called."""
    return text is not None and text.isascii() and key(text) in ENTITY_OF


def _of_a_log(table: Table, titles: list[_Title]) -> list[_Title]:
    """The titles of a table without those that name no kinds of rows: groups of what it lists besides, by its headers
    or by the name of its sheet, unless a header stands under each; above one of projects no title tells kinds."""
    if is_log_by_name([table.sheet]):
        return titles
    top = table.header_places[0]
    again = {aside.place for aside in table.set_aside if aside.reason == "heading" and " | " in aside.text}
    is_grouped = any(title.row > top and title.kind and title.row + 1 not in again for title in titles)
    headed = list_headed(table)
    is_other = headed or list_called(table, [table.sheet], {title.kind for title in titles}) if is_grouped else ""
    return [_Title(top, "")] if is_other or headed == "projects" else titles


def _told(table: Table, titles: Sequence[_Title]) -> Kinds | None:
    """The kinds of a table's records by the last title above each; None where no title tells any."""
    rows = [title.row for title in titles]
    last = [titles[at - 1] if at else None for at in np.searchsorted(rows, table.records).tolist()]
    kinds = Spread.of_each([title.kind if title else "" for title in last])
    if not any(kinds.values):
        return None
    return Kinds(
        table, kinds,
        lambda record: title.text if (title := last[record]) and title.kind else None,
        lambda record: title.cell if (title := last[record]) and title.kind else cell_of(table, 0, record),
        lambda record: _note(table, last[record]),
    )  # fmt: skip


def _note(table: Table, title: _Title | None) -> Finding:
    cell, text = (title.cell, title.text or "") if title else ("", "")
    return Finding(table.sheet, cell, None, text, "layout.kind_of_row", "note", "layout.kind_of_title")


def _titles(grid: Grid, table: Table, tables: Sequence[Table]) -> list[_Title]:
    """The titles above a table and between its rows; where none stands above, its header ends what was before."""
    top = table.header_places[0]
    ends = [max((*one.records, *(aside.place for aside in one.set_aside)), default=0)
            for one in tables if one is not table and one.header_places and one.header_places[0] < top
            and _are_in_line(one, table)]  # fmt: skip
    above = max((end for end in ends if end < top), default=-1)
    first, last = _places(table)
    found = [
        _Title(cell_row(cell), kind, cell, text) for cell, text in table.title
        if above < cell_row(cell) < top and first <= cell_column(cell) <= last and (kind := kind_titled(text))
    ]  # fmt: skip
    found += [_corner(table)] if not found and _corner(table) else []
    return [*(found or [_Title(top, "")]), *_between(grid, table)]


def _corner(table: Table) -> _Title | None:
    """A title that stands in the header, in a column with nothing beneath."""
    first = table.headers[0]
    kind = kind_titled(first.text) if table.columns[0].null_count == len(table.records) else ""
    top = table.header_places[0]
    return _Title(top, kind, address(top, first.place), first.text) if kind else None


def _between(grid: Grid, table: Table) -> Iterator[_Title]:
    """The headings that name a kind of rows, or something else that is listed; a number beside one counts its rows."""
    first, last = _places(table)
    for row in (one.place for one in table.set_aside if one.reason == "heading"):
        cells = [(place, text) for place in range(first, last + 1) if (text := grid.cell(row, place))]
        if not cells or any(cell_kind(text) != "number" for _, text in cells[1:]):
            continue
        place, text = cells[0]
        kind = kind_titled(text)
        if kind or len(text) <= LONGEST_TITLE and entities_named(text, dictionary()) not in ((), ("projects",)):
            yield _Title(row, kind, address(row, place), text)


def _places(table: Table) -> tuple[int, int]:
    places = [header.place for header in table.headers]
    return min(places, default=0), max(places, default=0)


def _are_in_line(one: Table, other: Table) -> bool:
    """Whether two tables stand under each other, and not side by side."""
    (first, last), (start, end) = _places(one), _places(other)
    return first <= end and start <= last


def _is_known(table: Table) -> bool:
    headers = [read_header(header.text) for header in table.headers]
    return any(one.fits(table.sheet, table.orientation, headers) for one in formats())
