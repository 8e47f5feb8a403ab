"""Where the tables of a sheet are: under title rows, stacked or side by side, turned on their side, or as a form."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np
import pyarrow as pa

from pmo_analytics.fields import dictionary
from pmo_analytics.importing.area import Area, Vocabulary, cell_kind
from pmo_analytics.importing.body import told_apart
from pmo_analytics.importing.earned_value import is_by_lines
from pmo_analytics.importing.forms import form_rows, form_table, is_form, labels_of, narrative_pairs, pairs_in
from pmo_analytics.importing.header_rows import HeaderRows, completed, first_header, is_header
from pmo_analytics.importing.headers import key
from pmo_analytics.importing.kind_words import kind_titled
from pmo_analytics.importing.orientation import blocks, is_turned
from pmo_analytics.importing.sheets import Grid, column_letters, first_texts
from pmo_analytics.importing.spread import matching
from pmo_analytics.importing.tables import Header, HeaderTexts, SetAside, Table

__all__ = ["Header", "SetAside", "Table", "tables"]

FORM_SEARCH = 60  # rows in which labels and values are looked for
LONGEST_TITLE = 80
SAMPLE = 100
SUBITEMS = frozenset({"subitems", "子项"})


@dataclass
class _Section:
    """A header with the rows that belong to it, while a block is cut up; `again` are repetitions of the header,
    `item_place` the column in which the item stands above its sub-items."""

    header: HeaderRows
    title_rows: list[int]
    rows: list[np.ndarray] = field(default_factory=list)
    again: list[int] = field(default_factory=list)
    item_place: int | None = None


def tables(grid: Grid, vocabulary: Vocabulary) -> list[Table]:
    """The tables of a sheet from the top left, numbered from 1; [] where there is none.

    `vocabulary` says from 0 to 1 how surely a text is the name of a field. Every non-blank row below a table's header
    is a record or is set aside (see `tables.Reason`). In a table of columns rows and columns change places.
    """
    sheet = Area.whole(grid, vocabulary)
    if not len(sheet.rows):
        return []
    if is_turned(sheet):
        sheet = Area.whole(grid.transposed(), vocabulary, is_turned=True)
    found: list[Table] = []
    for block in blocks(sheet):
        found += _tables_of(block, found[0] if found else None)
    return [replace(table, number=number) for number, table in enumerate(found, start=1)]


def _tables_of(block: Area, first: Table | None) -> list[Table]:
    """The tables of one block, top down; each knows what the lines above the sheet's first table say."""
    rows = block.rows.tolist()
    pairs = {} if block.is_turned else form_rows(block, rows[:FORM_SEARCH])
    header = first_header(block, rows, frozenset(pairs))
    above = [row for row in rows if header is None or row < header.rows[0]]
    form_pairs = [pair for row in above for pair in pairs.get(row, [])]
    if not block.is_turned:
        form_pairs += narrative_pairs(block, above)
    found: list[Table] = []
    if is_form(form_pairs, beside_a_table=header is not None):
        taken = {row for pair in form_pairs for row in (pair.label_row, pair.row)}
        found.append(form_table(block, form_pairs, _title(block, [row for row in above if row not in taken])))
    if header is not None:
        found += [_table(block, section) for section in _sections(block, header, above)]
    return [_inheriting(table, first or found[0]) for table in found]


def _sections(block: Area, header: HeaderRows, above: list[int]) -> list[_Section]:
    """The rows cut where another header begins; rows under a header seen before go on in its table."""
    current, after = _Section(header, above), header.last
    found, by_words = [current], {header.words: current}
    is_by_blocks = is_by_lines(block)
    for other in [*_headers_below(block, header), None]:
        end = other.rows[0] if other else block.grid.count_rows
        between = block.rows[(block.rows > after) & (block.rows < end)]
        if other is None:
            current.rows.append(between)
            break
        title = _title_above(block, between)
        if is_by_blocks and not title and len(between) and len(block.places(int(between[-1]))) == 1:
            title = [int(between[-1])]
        known = by_words.get(other.words)
        if known and not any(pairs_in(block, row) for row in title) and not (is_by_blocks and title):
            current.rows.append(between)
            current = known
            current.again += other.rows
            current.rows.append(np.array(other.rows))
        else:
            current.rows.append(between[~np.isin(between, title)])
            current = _Section(other, title)
            found.append(current)
            by_words[other.words] = current
        after = other.last
    return _with_subitems_apart(block, found)


def _headers_below(block: Area, header: HeaderRows) -> Iterator[HeaderRows]:
    """The headers among the rows under the first one."""
    taken = header.last
    again = _again(block, header)
    for row in sorted({*_header_candidates(block, header), *again}):
        apart = row - 1 not in block.row_set or len(block.places(row - 1)) == 1
        if row > taken and (row in again or is_header(block, row, apart)):
            other = completed(block, row)
            if other.rows[0] <= taken:
                other = replace(other, rows=tuple(found for found in other.rows if found > taken))
            taken = other.last
            yield other


