"""What a table's columns were taken for, as values; see `recognise`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from pmo_analytics.importing.currencies import Currencies
from pmo_analytics.importing.formats import FormatRows
from pmo_analytics.reading import Finding


@dataclass(frozen=True)
class Match:
    """A column that fills a field. `header` is its index among the table's headers, `confidence` 0-1.

    `runner_up` is the address of the next likely field, `multiplier` what its numbers are multiplied by (None is 1),
    `values` the texts of the format that mean something else: text -> canonical.
    """

    header: int
    entity: str
    field: str
    confidence: float
    runner_up: str | None = None
    multiplier: Decimal | None = None
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Melt:
    """Columns that become rows: one row per filled cell, `name_field` saying the column's name, `value_field` the cell.

    `names` go with `headers` (indexes): a month's last day in ISO, a year, or the header's text. Where `name_field` is
    the period each month is a report of its own, those to come left out; where it is '' the cell is of what another
    column of its record says. `only` limits it to the records that say one of some texts in a column: (index of its
    header, texts), as where a column tells budget lines from actual ones. `values` are the texts that mean something
    else: text -> canonical. `when` limits it to the days up to the end of the record's period, or to those after it.
    """

    entity: str
    headers: tuple[int, ...]
    name_field: str
    names: tuple[str, ...]
    value_field: str
    multiplier: Decimal | None = None
    only: tuple[int, frozenset[str]] | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    when: Literal["past", "future"] | None = None


@dataclass(frozen=True)
class Recognition:
    """What a table is. `entities` come in order of weight, projects first; () where nothing was recognised.

    `unmapped` are the indexes of columns kept as they are; `nearest` is, where nothing was recognised, the entity that
    comes closest and the fields it lacks. `constants` (address -> text) hold for every row; `rows` is what a known
    format says of its rows; `currencies` are those of the headers. `is_in_groups`: a project has a row for each of its
    phases or months, and may be named in the first of them only.
    """

    format: str | None
    matches: tuple[Match, ...]
    melts: tuple[Melt, ...]
    date_order: str | None
    entities: tuple[str, ...]
    unmapped: tuple[int, ...]
    nearest: tuple[str, tuple[str, ...]] | None = None
    notes: tuple[Finding, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    rows: FormatRows = FormatRows()
    currencies: Currencies = Currencies()
    is_in_groups: bool = False

    @property
    def is_by_lines(self) -> bool:
        """Whether several records tell of one project in turn, each its own measure, by month or as one value."""
        return any(melt.name_field in ("period", "") for melt in self.melts)
