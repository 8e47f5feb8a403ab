"""Corrections that people made to the reading of a table, used again for tables with the same headers."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from pmo_analytics.importing.headers import key, read_header
from pmo_analytics.ledger import Ledger
from pmo_analytics.reading import Correction, TableReading

LIKENESS = 0.6  # of all headers of two tables, the share that both have, for one to be the other's next edition


@dataclass(frozen=True)
class Remembered:
    """A correction and the headers of the table that it was made to; `event_id` is its number in the ledger."""

    event_id: int
    sheet: str
    headers: frozenset[str]
    correction: Correction


@dataclass(frozen=True)
class Memory:
    """The corrections that stand, oldest first."""

    all: tuple[Remembered, ...] = ()

    @classmethod
    def of(cls, ledger: Ledger) -> "Memory":
        events = ledger.ask("select event_id, kind, payload::varchar from ledger.events "
                            "where kind in ('mapping', 'forget') order by event_id")  # fmt: skip
        told = {event_id: (kind, json.loads(payload)) for event_id, kind, payload in events}
        forgotten = {payload["event_id"] for kind, payload in told.values() if kind == "forget"}
        return cls(
            tuple(
                Remembered(event_id, payload["sheet"], said_by(payload["headers"]),
                           Correction(payload["entity"], payload["columns"]))  # fmt: skip
                for event_id, (kind, payload) in told.items()
                if kind == "mapping" and event_id not in forgotten
            )
        )

    def of_table(self, headers: Collection[str]) -> Remembered | None:
        """The correction of the table most like the one with these headers, the newest of several; None where no table
        is like it."""
        own = said_by(headers)
        best = max(self.all, key=lambda one: (likeness(own, one.headers), one.event_id), default=None)
        return best if best and likeness(own, best.headers) >= LIKENESS else None


def payload_of(table: TableReading) -> dict[str, object]:
    """What the ledger keeps of the correction of a table."""
    return {
        "sheet": table.sheet, "headers": list(table.headers), "entity": table.correction.entity,
        "columns": dict(table.correction.columns),
    }  # fmt: skip


def said_by(headers: Iterable[str]) -> frozenset[str]:
    """What headers have in common with those of another month: without months, years and units."""
    return frozenset(read_header(header).name or key(header) for header in headers)


def likeness(headers: frozenset[str], others: frozenset[str]) -> float:
    """The share of all headers of two tables that both have, 0 to 1."""
    every = headers | others
    return len(headers & others) / len(every) if every else 0.0