def _again(block: Area, header: HeaderRows) -> frozenset[int]:
    """The rows that repeat the header over lines of earned value: its months make no header of known words."""
    if not is_by_lines(block):
        return frozenset()
    last = header.last
    same = [row for row in block.rows[block.rows > last].tolist() if block.cells(row) == block.cells(last)]
    return frozenset(same)


def _header_candidates(block: Area, header: HeaderRows) -> list[int]:
    """The rows under the header with two cells or more and no figure in the columns that hold figures."""
    rows = block.rows[block.rows > header.last]
    counts = block.filled[rows, block.first : block.last + 1].sum(axis=1)
    apart = ~np.isin(rows - 1, block.rows)
    worded = rows[(counts > 1) & ~apart]
    for place in range(block.first, block.last + 1):
        column = block.grid.columns[place]
        sample = first_texts(column, SAMPLE)
        if len(worded) and sum(cell_kind(text) != "text" for text in sample) > SAMPLE // 10:
            worded = worded[~matching(column.take(pa.array(worded)), "[0-9]")]
    return sorted({*worded.tolist(), *rows[(counts > 1) & apart].tolist()})


def _title_above(block: Area, between: np.ndarray) -> list[int]:
    """The lines that announce the table beneath: after a blank row, single cells or label：value pairs only; one that
    says no more than what is listed (Issues, 里程碑) needs no blank row."""
    rows = between.tolist()
    title: list[int] = []
    while rows and _is_title(block, rows[-1]):
        title.insert(0, rows.pop())
    while title and title[0] - 1 in block.row_set and not _names_a_list(block, title[0]):
        title.pop(0)
    return title


def _names_a_list(block: Area, row: int) -> bool:
    cells = block.cells(row)
    return len(cells) == 1 and (bool(kind_titled(cells[0][1])) or key(cells[0][1]) in _labels())


@cache
def _labels() -> frozenset[str]:
    return frozenset(key(text) for entity in dictionary().entities.values() for text in entity.label.values())


def _is_title(block: Area, row: int) -> bool:
    cells = block.cells(row)
    pairs = pairs_in(block, row)
    return (len(cells) == 1 and len(cells[0][1]) <= LONGEST_TITLE) or (bool(pairs) and len(cells) <= 2 * len(pairs))


def _with_subitems_apart(block: Area, sections: list[_Section]) -> list[_Section]:
    """Boards list sub-items under a header of their own that begins 'Subitems'; a row filled there is an item again,
    and one without a name sums up the items."""
    for section in sections[1:]:
        place, word = section.header.words[0]
        if word in SUBITEMS:
            rows = np.concatenate([*section.rows, np.array([], dtype=int)]).astype(int)
            is_item = (block.filled[rows, place] | ~block.filled[rows, place + 1]) & ~np.isin(rows, section.again)
            section.rows = [rows[~is_item]]
            section.item_place = place
            sections[0].rows.append(rows[is_item])
    return sections


def _items(block: Area, section: _Section, records: tuple[int, ...]) -> tuple[str, ...]:
    """What each record is a sub-item of: it stands right above the header over the sub-items."""
    if section.item_place is None:
        return ()
    headers = sorted([section.header.rows[0], *section.again])
    return tuple(block.text(headers[bisect_left(headers, row) - 1] - 1, section.item_place) for row in records)


def _table(block: Area, section: _Section) -> Table:
    rows = np.sort(np.concatenate([*section.rows, np.array([], dtype=int)])).astype(int)
    rows = rows[np.diff(rows, prepend=-1) > 0]
    header = section.header
    body = told_apart(block, header, rows, frozenset(section.again))
    headers, columns, beside = [], [], []
    texts = HeaderTexts()
    for place in sorted(set(header.texts) | set(body.places)):
        text = header.texts.get(place, "").strip()
        column = body.columns[place]
        if block.is_turned and column.null_count == len(column) and place - 1 not in header.texts:
            beside.append((block.address(header.rows[0], place), text))
            continue
        name = text or (f"[{place + 1}]" if block.is_turned else f"[{column_letters(place)}]")
        name, repeat = texts.own(name, key(name))
        headers.append(Header(name, place, header.units.get(place), repeat))
        columns.append(column)
    title = _title(block, section.title_rows)
    labels = labels_of(block, [pair for row in section.title_rows for pair in pairs_in(block, row)])
    return Table(
        sheet=block.grid.name,
        number=0,
        orientation="columns" if block.is_turned else "rows",
        headers=tuple(headers),
        records=body.records,
        columns=tuple(columns),
        set_aside=body.set_aside,
        title=(*title, *beside),
        labels=labels,
        notes=body.notes,
        header_places=header.rows,
        items=_items(block, section, body.records),
    )


def _title(block: Area, rows: list[int]) -> tuple[tuple[str, str], ...]:
    return tuple((block.address(row, column), text) for row in rows for column, text in block.cells(row))


def _inheriting(table: Table, top: Table) -> Table:
    """The table with the title and the labels of the top of the sheet behind its own."""
    if table.title == top.title and table.labels == top.labels:
        return table
    return replace(table, title=tuple(dict.fromkeys((*table.title, *top.title))), labels={**top.labels, **table.labels})
