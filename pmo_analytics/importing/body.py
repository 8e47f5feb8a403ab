"""What the rows below a header are: records, or headings, totals, parts and repeats to be set aside."""

import re
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pmo_analytics.fields import EXAMPLE_CODES, dictionary, folded
from pmo_analytics.importing.area import Area
from pmo_analytics.importing.earned_value import is_by_lines
from pmo_analytics.importing.footers import is_footer
from pmo_analytics.importing.forms import INLINE
from pmo_analytics.importing.header_rows import HeaderRows
from pmo_analytics.importing.kind_words import kind_titled
from pmo_analytics.importing.overall_rows import overall_rows
from pmo_analytics.importing.tables import Reason, SetAside
from pmo_analytics.importing.totals import Figures, rows_of_which, total_rows
from pmo_analytics.reading import Finding

NOTE = re.compile(
    r"(?i)^\s*(?:(?:notes?|sources?|remarks?)\s*(?:\d|[^\w\s]|$)|n\.b\.|\*|※|[注註][:：0-9]"
    r"|[备備][注註][:：]|[说說]明[:：]|[数數][据據][来來]源[:：]|[资資]料[来來]源|[来來]源[:：]"
    r"|[（(]?\d{1,2}[)）]\s*\S|[①-⑳¹²³⁴⁵†‡])"
)
LEGEND = re.compile(
    r"(?i)^\s*(?:(?:rag\s+|status\s+|colou?r\s+)?(?:legend|key)|[图圖]例|[灯燈][号號][说說]明|[红紅][绿綠][灯燈][说說]明|[状狀][态態][说說]明|填[表报報写寫][说說]明)\s*[:：]?\s*$"
)
LONG_TEXT = 80
FEW, SPARSE = 20, 0.3  # where more rows than this hold a single cell, such rows are how the table is filled
TITLES_ABOVE, MOST_TITLES = 3, 200
SEPARATOR = "\x1f"
SAMPLE = 1_000


@dataclass(frozen=True)
class Body:
    """The rows below a header, told apart; `records` ascend, `set_aside` too.

    `places` are the columns with anything in them, `columns` the records' texts by column, headers without texts too.
    """

    records: tuple[int, ...]
    set_aside: tuple[SetAside, ...]
    notes: tuple[Finding, ...]
    places: tuple[int, ...]
    columns: dict[int, pa.StringArray]


def told_apart(area: Area, header: HeaderRows, rows: np.ndarray, again: frozenset[int]) -> Body:
    """Every one of the (non-blank, ascending) rows as a record or as a row set aside; `again` repeat the header."""
    places = sorted(set(header.texts) | set(_filled_places(area, rows)))
    cells = {place: _chosen(area.grid.columns[place], rows) for place in places}
    whole = {place: _merged_filled(area, place, rows, texts) for place, texts in cells.items()}
    counts = area.filled[np.ix_(rows, places)].sum(axis=1)
    headings = _repeated_headers(cells, header, counts) | _numbering(area, header, rows) | np.isin(rows, list(again))
    headings |= _single_cells(area, header, rows, counts, headings)
    headings |= _tail(area, header, rows, counts) | _legend(area, rows, counts)
    examples, none = _examples(header, places, cells), np.zeros(len(rows), dtype=bool)
    figures = Figures(cells)
    of_which = rows_of_which(figures, headings | examples)
    totals, notes = total_rows(area, rows, figures, headings | examples, of_which)
    overall, remarks = overall_rows(area, header, rows, headings | examples | totals | of_which)
    totals, notes = totals | overall, [*notes, *remarks]
    # two projects may have the same line of figures, under names that stand only beside their first lines
    repeats = none if is_by_lines(area) else _repeats(whole, headings | totals | of_which)
    reasons: dict[int, Reason] = {}
    told = (repeats, "repeat"), (headings, "heading"), (totals, "total"), (of_which, "part"), (examples, "example")
    for mask, reason in told:
        reasons |= dict.fromkeys(np.flatnonzero(mask).tolist(), reason)
    set_aside = tuple(SetAside(int(rows[at]), reasons[at], _told(area, int(rows[at]))) for at in sorted(reasons))
    kept = np.ones(len(rows), dtype=bool)
    kept[list(reasons)] = False
    columns = {place: texts.filter(pa.array(kept)) for place, texts in whole.items()} if reasons else whole
    return Body(tuple(rows[kept].tolist()), set_aside, tuple(notes), _filled_places(area, rows[kept]), columns)


