"""Which rows are a table's header: the row of field names, a second row above or below it, a row of units under it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pmo_analytics.importing.area import LONGEST_NAME, Area, cell_kind, is_period
from pmo_analytics.importing.headers import key, read_header
from pmo_analytics.importing.units import unit_in

SEARCHED_ROWS, WITHIN_ONE_HEADER = 50, 3
# What a lower header row says under 'Spend' of which months it is.
SPANS_OF_TIME = frozenset(
    ("thismonth", "lastmonth", "thisperiod", "ytd", "yeartodate", "todate", "thisyear", "fullyear", "cumulative",
     "本月", "上月", "当月", "本期", "累计", "本年", "本年累计", "全年", "年初至今")
)  # fmt: skip
NO_UNIT = frozenset({"-", "/", "—", "", "单位", "计量单位", "unit", "units"})


@dataclass(frozen=True)
class HeaderRows:
    """`rows` are all rows of the header, `texts` column -> header text ('Budget / 2026'), `units` column -> unit."""

    rows: tuple[int, ...]
    texts: dict[int, str]
    units: dict[int, str]

    @property
    def last(self) -> int:
        """The lowest row of the header."""
        return self.rows[-1]

    @property
    def words(self) -> tuple[tuple[int, str], ...]:
        """What makes two header rows the same: the same texts in the same columns."""
        return tuple((column, key(text)) for column, text in sorted(self.texts.items()))


def first_header(area: Area, rows: Sequence[int], not_headers: frozenset[int]) -> HeaderRows | None:
    """The first header among the first rows, `not_headers` left out; None where no row is like one.

    The first row of mostly known words counts, or a better one right under it; without such a row the likeliest.
    """
    searched = [
        row for row in rows if row < rows[0] + SEARCHED_ROWS and row not in not_headers and _may_head(area, row)
    ]
    sure = next((row for row in searched if is_header(area, row, stands_apart=True)), None)
    possible = searched if sure is None else [row for row in searched if sure <= row < sure + WITHIN_ONE_HEADER]
    weights = {row: _weight(area, row) for row in possible}
    likely = max(possible, key=lambda row: (weights[row], -row), default=None)
    return completed(area, likely) if likely is not None and (sure is not None or weights[likely] > 0) else None


def is_header(area: Area, row: int, stands_apart: bool) -> bool:
    """Whether a row below a table's header begins another: mostly known words, less of them after a blank row."""
    cells = area.cells(row)
    known = sum(area.is_known(text) for _, text in cells)
    periods = sum(is_period(text) for _, text in cells)
    share = known / max(1, len(cells) - (periods if periods > 2 else 0))
    numbers = sum(cell_kind(text) != "text" and not is_period(text) for _, text in cells)
    enough = 0.5 if stands_apart else 0.7
    return len(cells) > 1 and known >= 2 and not numbers and share >= enough


def completed(area: Area, row: int) -> HeaderRows:
    """The header around its main row, with a second row and units."""
    above = row - 1 if _is_upper(area, row - 1, row) else None
    rows = [row] if above is None else [above, row]
    if above is None and _is_lower(area, row, row + 1):
        rows.append(row + 1)
    while len(rows) < WITHIN_ONE_HEADER and _reaches_down(area, rows):
        rows.append(rows[-1] + 1)
    texts = _joined(area, rows)
    units = _units_in(area, rows[-1] + 1)
    if units:
        rows.append(rows[-1] + 1)
    for column, text in texts.items():
        if column not in units and (unit := read_header(text).unit):
            units[column] = unit.text
    return HeaderRows(tuple(rows), texts, units)


def _may_head(area: Area, row: int) -> bool:
    places = area.places(row)
    return len(places) > 1 or (area.first == area.last and area.is_known(area.text(row, places[0])))


def _weight(area: Area, row: int) -> float:
    """Known words count three, other short texts one; numbers and dates speak against a header, months do not."""
    texts = [text for _, text in area.cells(row)]
    periods = sum(is_period(text) for text in texts)
    weight = 0.0
    for text in texts:
        if area.is_known(text):
            weight += 3
        elif is_period(text):
            weight += 1 if periods > 1 else -3
        elif cell_kind(text) != "text":
            weight -= 3
        elif len(text) <= LONGEST_NAME:
            weight += 1
    repeated = len(texts) - len({key(text) for text in texts})
    return weight - repeated / 2


