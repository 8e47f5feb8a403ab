"""What layout finds on a sheet, as values: a table, its headers, its records, and what stands beside them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import pyarrow as pa

from pmo_analytics.importing.headers import key
from pmo_analytics.importing.sheets import address
from pmo_analytics.reading import Finding

# What people write in the corner of a table whose projects stand in the first row.
CORNERS = frozenset(
    {"", "field", "item", "indicator", "metric", "attribute", "字段", "指标", "内容", "项", "事项", "类别"}
)
# The same as the name of what stands beneath, or with what stands beside: Indicator name, 考核指标, 指标/项目.
WORDED_CORNER = re.compile(
    "(?:project|key|main|data)?(?:field|item|indicator|metric|attribute|measure|kpi|parameter)s?(?:names?|projects?)?"
    "|(?:项目|考核|评价|关键|主要|统计|核心)?(?:字段|指标|要素|参数|栏目|信息项|数据项)(?:名称?|项目?|内容)?"
)

LONGEST_SAID = 200

Orientation = Literal["rows", "columns", "form"]
Reason = Literal["total", "part", "heading", "repeat", "example", "other_kind", "kind_unclear", "people_sum"]


def is_corner(text: str) -> bool:
    """Whether a header says no more than that fields stand beneath it."""
    return key(text) in CORNERS or WORDED_CORNER.fullmatch(key(text)) is not None


@dataclass(frozen=True)
class Header:
    """A column's header (a row's in a table of columns).

    `text` is unique in its table: a second 'Sprint' reads 'Sprint (2)' and has `repeat` 2. `place` is the 0-based
    column (rows) or row (columns, form). `unit_text` is the unit in the header or in a unit row under it, as written.
    `cell` is the address of the value in a form, else None.
    """

    text: str
    place: int
    unit_text: str | None = None
    repeat: int = 1
    cell: str | None = None


@dataclass(frozen=True)
class SetAside:
    """A row (a column in a table of columns) below the header that is no record; `place` is 0-based."""

    place: int
    reason: Reason
    text: str


@dataclass(frozen=True)
class Table:
    """One table of a sheet; see `layout.tables`.

    `records` are the 0-based rows that hold data (columns where orientation is 'columns'; the first row of a form),
    `columns` their texts: one array per header, null where blank. Every non-blank row below the header is either in
    `records` or in `set_aside`. `title` holds (address, text) of the cells above the header and, in a table of
    columns, of notes beneath; `labels` what they say as label and value: label -> (value, address of the value).
    `header_places` are the rows (columns) that the header takes up, with a unit row. `items` are, in a table of
    sub-items, what each record is a sub-item of. `kind` is the entity of its rows where a column or a title tells it
    ('' for none), `told` what is known beforehand of its headers then: header -> address, '' for no field.
    `nearest` is what rows of no kind come closest to, with the fields they lack.
    """

    sheet: str
    number: int
    orientation: Orientation
    headers: tuple[Header, ...]
    records: tuple[int, ...]
    columns: tuple[pa.StringArray, ...]
    set_aside: tuple[SetAside, ...] = ()
    title: tuple[tuple[str, str], ...] = ()
    labels: dict[str, tuple[str, str]] = field(default_factory=dict)
    notes: tuple[Finding, ...] = ()
    header_places: tuple[int, ...] = ()
    items: tuple[str, ...] = ()
    kind: str | None = None
    told: dict[str, str] = field(default_factory=dict)
    nearest: tuple[str, tuple[str, ...]] | None = None

    def of_records(self, indexes: Sequence[int]) -> "Table":
        """The table with some of its records only, by their indexes."""
        columns = tuple(column.take(pa.array(indexes, pa.int64())) for column in self.columns)
        return replace(self, records=tuple(self.records[index] for index in indexes), columns=columns)

    @property
    def count_rows(self) -> int:
        """How many non-blank rows stand below the header."""
        return len(self.records) + len(self.set_aside)


def cell_of(table: Table, header: int, record: int) -> str:
    """The address of what a record (its index) says under a header (its index)."""
    one, at = table.headers[header], table.records[record]
    return one.cell or (address(one.place, at) if table.orientation == "columns" else address(at, one.place))


def cell_of_header(table: Table, header: Header) -> str:
    """The address of a header: the first of its cells, where it has several."""
    top = table.header_places[0] if table.header_places else 0
    return header.cell or (address(header.place, top) if table.orientation == "columns" else address(top, header.place))


def said_in(table: Table, record: int) -> str:
    """What a record (its index) says in all its cells, not at any length."""
    texts = [array[record].as_py() for array in table.columns]
    return " | ".join(text for text in texts if text)[:LONGEST_SAID]


class HeaderTexts:
    """Gives each header of a table a text of its own: the second 'Sprint' is 'Sprint (2)'."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._taken: set[str] = set()

    def own(self, text: str, compared: str) -> tuple[str, int]:
        """The text to use, and how many times the header, as it is `compared`, has come by now."""
        self._counts[compared] = repeat = self._counts.get(compared, 0) + 1
        number, own = repeat, text if repeat == 1 else f"{text} ({repeat})"
        while own in self._taken:
            number += 1
            own = f"{text} ({number})"
        self._taken.add(own)
        return own, repeat
