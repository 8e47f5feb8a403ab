"""What one file says, as values: the tables found in it, and the rows that each gives to the entities."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from datetime import date
from decimal import Decimal
from typing import Literal

import pyarrow as pa

Severity = Literal["error", "warning", "note"]
# What a text file can be said to be in.
ENCODINGS = ("utf-8", "gb18030", "big5", "utf-16", "cp1252", "latin-1", "shift_jis")
# What makes no other shape: it says which row it is, or, as a currency, may stand in a header as well as in a column.
NO_SHAPE = ("project_id", "project_name", "period", "month", "currency")


@dataclass(frozen=True)
class Finding:
    """`cell` is an address such as D14 ('' for the whole sheet); `expected` and `action` are keys of phrases."""

    sheet: str
    cell: str
    field: str | None
    text: str | None
    expected: str
    severity: Severity
    action: str


@dataclass(frozen=True)
class ColumnUse:
    """Which column of a table fills which field; `address` is a template such as C{row}, {column}7 or B2.

    `currency` is what its header or the table's title says of its amounts, $ where a dollar's country is not said."""

    header: str
    address: str
    entity: str | None = None
    field: str | None = None
    multiplier: Decimal | None = None
    values: dict[str, str] = attribute(default_factory=dict)
    date_order: str | None = None
    confidence: float | None = None
    runner_up: str | None = None
    currency: str | None = None


@dataclass(frozen=True)
class Correction:
    """What a person says of one table. `entity` is what its rows are: None as recognised, '' to leave the table out.
    `columns` says what columns mean: header text -> 'entity.field', '' to keep it as extra."""

    entity: str | None = None
    columns: Mapping[str, str] = attribute(default_factory=dict)

    def __bool__(self) -> bool:
        return self.entity is not None or bool(self.columns)

    def upon(self, earlier: "Correction") -> "Correction":
        """Both together; where they differ this one holds. Columns told for rows of another kind are void."""
        entity = earlier.entity if self.entity is None else self.entity
        kept = {
            header: address
            for header, address in earlier.columns.items()
            if self.entity in (None, earlier.entity, address.partition(".")[0])
        }
        return Correction(entity, {**kept, **self.columns})


@dataclass(frozen=True)
class SetAsideRow:
    """A row that is not loaded; why: total, part, heading, repeat, example, other_kind, kind_unclear,
    people_sum, no_project, not_recognised or left_out."""

    row: int | None
    column: str | None
    reason: str
    text: str


@dataclass(frozen=True)
class Coverage:
    """A project and period that a table speaks for; '' stands for 'not by project'."""

    project_id: str
    period: date


@dataclass(frozen=True)
class EntityRows:
    """What one table gives to one entity.

    `rows` holds text columns source_row (int), source_column, project_id, project_code, project_name, period (date)
    and one per field that is filled; `extra` columns are named extra:<header>.
    """

    entity: str
    rows: pa.Table
    coverage: frozenset[Coverage]
    is_standing: bool

    @property
    def fields(self) -> tuple[str, ...]:
        common = {"source_row", "source_column", "project_id", "project_code", "project_name", "period", "row_number"}
        return tuple(n for n in self.rows.column_names if n not in common and not n.startswith("extra:"))

    @property
    def shape(self) -> tuple[str, ...]:
        """The fields that make two tables alike: see NO_SHAPE."""
        return tuple(sorted(name for name in self.fields if name not in NO_SHAPE))

    @property
    def periods(self) -> list[date]:
        return sorted({covered.period for covered in self.coverage})


@dataclass(frozen=True)
class TableReading:
    """One table of the file. Its non-blank rows are either loaded or set aside, never lost.

    `sample` are its first records in the order of its `headers`. `correction` is what people said of it, some of it
    perhaps for an earlier table (`remembered`, the number of that decision); `is_corrected` where it was said now.
    `kind` is the entity of its rows where a column tells them from others.
    """

    sheet: str
    number: int
    format: str | None
    orientation: str
    rows_in_table: int
    rows_loaded: int
    set_aside: tuple[SetAsideRow, ...]
    columns: tuple[ColumnUse, ...]
    entities: tuple[EntityRows, ...]
    findings: tuple[Finding, ...]
    sample: tuple[tuple[str | None, ...], ...] = ()
    nearest: str | None = None
    missing: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    correction: Correction = Correction()
    remembered: int | None = None
    is_corrected: bool = False
    kind: str | None = None

    @property
    def is_left_out(self) -> bool:
        return self.correction.entity == ""

    @property
    def periods(self) -> list[date]:
        return sorted({covered.period for rows in self.entities for covered in rows.coverage})


@dataclass(frozen=True)
class FileReading:
    """One file as understood; `tables` that are of no known entity have no `entities`."""

    file_name: str
    sha256: str
    count_bytes: int
    tables: tuple[TableReading, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Project:
    """A project as a file names it."""

    project_id: str
    name: str


@dataclass(frozen=True)
class Rename:
    """Two projects that may be one: of the edition before and of this one; `alike` names the fields that agree."""

    old: Project
    new: Project
    alike: tuple[str, ...]


@dataclass(frozen=True)
class Changes:
    """What is different since load `since`. Projects are compared where the table lists projects; a new one is in no
    other load."""

    since: int
    headers_new: tuple[str, ...] = ()
    headers_gone: tuple[str, ...] = ()
    projects_new: tuple[Project, ...] = ()
    projects_gone: tuple[Project, ...] = ()
    renames: tuple[Rename, ...] = ()
