"""A file on trial in one process: opened, understood, written into a ledger in memory and typed, then forgotten."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from pmo_analytics.importing import preview, reader
from pmo_analytics.importing.found import findings
from pmo_analytics.importing.identity import KnownProjects
from pmo_analytics.importing.known import refuse_what_cannot_be
from pmo_analytics.importing.limits import Limits
from pmo_analytics.importing.opening.files import read
from pmo_analytics.importing.said import Said
from pmo_analytics.reading import FileReading, TableReading
from pmo_analytics.settings import Settings
from pmo_analytics.workspace import Workspace

MARCH = date(2026, 3, 31)
NOWHERE = Workspace(Path("nowhere"))
SETTINGS = Settings.of(NOWHERE)
PLUMBING = {"load_id", "row_number", "source_row", "source_column", "project_code", "row_key", "problems", "extra"}


@dataclass(frozen=True)
class Loaded:
    """What a file would bring: its tables as read, the typed rows of each entity, and every finding."""

    reading: FileReading
    typed: dict[str, list[dict[str, Any]]]
    findings: pd.DataFrame

    def rows(self, entity: str, *fields: str) -> list[tuple[Any, ...]]:
        """The named fields of each typed row, in the order of the file."""
        return [tuple(row[field] for field in fields) for row in self.typed.get(entity, [])]

    def said(self, entity: str) -> list[dict[str, Any]]:
        """The typed rows with nothing but the fields that have a value."""
        return [
            {name: value for name, value in row.items() if name not in PLUMBING and value is not None}
            for row in self.typed.get(entity, [])
        ]

    @property
    def table(self) -> TableReading:
        """The only table."""
        (table,) = self.reading.tables
        return table

    def aside(self) -> list[tuple[int | None, str]]:
        """(row of the sheet, reason) of every row set aside, in all tables."""
        return sorted((one.row, one.reason) for table in self.reading.tables for one in table.set_aside)

    def problems(self) -> list[tuple[str, str, str]]:
        """(cell, text, what was expected) of every finding."""
        return sorted(tuple(row) for row in self.findings[["cell", "text", "expected"]].fillna("").to_numpy().tolist())


@contextmanager
def trial_desk() -> Iterator[preview.Desk]:
    """A desk on an empty ledger in memory."""
    with preview.desk(NOWHERE, SETTINGS, is_trial=True) as desk:
        yield desk


def on_trial(desk: preview.Desk, path: Path, name: str, said: Said) -> Loaded:
    """What the file at `path` would bring; the refusals of a load where it would be refused.

    That no row of any table is lost is proved each time.
    """
    grids = read(path, name, Limits())
    content = path.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    reading = reader.understood(grids, name, sha256, len(content), said, SETTINGS, KnownProjects())
    refuse_what_cannot_be(reading, ())
    for table in reading.tables:
        assert table.rows_in_table == table.rows_loaded + len(table.set_aside), (table.sheet, table.number)
    return typed(desk, reading)


def typed(desk: preview.Desk, reading: FileReading) -> Loaded:
    """The reading with its rows typed, in a transaction that is not kept."""
    desk.loads.clear()
    desk.files.clear()
    with desk.ledger.transaction(is_kept=False):
        _, load_ids = desk.record(reading, None, "test")
        problems = desk.type_all()
        entities = sorted({rows.entity for table in reading.tables for rows in table.entities})
        rows = {
            entity: _fetched(desk, f'from temp.main."{entity}" order by load_id, row_number') for entity in entities
        }
    found = [
        findings(table, load_id, problems)
        for table, load_id in zip(reading.tables, load_ids, strict=True)
    ]  # fmt: skip
    return Loaded(reading, rows, pd.concat(found, ignore_index=True))


def _fetched(desk: preview.Desk, sql: str) -> list[dict[str, Any]]:
    result = desk.ledger.connection.execute(sql)
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