def _filled_places(area: Area, rows: np.ndarray) -> tuple[int, ...]:
    filled = area.filled[rows, area.first : area.last + 1].any(axis=0)
    return tuple(area.first + int(at) for at in np.flatnonzero(filled))


def _chosen(column: pa.StringArray, rows: np.ndarray) -> pa.StringArray:
    """The cells of some rows, ascending; of rows without a gap they need not be copied."""
    is_whole = len(rows) and rows[-1] - rows[0] == len(rows) - 1
    return column[int(rows[0]) : int(rows[-1]) + 1] if is_whole else column.take(pa.array(rows))


def _merged_filled(area: Area, place: int, rows: np.ndarray, texts: pa.StringArray) -> pa.StringArray:
    """The column with the text of a cell merged over several rows in each of them."""
    ranges = [(top, bottom) for top, left, bottom, _ in area.grid.merged if left == place and bottom > top]
    if not ranges:
        return texts
    filled = texts.to_pylist()
    for top, bottom in ranges:
        for at in np.flatnonzero((rows > top) & (rows <= bottom)):
            filled[at] = area.text(top, place) or None
    return pa.array(filled, pa.string())


def _told(area: Area, row: int) -> str:
    return " | ".join(text for _, text in area.cells(row))


def _examples(header: HeaderRows, places: list[int], cells: dict[int, pa.StringArray]) -> np.ndarray:
    """The rows that a template fills in to show how, known by their code, wherever it stands, else by their first cell;
    a project may be named so."""
    fields = dictionary().entities["projects"].fields
    codes, names = ({folded(word) for word in fields[name].words} for name in ("project_id", "project_name"))
    headed = {place: folded(header.texts.get(place, "")) for place in places}
    place = next((place for place in places if headed[place] in codes), places[0])
    if headed[place] in names:
        return np.zeros(len(cells[place]), dtype=bool)
    return pc.is_in(cells[place], value_set=pa.array(EXAMPLE_CODES.values())).to_numpy(zero_copy_only=False)


def _repeated_headers(cells: dict[int, pa.Array], header: HeaderRows, counts: np.ndarray) -> np.ndarray:
    """Rows in which at least two cells, and most of the filled ones, say what the header says."""
    same = np.zeros(len(counts), dtype=int)
    for place, text in header.texts.items():
        last = text.rsplit(" / ", 1)[-1]
        equal = pc.is_in(cells[place], value_set=pa.array([text, last]))
        same += equal.to_numpy(zero_copy_only=False).astype(int)
    return (same >= min(2, len(header.texts))) & (same >= 0.6 * counts)


def _numbering(area: Area, header: HeaderRows, rows: np.ndarray) -> np.ndarray:
    """A first row that numbers the columns: 1, 2, 3 ..."""
    found = np.zeros(len(rows), dtype=bool)
    if len(rows) and len(header.texts) > 2:
        texts = [text.strip("()（） ") for _, text in area.cells(int(rows[0]))]
        found[0] = texts == [str(number) for number in range(1, len(header.texts) + 1)]
    return found


