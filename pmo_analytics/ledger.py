"""The ledger: every cell as text with its address, and every decision people made. It is only ever added to."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from pmo_analytics import ledger_rows
from pmo_analytics.errors import WorkspaceBroken, WorkspaceBusy
from pmo_analytics.fields import Entity, dictionary
from pmo_analytics.reading import Coverage, EntityRows, FileReading, TableReading
from pmo_analytics.workspace import PROJECT_ROOT

CATALOG = "book"
ROW_COLUMNS = {
    "load_id": "integer not null",
    "row_number": "integer not null",
    "source_row": "integer",
    "source_column": "varchar",
    "project_id": "varchar not null",
    "project_code": "varchar",
    "project_name": "varchar",
    "period": "date not null",
}


def now() -> datetime:
    """The moment of recording, UTC, without a zone: the only clock the product reads."""
    return datetime.now(UTC).replace(tzinfo=None)


def entity_columns(entity: Entity) -> dict[str, str]:
    """The columns of an entity's wide text table, in order, with their SQL types."""
    fields = {name: "varchar" for name in entity.fields if name not in ROW_COLUMNS}
    return ROW_COLUMNS | fields | {"extra": "json"}


class Ledger:
    """A ledger file (or one in memory, for a preview), attached as CATALOG. One connection, one writer."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self._create()

    @classmethod
    @contextmanager
    def open(cls, path: Path | None, connection: duckdb.DuckDBPyConnection | None = None) -> Iterator["Ledger"]:
        """The ledger at `path`, made if it is not there; None gives an empty one in memory. It is attached to a
        `connection` of its own unless one is given, which is closed in the end.

        Raises WorkspaceBroken when the file is no sound ledger.
        """
        try:
            connection = connection or duckdb.connect(":memory:")
            # under a name of its own: a catalog called as the schema in it would be ambiguous
            connection.execute(f"attach {_quoted(str(path or ':memory:'))} as {CATALOG}; use {CATALOG}")
        except duckdb.IOException as error:
            if "lock" in str(error):
                raise WorkspaceBusy("workspace_busy", holder=str(path)) from error
            raise WorkspaceBroken("ledger_unreadable", path=str(path), why=str(error).splitlines()[0]) from error
        except duckdb.Error as error:
            raise WorkspaceBroken("ledger_unreadable", path=str(path), why=str(error).splitlines()[0]) from error
        try:
            yield cls(connection)
        finally:
            connection.close()

    def _create(self) -> None:
        """Make the tables that are missing, and add a column for each field that is new in the dictionary."""
        self.connection.execute((PROJECT_ROOT / "sql" / "ledger.sql").read_text(encoding="utf-8"))
        there: dict[str, set[str]] = {}
        for table, column in self.connection.execute(
            "select table_name, column_name from duckdb_columns() "
            "where database_name = current_database() and schema_name = 'ledger'"
        ).fetchall():
            there.setdefault(table, set()).add(column)
        for entity in dictionary().entities.values():
            columns = entity_columns(entity)
            if entity.name not in there:
                listed = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
                self.connection.execute(f'create table ledger."{entity.name}" ({listed})')
                continue
            for name in columns.keys() - there[entity.name]:
                self.connection.execute(f'alter table ledger."{entity.name}" add column "{name}" {columns[name]}')

    @contextmanager
    def transaction(self, *, is_kept: bool = True) -> Iterator[None]:
        """All or nothing; in the end nothing where it is not to be kept."""
        self.connection.begin()
        try:
            yield
        except BaseException:
            self.connection.rollback()
            raise
        if is_kept:
            self.connection.commit()
        else:
            self.connection.rollback()

    def ask(self, sql: str, parameters: list[Any] | dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """The rows of a question put to the ledger."""
        return self.connection.execute(sql, parameters or []).fetchall()

    def loads(self) -> list[tuple[int, str, bool]]:
        """(load_id, content hash of its file, is_active) of every load."""
        return self.ask(
            "select load_id, sha256, coalesce(arg_max(kind, event_id) = 'reinstate', true) from ledger.loads "
            "join ledger.files using (file_id) left join ("
            "  select event_id, kind, (payload ->> 'load_id')::integer as load_id from ledger.events "
            "  where kind in ('withdraw', 'reinstate')) using (load_id) "
            "group by load_id, sha256 order by load_id"
        )

    def record_event(self, kind: str, who: str, payload: dict[str, Any], why: str | None = None) -> int:
        """Append one decision; returns its number."""
        event_id = self._next("events", "event_id")
        self.connection.execute(
            "insert into ledger.events values (?, ?, ?, ?, ?, ?)",
            [event_id, kind, now(), who, why, json.dumps(payload, ensure_ascii=False, default=str)],
        )
        return event_id

    def record_file(self, reading: FileReading, received_on: date | None) -> int:
        """The number of the file with these bytes, recorded if it is new."""
        known = self.ask("select file_id from ledger.files where sha256 = ?", [reading.sha256])
        if known:
            return known[0][0]
        file_id = self._next("files", "file_id")
        self.connection.execute(
            "insert into ledger.files values (?, ?, ?, ?, ?, ?)",
            [file_id, reading.sha256, reading.file_name, reading.count_bytes, received_on, now()],
        )
        return file_id

    def record_load(self, file_id: int, table: TableReading, who: str, why: str | None = None) -> int:
        """Record one table with its rows, columns, coverage, findings and what was set aside; returns its load_id."""
        return self.record_loads(file_id, [table], who, why)[0]

    def record_loads(self, file_id: int, tables: Sequence[TableReading], who: str, why: str | None = None) -> list[int]:
        """Record tables of a file, as record_load does one by one; returns their load_ids."""
        first = self._next("loads", "load_id")
        numbered = dict(enumerate(tables, start=first))
        self._append("loads", ledger_rows.loads(numbered, file_id, now(), who, why))
        for name, rows_of in ledger_rows.OF_LOADS.items():
            self._append(name, rows_of(numbered))
        for load_id, table in numbered.items():
            for rows in table.entities:
                self._record_rows(load_id, rows)
        return list(numbered)

    def _record_rows(self, load_id: int, rows: EntityRows) -> None:
        """The rows of one entity, with the columns that match no field as JSON."""
        if not rows.rows.num_rows:
            return
        numbers = pa.array(range(1, rows.rows.num_rows + 1), pa.int32())
        numbered = rows.rows.append_column("row_number", numbers)  # by SQL it would take as long as all the rest
        self.connection.register("incoming", numbered)
        extra = [name for name in numbered.column_names if name.startswith("extra:")]
        listed = ", ".join(f'"{name}"' for name in numbered.column_names if name not in extra)
        entries = ", ".join(f"{{'k': {_quoted(name[6:])}, 'v': \"{_inner(name)}\"}}" for name in extra)
        kept = (
            f"to_json(map_from_entries(list_filter([{entries}], lambda entry: entry.v is not null)))"
            if extra
            else "null::json"
        )
        self.connection.execute(
            f'insert into ledger."{rows.entity}" by name '
            f"select {load_id} as load_id, {listed}, {kept} as extra from incoming"
        )
        self.connection.unregister("incoming")

    def record_coverage(self, load_id: int, entity: str, coverage: Iterable[Coverage], is_standing: bool) -> None:
        """Say for which more projects and periods a load speaks."""
        self._append("coverage", ledger_rows.covered([(load_id, entity, coverage, is_standing)]))

    def record_replacement(self, load_id: int, entity: str, replaces_load_id: int) -> None:
        """Say that for the project-periods both cover, `load_id` stands in the place of the other."""
        self.connection.execute("insert into ledger.replacements values (?, ?, ?)", [load_id, entity, replaces_load_id])

    def _append(self, table: str, rows: pa.Table) -> None:
        if rows.num_rows:
            self.connection.register("incoming", rows)
            self.connection.execute(f"insert into ledger.{table} by name select * from incoming")
            self.connection.unregister("incoming")

    def _next(self, table: str, key: str) -> int:
        return self.ask(f"select coalesce(max({key}), 0) + 1 from ledger.{table}")[0][0]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _inner(name: str) -> str:
    return name.replace('"', '""')
