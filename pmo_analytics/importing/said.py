"""What the person who loads a file said about it; whatever is not said, the file itself must tell."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from pmo_analytics.errors import WrongUsage
from pmo_analytics.importing.headers import key
from pmo_analytics.reading import ENCODINGS, Correction


@dataclass(frozen=True)
class Said:
    """`encoding`, one of ENCODINGS, is that of text files. `columns` (as in a Correction) holds for every table with
    such a header, `tables` for one: (sheet, table number). `same` are projects that go by a new name from this file on:
    (name until now, name in the file). `again`: if the file stands already, it is withdrawn and read once more.
    """

    period: date | None = None
    project: str | None = None
    entity: str | None = None
    format: str | None = None
    encoding: str | None = None
    received_on: date | None = None
    add: bool = False
    replace: int | None = None
    drop: bool = False
    again: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[tuple[str, int], Correction] = field(default_factory=dict)
    same: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if self.encoding is not None and self.encoding not in ENCODINGS:
            raise WrongUsage("encoding_unknown", encoding=self.encoding, known=", ".join(ENCODINGS))

    def of_table(self, sheet: str, number: int, headers: Collection[str]) -> Correction:
        """What was said of one table, by itself or by its headers; without the entity of all tables."""
        own = self.tables.get((sheet, number), Correction())
        keys = {key(header) for header in headers}
        columns = {header: address for header, address in self.columns.items() if key(header) in keys}
        return Correction(own.entity, {**columns, **own.columns})

    def headers_lacking(self, headers: Collection[str]) -> list[str]:
        """The headers that something was said of and that are not among those given."""
        keys = {key(header) for header in headers}
        return [header for header in self.columns if key(header) not in keys]
