"""Where the tables of a sheet are: below title rows, stacked or side by side, turned on their side, or laid out as a form."""

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from pmo_analytics.importing.area import Area, Vocabulary
from pmo_analytics.importing.body import told_apart
from pmo_analytics.importing.findings import Finding
from pmo_analytics.importing.forms import Pair, form_rows, form_table, is_form, labels_of, narrative_pairs, pairs_in
from pmo_analytics.importing.header_rows import HeaderRows, completed, first_header, is_header
from pmo_analytics.importing.headers import key
from pmo_analytics.importing.orientation import blocks, is_turned
from pmo_analytics.importing.sheets import Grid, column_letters
from pmo_analytics.importing.tables import Header, SetAside, Table

__all__ = ["Header", "SetAside", "Table", "tables"]

FORM_SEARCH = 60  # rows in which labels and values are looked for
LONGEST_TITLE = 80


@dataclass
class _Section:
    """A header with the rows that belong to it while a block is cut up."""

    header: HeaderRows
    title_rows: list[int]
    rows: list[int]


def tables(grid: Grid, vocabulary: Vocabulary) -> list[Table]:
    """The tables of a sheet from the top left, numbered from 1; [] where there is none.

    `vocabulary` says from 0 to 1 how surely a text is the name of a field. Every non-blank row below a table's header
    is a record or is set aside as 'heading', 'total' or 'repeat'. In a table of columns all places are exchanged.
    """
    sheet = Area.whole(grid, vocabulary)
    if not len(sheet.rows):
        return []
    turned = is_turned(sheet)
    if turned:
        sheet = Area.whole(grid.transposed(), vocabulary, is_turned=True)
    found: list[Table] = []
    for block in blocks(sheet):
        found += _tables_of(block, found[0] if found else None)
    return [replace(table, number=number) for number, table in enumerate(found, start=1)]


def _tables_of(block: Area, first: Table | None) -> list[Table]:
    """The tables of one block, top down; each inherits what the lines above the sheet's first table say."""
    rows = block.rows.tolist()
    pairs = {} if block.is_turned else form_rows(block, rows[:FORM_SEARCH])
    header = first_header(block, rows, frozenset(pairs))
    above = [row for row in rows if header is None or row < header.rows[0]]
    form_pairs = [pair for row in above for pair in pairs.get(row, [])]
    if not block.is_turned:
        form_pairs += narrative_pairs(block, above)
    found: list[Table] = []
    if is_form(form_pairs, beside_a_table=header is not None):
        taken = {pair.label_row for pair in form_pairs} | {pair.row for pair in form_pairs}
        found.append(form_table(block, form_pairs, _title(block, [row for row in above if row not in taken])))
    if header is not None:
        sections = _sections(block, header, rows)
        sections[0].title_rows = above
        found += [_table(block, section) for section in sections]
    top = first or (found[0] if found else None)
    return [_inheriting(table, top) for table in found]


def _sections(block: Area, header: HeaderRows, rows: list[int]) -> list[_Section]:
    """The rows cut where another header begins; rows under a header seen before go on in its table."""
    current = _Section(header, [], [])
    sections = {header.words: current}
    body = [row for row in rows if row > header.last]
    skipped: set[int] = set()
    for row in body:
        if row in skipped:
            continue
        if row in _header_candidates(block, header) and (other := _other_header(block, row, current.header)):
            title_rows = _title_above(block, current.rows)
            labelled = any(pairs_in(block, title) for title in title_rows)
            if other.words in sections and not labelled:
                current = sections[other.words]
                current.rows += list(other.rows)
            else:
                current.rows = [kept for kept in current.rows if kept not in title_rows]
                current = _Section(other, title_rows, [])
                sections[(*other.words, (row, ""))] = current
                sections.setdefault(other.words, current)
            skipped.update(other.rows)
        else:
            current.rows.append(row)
    return list({id(section): section for section in sections.values()}.values())
