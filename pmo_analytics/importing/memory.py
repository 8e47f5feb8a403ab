"""Corrections that people made to the reading of a table, used again for tables with the same headers."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from pmo_analytics.importing.headers import key, read_header
from pmo_analytics.ledger import Ledger
from pmo_analytics.reading import Correction, TableReading

LIKENESS = 0.6  # of all headers of two tables, the share that both have, for one to be the other's next edition
Place = tuple[str, int]  # sheet, number of the table on it
NO_KINDS: Mapping[Place, str | None] = MappingProxyType({})


@dataclass(frozen=True)
class Remembered:
    """A correction and the table that it was made to; `event_id` is its number in the ledger, `kind` the entity of the
    rows where a column told it."""

    event_id: int
    sheet: str
    headers: frozenset[str]
    correction: Correction
    kind: str | None = None

    def for_table(self, sheet: str, headers: Collection[str]) -> "Remembered":
        """The same as far as it holds for that table: what the rows are, and that they are left out, is said again only
        of a sheet of the same name or of the very same headers."""
        if said_by([sheet]) == said_by([self.sheet]):
            return self
        columns = replace(self.correction, entity=None)
        is_same = said_by(headers) == self.headers and self.correction.entity != ""
        return self if is_same else replace(self, correction=columns)


@dataclass(frozen=True)
class Memory:
    """The corrections that stand, oldest first."""

    all: tuple[Remembered, ...] = ()

    @classmethod
    def of(cls, ledger: Ledger) -> "Memory":
        """Those that nobody had forgotten, but for those that a later one was made upon."""
        events = ledger.ask("select event_id, kind, payload::varchar from ledger.events "
                            "where kind in ('mapping', 'forget') order by event_id")  # fmt: skip
        told = {event_id: (kind, json.loads(payload)) for event_id, kind, payload in events}
        forgotten = {payload["event_id"] for kind, payload in told.values() if kind == "forget"}
        standing = {event_id: payload for event_id, (kind, payload) in told.items()
                    if kind == "mapping" and event_id not in forgotten}  # fmt: skip
        covered = {payload["upon"] for payload in standing.values()}
        return cls(
            tuple(
                Remembered(event_id, payload["sheet"], said_by(payload["headers"]),
                           Correction(payload["entity"], payload["columns"]), payload.get("kind"))  # fmt: skip
                for event_id, payload in standing.items()
                if event_id not in covered
            )
        )

    def of_tables(
        self, tables: Mapping[Place, Collection[str]], kinds: Mapping[Place, str | None] = NO_KINDS
    ) -> dict[Place, Remembered]:
        """What is remembered of each table of a file, given with its headers and the kind of its rows, as far as
        anything is: each correction is used for one table at most, that of the same sheet first, then the most alike,
        the newest of several."""
        pairs = [
            (said_by([sheet]) == said_by([one.sheet]), likeness(said_by(headers), one.headers), one.event_id,
             (sheet, number), one)
            for (sheet, number), headers in tables.items()
            for one in self.all
            if one.kind == kinds.get((sheet, number))
        ]  # fmt: skip
        found: dict[Place, Remembered] = {}
        used: set[int] = set()
        for _, alike, event_id, place, one in sorted(pairs, key=lambda pair: pair[:3], reverse=True):
            if alike >= LIKENESS and place not in found and event_id not in used:
                found[place] = one.for_table(place[0], tables[place])
                used.add(event_id)
        return found


def payload_of(table: TableReading) -> dict[str, object]:
    """What the ledger keeps of the correction of a table, and of the earlier one that it was made upon."""
    return {
        "sheet": table.sheet, "headers": list(table.headers), "entity": table.correction.entity,
        "columns": dict(table.correction.columns), "upon": table.remembered,
        "kind": table.kind,
    }  # fmt: skip


def said_by(headers: Iterable[str]) -> frozenset[str]:
    """What headers have in common with those of another month: without months, years and units."""
    return frozenset(read_header(header).name or key(header) for header in headers)


def likeness(headers: frozenset[str], others: frozenset[str]) -> float:
    """The share of all headers of two tables that both have, 0 to 1."""
    every = headers | others
    return len(headers & others) / len(every) if every else 0.0
