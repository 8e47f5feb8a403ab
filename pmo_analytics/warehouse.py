"""Reading the published snapshot: `read(name, filters)` is the only query that pages, commands and exports use.

A connection belongs to one snapshot file and is opened once in a process; each query has its own cursor. When the
pointer has moved, the next query opens the new file, and what is still being read from the old one is read to its end.
"""

import logging
import threading
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
from rapidfuzz import process

from pmo_analytics.errors import NothingLoaded, UnknownName, WorkspaceBroken, WrongUsage
from pmo_analytics.models import rules, snapshots
from pmo_analytics.workspace import PROJECT_ROOT, Workspace

SQL = PROJECT_ROOT / "sql"
SCHEMAS = ("marts", "core", "indicators")
ATTRIBUTES = ("portfolio", "programme", "department", "manager", "stage")
LOCKED = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "lock_configuration": "true",
}

_log = logging.getLogger(__name__)
_lock = threading.Lock()
_open: dict[tuple[Path, int, int], duckdb.DuckDBPyConnection] = {}
_damaged: set[Path] = set()


@dataclass(frozen=True)
class Filters:
    """What a reader asks for. `period` and `compared` are month ends; the texts match a project's own attributes of
    the same name, `project` is an id, `search` is looked for in id, name and manager. None lets everything through.
    `as_of` is the ISO moment of a side snapshot, None the current one."""

    period: date | None = None
    compared: date | None = None
    portfolio: str | None = None
    programme: str | None = None
    department: str | None = None
    manager: str | None = None
    stage: str | None = None
    project: str | None = None
    search: str | None = None
    as_of: str | None = None

    @property
    def narrows(self) -> bool:
        """Whether only some projects are asked for."""
        return any(getattr(self, name) for name in (*ATTRIBUTES, "project", "search"))


def read(name: str, filters: Filters = Filters()) -> pd.DataFrame:  # noqa: B008 - frozen
    """The rows of a query, a mart, a core table or one indicator of that name (looked for in this order).

    A query sees `scope` and `chosen` and decides by itself. Of a table, rows with a project and a period are those in
    scope, and of the chosen period where one is given; rows that belong to no project show while no filter narrows.
    `attrs["units"]` holds the unit of each column. Money comes as floats, dates as datetime64, lists as arrays.

    Raises NothingLoaded before the first build and for a moment nobody built, UnknownName with the nearest names.
    """
    return _asked(filters.as_of, lambda cursor: _read(cursor, name, filters))