def _is_upper(area: Area, row: int, main: int) -> bool:
    """Whether the row above spans the main header: group names, each over one or more of its columns."""
    if row not in area.row_set:
        return False
    cells, main_places = area.cells(row), area.places(main)
    if any(cell_kind(text) != "text" and not is_period(text) or ":" in text or "：" in text for _, text in cells):
        return False
    if any(unit_in(text.strip("()（）")) for _, text in cells):
        return False
    spans = [span for span in _spans(area, row) if span[1] > span[0]]
    if len(cells) == 1:
        return any(span[0] > main_places[0] or span[1] < main_places[-1] for span in spans)
    has_gap = any(later[0] - earlier[0] > 1 for earlier, later in zip(cells, cells[1:], strict=False))
    reaches = cells[-1][0] < main_places[-1]
    known = sum(area.is_known(text) for _, text in cells)
    return bool(spans or has_gap or reaches) and (
        bool(spans) or known > 0 or not _is_title_like(area, row, main_places)
    )


def _is_title_like(area: Area, row: int, main_places: list[int]) -> bool:
    return len(area.places(row)) < 2 or area.places(row)[0] == main_places[0]


def _is_lower(area: Area, upper: int, row: int) -> bool:
    """Whether the row beneath finishes the header: names, months, years under a spanning cell, nothing elsewhere."""
    if row not in area.row_set:
        return False
    spanned = {c for first, last in _spans(area, upper) if last > first for c in range(first, last + 1)}
    upper_places, cells = set(area.places(upper)), area.cells(row)
    if not spanned and upper_places - {column for column, _ in cells}:
        # Without merged cells: a gap in the upper row that the lower one fills stands for the cell that spans it.
        gaps = {column for column, _ in cells} - upper_places
        spanned = gaps | {column - 1 for column in gaps}
    under = [text for column, text in cells if column in spanned]
    beside = [text for column, text in cells if column not in spanned]
    if len(under) < 2 or any(not area.is_known(text) for text in beside):
        return False
    named = sum(area.is_known(text) or is_period(text) or key(text) in SPANS_OF_TIME for text in under)
    return named / len(under) >= 0.6 and all(cell_kind(text) == "text" or is_period(text) for text in under)


def _spans(area: Area, row: int) -> list[tuple[int, int]]:
    """(first, last) column of the merged cells in a row."""
    return [
        (first, last)
        for top, first, bottom, last in area.grid.merged
        if top <= row <= bottom and area.first <= first <= area.last and last > first
    ]


def _reaches_down(area: Area, rows: Sequence[int]) -> bool:
    """Whether a cell of the header is merged down into the next row, which then belongs to the header too."""
    following = rows[-1] + 1
    return following in area.row_set and any(
        rows[0] <= top < following <= bottom < rows[0] + WITHIN_ONE_HEADER and area.first <= left <= area.last
        for top, left, bottom, _ in area.grid.merged
    )


def _joined(area: Area, rows: Sequence[int]) -> dict[int, str]:
    """The texts of the header rows as one, from the lowest up."""
    texts = dict(area.cells(rows[-1]))
    for upper in reversed(rows[:-1]):
        texts = _under(area, upper, texts)
    return texts


def _under(area: Area, upper: int, below: Mapping[int, str]) -> dict[int, str]:
    """Header texts with those of the row above before them: each holds for its merged range, else up to the next."""
    merged = {first: last for first, last in _spans(area, upper)}
    above = area.cells(upper)
    starts = [column for column, _ in above] + [area.last + 1]
    texts: dict[int, str] = {}
    for (column, text), following in zip(above, starts[1:], strict=True):
        end = merged.get(column, column if merged else following - 1)
        for place in range(column, min(end, area.last) + 1):
            if place in below:
                texts[place] = f"{text} / {below[place]}"
            elif place == column:
                texts[place] = text
    return {place: texts.get(place) or below[place] for place in sorted(texts.keys() | below.keys())}


def _units_in(area: Area, row: int) -> dict[int, str]:
    """column -> unit where the row holds nothing but units, else {}."""
    if row not in area.row_set:
        return {}
    cells = [(column, text.strip()) for column, text in area.cells(row) if text.strip().casefold() not in NO_UNIT]
    bare = [(column, text.strip("()（）[]【】 ")) for column, text in cells]
    if not bare or not all(unit_in(text) for _, text in bare):
        return {}
    return {column: text for column, text in bare if unit_in(text).kind != "date"}
