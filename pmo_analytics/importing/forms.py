"""Label and value pairs: in the lines above a table, and on sheets that are a form for one project."""

import re
from dataclasses import dataclass

import pyarrow as pa

from pmo_analytics.importing.area import Area
from pmo_analytics.importing.headers import key, read_header
from pmo_analytics.importing.tables import Header, HeaderTexts, Table

INLINE = re.compile(r"^\s*([^:：]{1,40}?)\s*[:：]\s*(\S.*)$", re.DOTALL)
APART = re.compile(r"\s{2,}|[;；|\t\n]+")
FARTHEST_VALUE = 4  # columns between a label and its value
FEWEST_PAIRS, FEWEST_BESIDE_A_TABLE = 2, 4
# A sheet that lists fields with their meaning is documentation, however many field names it holds.
GLOSSARY_WORDS = {
    "field",
    "fieldname",
    "column",
    "columnname",
    "attribute",
    "term",
    "字段",
    "字段名",
    "字段名称",
    "列名",
    "术语",
}
GLOSSARY_TEXTS = {
    "description",
    "meaning",
    "definition",
    "explanation",
    "说明",
    "字段说明",
    "含义",
    "定义",
    "描述",
    "解释",
}


@dataclass(frozen=True)
class Pair:
    """A label with its value; `row` and `column` are those of the value, `label_row` that of the label."""

    label: str
    value: str
    row: int
    column: int
    label_row: int
    is_known: bool


def is_glossary(area: Area, row: int) -> bool:
    """Whether a row heads a list of fields with their meanings."""
    words = {key(text) for _, text in area.cells(row)}
    return bool(words & GLOSSARY_WORDS and words & GLOSSARY_TEXTS)


def pairs_in(area: Area, row: int) -> list[Pair]:
    """The pairs of one row: `label：value` in one cell, or a label (known, or ending in a colon) and the next cell."""
    found: list[Pair] = []
    cells = area.cells(row)
    at = 0
    while at < len(cells):
        column, text = cells[at]
        following = cells[at + 1] if at + 1 < len(cells) else None
        if inline := _inline(area, text, row, column):
            found += inline
        elif _is_label(area, text) and following and _is_value_of(area, column, following):
            label = text.strip().rstrip(" :：")
            found.append(Pair(label, following[1].strip(), row, following[0], row, area.is_known(text)))
            at += 1
        at += 1
    return found


def form_rows(area: Area, rows: list[int]) -> dict[int, list[Pair]]:
    """The rows of nothing but pairs that are no header: they have a colon, such a row beside them, or stand alone."""
    if rows and is_glossary(area, rows[0]):
        return {}
    pairs = {row: pairs_in(area, row) for row in rows}
    whole = {row for row, found in pairs.items() if found and _covers(area, row, found)}
    return {
        row: pairs[row]
        for row in sorted(whole)
        if any(":" in text or "：" in text for _, text in area.cells(row))
        or {row - 1, row + 1} & whole
        or row + 1 not in area.row_set
    }


def narrative_pairs(area: Area, rows: list[int]) -> list[Pair]:
    """Pairs of a known label alone in its row and the lines alone in the rows beneath it, joined by line ends."""
    found: list[Pair] = []
    for row in rows:
        column, text = area.cells(row)[0]
        if len(area.places(row)) > 1 or not area.is_known(text):
            continue
        below = row + 1
        while below in area.row_set and area.places(below) == [column] and not area.is_known(area.text(below, column)):
            below += 1
        lines = [area.text(line, column).strip() for line in range(row + 1, below)]
        if lines:
            found.append(Pair(text.rstrip(" :："), "\n".join(lines), row + 1, column, row, True))
    return found


def labels_of(area: Area, pairs: list[Pair]) -> dict[str, tuple[str, str]]:
    """label -> (value, address of the value); the first of two equal labels stays."""
    labels: dict[str, tuple[str, str]] = {}
    for pair in pairs:
        labels.setdefault(pair.label, (pair.value, area.address(pair.row, pair.column)))
    return labels


def is_form(pairs: list[Pair], beside_a_table: bool) -> bool:
    """Whether pairs are enough, and known enough, to be a project's data and not only its title."""
    known = {key(pair.label) for pair in pairs if pair.is_known}
    fewest = FEWEST_BESIDE_A_TABLE if beside_a_table else FEWEST_PAIRS
    return len(pairs) >= fewest and len(known) >= max(2, fewest - 1)


def form_table(area: Area, pairs: list[Pair], title: tuple[tuple[str, str], ...]) -> Table:
    """The form as a table of one record, one header per pair."""
    headers, columns, texts = [], [], HeaderTexts()
    for pair in pairs:
        text, repeat = texts.own(pair.label, key(pair.label))
        unit = read_header(pair.label).unit
        place = area.address(pair.row, pair.column)
        headers.append(Header(text, pair.label_row, unit.text if unit else None, repeat, place))
        columns.append(pa.array([pair.value], pa.string()))
    first = min(pair.label_row for pair in pairs)
    labels = labels_of(area, pairs)
    return Table(area.grid.name, 0, "form", tuple(headers), (first,), tuple(columns), (), title, labels)


def _inline(area: Area, text: str, row: int, column: int) -> list[Pair]:
    found = []
    for part in [text] if len(APART.split(text.strip())) == 1 else APART.split(text.strip()):
        said = INLINE.match(part)
        if said and not said[1].strip().isdigit() and "//" not in said[2][:2]:
            found.append(Pair(said[1].strip(), said[2].strip(), row, column, row, area.is_known(said[1])))
    return found


def _is_label(area: Area, text: str) -> bool:
    return text.strip().endswith((":", "：")) or area.is_known(text)


def _is_value_of(area: Area, column: int, following: tuple[int, str]) -> bool:
    return following[0] - column <= FARTHEST_VALUE and not _is_label(area, following[1])


def _covers(area: Area, row: int, found: list[Pair]) -> bool:
    """Whether the pairs take up every filled cell of their row."""
    inline_cells = {pair.column for pair in found if INLINE.match(area.text(row, pair.column))}
    beside = sum(2 for pair in found if pair.column not in inline_cells)
    return len(inline_cells) + beside == len(area.places(row))