def ask(name: str, filters: Filters, asked: Mapping[str, Any]) -> pd.DataFrame:
    """The rows of sql/explaining/<name>.sql, its blanks filled with `asked`. Like a query it sees `scope` and `chosen`;
    unlike one it may look into any table, and what it is asked about is no filter of pages."""
    sql = (SQL / "explaining" / f"{name}.sql").read_text(encoding="utf-8")

    def answer(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
        _make_scope(cursor, filters)
        return cursor.execute(sql, dict(asked)).df()

    return _asked(filters.as_of, answer)


def periods(as_of: str | None = None) -> list[date]:
    """Every month end that anything was reported in, oldest first; empty before the first build."""
    sql = "select period from core.periods order by period"
    try:
        return _asked(as_of, lambda cursor: [period for (period,) in cursor.execute(sql).fetchall()])
    except NothingLoaded:
        return []


def choices(filters: Filters = Filters()) -> dict[str, list[str]]:  # noqa: B008 - frozen
    """The values that the filter bar offers for each attribute, sorted: those of the chosen period, else of all."""

    def values(cursor: duckdb.DuckDBPyConnection, name: str) -> list[str]:
        column = "project_id" if name == "project" else name
        sql = (
            f"select distinct {column} from core.projects "
            f"where ($period is null or period = $period) and {column} <> '' order by all"
        )
        return [value for (value,) in cursor.execute(sql, {"period": filters.period}).fetchall()]

    return _asked(filters.as_of, lambda cursor: {name: values(cursor, name) for name in (*ATTRIBUTES, "project")})


def snapshot_number(as_of: str | None = None) -> int | None:
    """The number of the snapshot that is read now, part of every cache key; None before the first build."""
    return _single("select number from reference.snapshot", as_of)


def last_event(as_of: str | None = None) -> int:
    """The number of the last event that the snapshot knows, 0 where there is none."""
    return _single("select max(event_id) from ledger.events", as_of) or 0


def is_of_other_rules(workspace: Workspace) -> bool:
    """Whether the snapshot that is read now was made under other rules than those of the code."""
    made_under = _single("select rules from reference.snapshot", None)
    return made_under is not None and made_under != rules.of_code(workspace)


def _single(sql: str, as_of: str | None) -> Any:
    try:
        return _asked(as_of, lambda cursor: cursor.execute(sql).fetchall()[0][0])
    except NothingLoaded:
        return None


def _read(cursor: duckdb.DuckDBPyConnection, name: str, filters: Filters) -> pd.DataFrame:
    tables, queries = _tables(cursor), _queries()
    if name not in queries and name not in tables:
        nearest = [match for match, *_ in process.extract(name, sorted({*queries, *tables}), limit=3, score_cutoff=50)]
        raise UnknownName(f"warehouse.unknown_name{'' if nearest else '_far'}", name=name, nearest=", ".join(nearest))
    _make_scope(cursor, filters)
    if name in queries:
        sql, model = queries[name].read_text(encoding="utf-8"), f"queries.{name}"
    else:
        sql, model = _table_within_scope(cursor, tables[name], filters), tables[name]
    units = cursor.execute("select name, unit from reference.columns where model = ?", [model]).fetchall()
    rows = cursor.execute(sql).df()
    rows.attrs["units"] = dict(units)
    return rows


def _make_scope(cursor: duckdb.DuckDBPyConnection, filters: Filters) -> None:
    """Make the temporary tables `scope` and `chosen`, which only this cursor sees."""
    asked = {name: getattr(filters, name) or None for name in (*ATTRIBUTES, "project", "search")}
    cursor.execute(f"create temp table scope as {(SQL / 'scope.sql').read_text(encoding='utf-8')}",
                   {"until": filters.period, **asked})  # fmt: skip
    cursor.execute(f"create temp table chosen as {(SQL / 'chosen.sql').read_text(encoding='utf-8')}",
                   {"period": filters.period, "compared": filters.compared})  # fmt: skip


def _table_within_scope(cursor: duckdb.DuckDBPyConnection, table: str, filters: Filters) -> str:
    columns = {name for name, *_ in cursor.execute(f"describe {table}").fetchall()}
    conditions = ["true"]
    if {"project_id", "period"} <= columns:
        of_none = "" if filters.narrows else "asked.project_id is null or "
        conditions.append(
            f"({of_none}exists (select 1 from scope "
            "where scope.project_id = asked.project_id and scope.period = asked.period))"
        )
    if "period" in columns and filters.period:
        conditions.append("asked.period = (select period from chosen)")
    # the months of a snapshot that goes on with another stand below each other, whatever order its models give
    order = "asked.period, asked.rowid" if "period" in columns else "asked.rowid"
    return f"select asked.* from {table} as asked where {' and '.join(conditions)} order by {order}"


def _queries() -> dict[str, Path]:
    return {path.stem: path for path in (SQL / "queries").glob("*.sql")}


def _tables(cursor: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Short name -> schema.table of what may be read; where two layers share a name, the one nearer to the reader."""
    found = cursor.execute(
        "select table_name, schema_name from duckdb_tables() where schema_name in ? and not temporary", [SCHEMAS]
    ).fetchall()
    found.sort(key=lambda one: -SCHEMAS.index(one[1]))
    return {table: f"{schema}.{table}" for table, schema in found}


def _asked(as_of: str | None, question: Any) -> Any:
    """The answer to a question put to the snapshot on a cursor of its own.

    A snapshot that turns out damaged is left aside for the rest of the process, and the one before it is asked.
    """
    workspace = Workspace.current()
    while True:
        path = _path(workspace, as_of)
        try:
            with closing(_cursor(path)) as cursor, rules.understood(cursor, workspace, SQL):
                return question(cursor)
        except (duckdb.IOException, duckdb.SerializationException) as bad:
            if "Could not write" in str(bad):
                # rows that did not fit into memory met a full disk: the snapshot itself is sound
                raise
            if not path.exists():
                continue
            _log.error("snapshot %s cannot be read: %s", path.name, str(bad).splitlines()[0])
            _damaged.add(path)
            if as_of is not None:
                raise WorkspaceBroken("warehouse.damaged", path=path.name) from bad


def _path(workspace: Workspace, as_of: str | None) -> Path:
    """The file to read: the side snapshot of the moment, or the one pointed at, or the newest sound one before it."""
    if as_of is not None:
        path = snapshots.as_of(workspace, _moment(as_of))
        if path is None:
            raise NothingLoaded("warehouse.not_built", moment=as_of)
        return path
    there = snapshots.numbered(workspace)
    try:
        pointed = snapshots.pointed(workspace)
    except ValueError:
        pointed = max(there, default=None)
    if pointed is None:
        raise NothingLoaded("nothing_loaded")
    sound = [path for number, path in there.items() if number <= pointed and path not in _damaged]
    if not sound:
        raise WorkspaceBroken("warehouse.damaged", path=f"{pointed:06d}.duckdb")
    return sound[-1]


def _moment(text: str) -> datetime:
    try:
        return snapshots.as_recorded(datetime.fromisoformat(text))
    except ValueError as problem:
        raise WrongUsage("moment_unclear", text=text) from problem


def _cursor(path: Path) -> duckdb.DuckDBPyConnection:
    """A cursor on the file's one connection. Older ones are let go, not closed: a cursor at work keeps its own."""
    with _lock:
        try:
            status = path.stat()
        except FileNotFoundError as gone:
            raise duckdb.IOException(str(gone)) from gone
        key = (path, status.st_ino, status.st_mtime_ns)
        if key not in _open:
            for other in [other for other in _open if other[0] == path or not path.name.startswith("as-of-")]:
                del _open[other]
            _open[key] = duckdb.connect(str(path), read_only=True, config=LOCKED)
        return _open[key].cursor()