def _single_cells(
    area: Area, header: HeaderRows, rows: np.ndarray, counts: np.ndarray, headings: np.ndarray
) -> np.ndarray:
    """Group rows and notes among rows with a single filled cell; a project of which only the name is known stays.

    A row is a heading if it is merged over columns, ends in a colon, reads as a note or a long text, stands apart
    from the row above, heads a repeated header, or if the table's first row is such a row in the same column.
    """
    singles = np.flatnonzero(counts == 1)
    found = _titles_of_kinds(area, header, rows, singles)
    if len(header.texts) < 3 or len(singles) > max(FEW, SPARSE * len(rows)):
        return found
    merged = {top for top, left, bottom, right in area.grid.merged if top == bottom and right > left}
    group_place: int | None = None
    for at in singles:
        row = int(rows[at])
        place, text = area.cells(row)[0]
        if at == 0 and len(rows) > 1:
            group_place = place
        heads_header = at + 1 < len(rows) and bool(headings[at + 1]) and counts[at + 1] > 1
        found[at] |= (
            row in merged
            or text.strip().endswith((":", "："))
            or bool(NOTE.match(text))
            or len(text) > LONG_TEXT
            or (row - 1 not in area.row_set)
            or heads_header
            or place == group_place
        )
    return found


def _titles_of_kinds(area: Area, header: HeaderRows, rows: np.ndarray, singles: np.ndarray) -> np.ndarray:
    """Single cells that say whether risks, issues or something else of a log stand beneath, where they name several."""
    found = np.zeros(len(rows), dtype=bool)
    above = area.rows[(area.rows < header.rows[0]) & (area.rows >= header.rows[0] - TITLES_ABOVE)]
    kinds = {int(at): kind_titled(area.cells(int(rows[at]))[0][1]) for at in singles[:MOST_TITLES]}
    named = {*kinds.values(), *(kind_titled(area.cells(row)[0][1]) for row in above.tolist())} - {""}
    if len(named) > 1:
        found[[at for at, kind in kinds.items() if kind]] = True
    return found


def _tail(area: Area, header: HeaderRows, rows: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """The last lines that hold only notes, label：value pairs or footers: signatures, legends, sources."""
    found = np.zeros(len(rows), dtype=bool)
    breaks = np.flatnonzero(np.diff(rows) > 1)
    start = int(breaks[-1]) + 1 if len(breaks) else len(rows)
    few = counts <= max(1, len(header.texts) // 2)
    for at in range(len(rows) - 1, -1, -1):
        texts = [text for _, text in area.cells(int(rows[at]))]
        labelled = all(INLINE.match(text) or text.strip().endswith((":", "：")) for text in texts)
        noted = bool(NOTE.match(texts[0])) and len(texts) <= 2
        signed = few[at] and at >= start and area.is_known(texts[0]) and len(texts) == 2
        closing = few[at] and is_footer(texts)
        if not (labelled or (noted and few[at]) or signed or closing):
            break
        found[at] = len(header.texts) > 2 or closing and len(header.texts) > 1
    return found


def _legend(area: Area, rows: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """What a last legend explains: the line that announces it, after a blank row, and the pairs beneath it."""
    found = np.zeros(len(rows), dtype=bool)
    for at in np.flatnonzero(counts == 1):
        row = int(rows[at])
        if row - 1 not in area.row_set and LEGEND.match(area.cells(row)[0][1]) and (counts[at:] <= 2).all():
            found[at:] = True
            break
    return found


def _is_key(column: pa.Array) -> bool:
    """Whether every row says something else there; what a column says first tells of most that they do not."""
    return all(len(cells.unique()) == len(cells) for cells in (column[:SAMPLE], column))


def _repeats(cells: dict[int, pa.Array], excluded: np.ndarray) -> np.ndarray:
    """Rows that say in every cell what an earlier one says."""
    if any(_is_key(column) for column in cells.values()):
        return np.zeros(len(excluded), dtype=bool)
    texts = [pc.fill_null(column, "") for column in cells.values()]
    whole = pc.binary_join_element_wise(*texts, SEPARATOR) if len(texts) > 1 else texts[0]
    codes = whole.dictionary_encode().indices.to_numpy(zero_copy_only=False)
    found = np.zeros(len(codes), dtype=bool)
    candidates = np.flatnonzero(~excluded)
    _, firsts = np.unique(codes[candidates], return_index=True)
    found[candidates] = True
    found[candidates[firsts]] = False
    return found
