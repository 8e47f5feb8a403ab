"""Known export formats: data/formats/*.toml as values."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from pmo_analytics.errors import DictionaryBroken
from pmo_analytics.importing.headers import HeaderText, key, read_header
from pmo_analytics.workspace import PROJECT_ROOT

YEAR = "{year}"
SECTIONS = frozenset({"name", "evidence", "recognise", "columns", "units", "values", "date_order", "melt", "period"})
SECTIONS |= {"constants", "repeats", "rows"}
RECOGNISED_BY = frozenset({"headers", "any", "sheet", "orientation"})
OF_ROWS = frozenset({"named_by", "once_per", "group", "item"})
PERIODS = frozenset({"given", "column", "status_date"})


@dataclass(frozen=True)
class FormatMelt:
    """Columns that become rows: `headers` (none: every column headed by a month), named in `name_field`."""

    entity: str
    name_field: str
    value_field: str
    headers: tuple[str, ...]


@dataclass(frozen=True)
class FormatRows:
    """What a format's rows are. Headers: a row that is blank under `named_by` sums up others, one that says under
    `once_per` what an earlier one says repeats it. Addresses: the field that the name of a row's `group` fills, and
    the field that the item of a sub-item fills."""

    named_by: str | None = None
    once_per: str | None = None
    group: str | None = None
    item: str | None = None


@dataclass(frozen=True)
class Format:
    """One export as a tool or a publisher writes it.

    A column's header is compared by its words; `{year}` in it stands for a year or fiscal year that must be there.
    `columns` says 'entity.field' for a header, '' for one known not to be needed; `period` how the month is found:
    'given' by the user, in a 'column', or by the 'status_date'. `repeats` are headers that may stand there many times.
    """

    name: str
    evidence: Mapping[str, str]
    headers: tuple[str, ...]
    any_of: tuple[str, ...]
    sheet: re.Pattern[str] | None
    orientation: str | None
    columns: Mapping[str, str]
    units: Mapping[str, Decimal] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    melts: tuple[FormatMelt, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    repeats: frozenset[str] = frozenset()
    rows: FormatRows = FormatRows()
    date_order: str | None = None
    period: str = "given"

    @classmethod
    def from_file(cls, path: Path) -> "Format":
        """The format that a file describes; DictionaryBroken names the file and what is wrong in it."""
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
            raise _malformed(path, "toml", problem) from problem
        recognise = table.get("recognise", {})
        checks = {
            "name": table.get("name") == path.stem,
            "evidence": {"level", "source"} <= set(table.get("evidence", {})),
            "recognise": bool(recognise.get("headers")) and set(recognise) <= RECOGNISED_BY,
            "columns": bool(table.get("columns")),
            "period": table.get("period", "given") in PERIODS,
            "date_order": table.get("date_order", "dmy") in ("dmy", "mdy"),
            "rows": set(table.get("rows", {})) <= OF_ROWS,
            "sections": set(table) <= SECTIONS,
        }
        for name, is_right in checks.items():
            if not is_right:
                raise _malformed(path, name, table.get(name))
        return cls(
            name=table["name"],
            evidence=table["evidence"],
            headers=tuple(recognise["headers"]),
            any_of=tuple(recognise.get("any", ())),
            sheet=re.compile(recognise["sheet"]) if "sheet" in recognise else None,
            orientation=recognise.get("orientation"),
            columns=table["columns"],
            units={header: Decimal(str(steps)) for header, steps in table.get("units", {}).items()},
            values=table.get("values", {}),
            melts=tuple(
                FormatMelt(melt["entity"], melt["name_field"], melt["value_field"], tuple(melt.get("headers", ())))
                for melt in table.get("melt", ())
            ),
            constants=table.get("constants", {}),
            repeats=frozenset(key(header) for header in table.get("repeats", ())),
            rows=FormatRows(**table.get("rows", {})),
            date_order=table.get("date_order"),
            period=table.get("period", "given"),
        )

    def fits(self, sheet: str, orientation: str, headers: Sequence[HeaderText]) -> bool:
        """Whether a table with these headers is of this format."""
        return (
            self.orientation in (None, orientation)
            and (self.sheet is None or bool(self.sheet.search(sheet)))
            and all(any(says(wanted, header) for header in headers) for wanted in self.headers)
            and (not self.any_of or any(says(wanted, header) for wanted in self.any_of for header in headers))
        )

    def address_of(self, header: HeaderText) -> str | None:
        """'entity.field' of a header, '' where the format does not use it, None where the format does not know it."""
        return _looked_up(self.columns, header)

    def multiplier_of(self, header: HeaderText) -> Decimal | None:
        """What the numbers under a header are multiplied by, where the header itself does not say."""
        return _looked_up(self.units, header)

    @property
    def words(self) -> frozenset[str]:
        """Every header of the format, as `headers.key` compares them."""
        melted = (header for melt in self.melts for header in melt.headers)
        return frozenset(_key(header) for header in (*self.columns, *self.headers, *self.any_of, *melted))


@cache
def formats() -> tuple[Format, ...]:
    """Every format the project knows, the one with most distinguishing headers first."""
    found = [Format.from_file(path) for path in sorted((PROJECT_ROOT / "data" / "formats").glob("*.toml"))]
    return tuple(sorted(found, key=lambda one: -len(one.headers)))


def says(wanted: str, header: HeaderText) -> bool:
    """Whether a header is the one a format calls `wanted`."""
    return (YEAR not in wanted or header.years is not None) and _key(wanted) in header.readings


@cache
def _key(wanted: str) -> str:
    return read_header(wanted.replace(YEAR, " ")).readings[0]


def _looked_up(table: Mapping[str, Any], header: HeaderText) -> Any:
    """The entry whose header comes first among the readings; one that asks for a year goes before one that does not."""
    by_key = {_key(wanted): entry for wanted, entry in table.items() if says(wanted, header) and YEAR not in wanted}
    by_key |= {_key(wanted): entry for wanted, entry in table.items() if says(wanted, header) and YEAR in wanted}
    return next((by_key[reading] for reading in header.readings if reading in by_key), None)


def _malformed(path: Path, setting: str, found: object) -> DictionaryBroken:
    return DictionaryBroken("layout.format_malformed", file=path.name, setting=setting, found=str(found))
