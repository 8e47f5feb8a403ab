"""Build a snapshot: type the new loads, make every model in a new file, prove every promise, publish.

Nothing is seen before all of it is true: a broken promise, a full disk or a killed process leaves the old snapshot.
"""

import shutil
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb

from pmo_analytics.errors import NothingLoaded, WorkspaceBroken
from pmo_analytics.indicators import Register
from pmo_analytics.ledger import Ledger, now
from pmo_analytics.models import contracts, every_value, macros, reference, rules, snapshots, typed
from pmo_analytics.models.carrying import Carried, is_of_another_ledger
from pmo_analytics.models.graph import CATALOGUE, EVERY_VALUE, Model, build_order, models
from pmo_analytics.models.making import Making
from pmo_analytics.models.reference import Timing
from pmo_analytics.profiles import Profiles
from pmo_analytics.settings import Settings
from pmo_analytics.workspace import PROJECT_ROOT, Workspace

Progress = Callable[[str], None]
# Each table takes at least a few blocks, and most of a hundred tables are small; readers are as fast as with 256 KB.
# Everything is one transaction in a file that nobody reads before: a log of it beside would be written for nothing.
# Of a table made in the same transaction DuckDB does not know how many rows it has. Where it takes them for few, it
# compares each with each to find the last point before (asof join): eight seconds instead of a fifth of one.
ONCE = {"default_block_size": 32 * 1024, "wal_autocheckpoint": "0b", "asof_loop_join_threshold": 0}
# Going on writes the last rows of each table again. Not to weigh these ways of writing texts saves two fifths of the
# commit there, and the file is no larger; of a whole snapshot it would be a sixth larger.
GOING_ON = {"disabled_compression_methods": "fsst,zstd"}


@dataclass(frozen=True)
class Built:
    """What a build made: `as_of` is None for the snapshot that everyone reads, `since` the first month whose rows were
    made if the earlier ones were taken from the snapshot before, `typed` counts rows typed anew."""

    number: int
    path: Path
    as_of: datetime | None
    since: date | None
    built_at: datetime
    typed: dict[str, int]
    timings: tuple[Timing, ...]


def build(
    workspace: Workspace,
    as_of: datetime | None = None,
    sql_root: Path = PROJECT_ROOT / "sql",
    progress: Progress | None = None,
    *,
    anew: bool = False,
) -> Built:
    """Build from the ledger and publish; with `as_of` (UTC, as the ledger records) only what was recorded by then,
    into a side snapshot that moves nobody's pointer. The months before the first that was spoken of since the last
    build are taken from its snapshot where they can be; not with `as_of`, nor if all is asked `anew`. The caller holds
    the workspace's writing lock.

    Raises NothingLoaded where there is no ledger, ContractBroken where a model or its rows break a promise,
    DictionaryBroken for the register and the settings, and WorkspaceBroken when a file cannot be read or written.
    `progress` is told what is being made.
    """
    if not workspace.ledger.exists():
        raise NothingLoaded("nothing_loaded")
    # opening the ledger adds a column for each field that is new in the dictionary
    with Ledger.open(workspace.ledger):
        pass
    if is_of_another_ledger(workspace):
        snapshots.remove(workspace.typed)
        anew = True
    return _Build(workspace, as_of, sql_root, progress or (lambda text: None), anew).run()


def prove_current(workspace: Workspace, sql_root: Path = PROJECT_ROOT / "sql") -> int:
    """Prove the promises of every model on the snapshot that everyone reads; returns how many models there are.

    Raises NothingLoaded before the first build, ContractBroken as a build does, WorkspaceBroken for a damaged file.
    """
    number = snapshots.pointed(workspace)
    if number is None:
        raise NothingLoaded("nothing_loaded")
    path = snapshots.numbered(workspace).get(number)
    if path is None:
        raise WorkspaceBroken("models.not_there", path=f"{number:06d}.duckdb")
    found = models(sql_root)
    headers = {EVERY_VALUE: every_value.HEADER, **{name: model.header for name, model in found.items()}}
    order = build_order(found)
    try:
        with closing(duckdb.connect()) as connection:  # a reader of this process may hold the file open in its own way
            connection.execute(f"attach {contracts.quoted(str(path))} as snapshot (read_only); use snapshot")
            for name in order:
                contracts.prove(connection, name, headers[name])
    except duckdb.OperationalError as problem:
        raise WorkspaceBroken("models.not_readable", path=path.name, why=_first_line(problem)) from problem
    return len(order)


class _Build:
    """One build under way."""

    def __init__(
        self, workspace: Workspace, as_of: datetime | None, sql_root: Path, progress: Progress, anew: bool
    ) -> None:
        self.workspace, self.sql_root, self.progress = workspace, sql_root, progress
        self.as_of = as_of and snapshots.as_recorded(as_of)
        self.settings = Settings.of(workspace)
        self.register = Register.from_folder(sql_root / "indicators")
        self.profiles = Profiles.from_file(rules.profiles_beside(sql_root), self.register)
        self.models = models(sql_root)
        self.order = build_order(self.models)
        self.rules = rules.of_code(workspace, sql_root, self.models)
        self.carried = None if anew or as_of else Carried.of(workspace, self.rules)
        self.number = snapshots.next_number(workspace)
        self.built_at = now()
        self.published: set[int] = set()

    def run(self) -> Built:
        written = snapshots.building(self.workspace)
        try:
            try:
                typed_now, timings = self._write(written)
            except duckdb.IOException as problem:
                if "Corrupt database file" not in str(problem):
                    raise
                # most likely the typed rows, which the ledger makes again, or the snapshot before; a damaged ledger
                # fails once more
                snapshots.remove(self.workspace.typed)
                self.carried = None
                typed_now, timings = self._write(snapshots.building(self.workspace))
            self._prove_readable(written)
            path = snapshots.keep(written, self.workspace, self.number, self.as_of)
            if self.as_of is None:
                snapshots.point_at(self.workspace, self.number)
        except (duckdb.OperationalError, duckdb.FatalException, OSError) as problem:
            raise WorkspaceBroken("models.not_written", path=str(written), why=_first_line(problem)) from problem
        finally:
            snapshots.remove(written)
        snapshots.prune(self.workspace, self.published)
        since = self.carried.since if self.carried else None
        return Built(self.number, path, self.as_of, since, self.built_at, typed_now, timings)

    def _write(self, written: Path) -> tuple[dict[str, int], tuple[Timing, ...]]:
        """Type what is new, then write the whole snapshot; returns the rows typed now and how long each model took."""
        staging = {name: model for name, model in self.models.items() if model.layer == "staging"}
        typed_now = typed.type_new_loads(self.workspace, staging, self.sql_root, self.settings, self.progress)
        if self.carried:
            shutil.copyfile(self.carried.path, written)
        with closing(duckdb.connect(str(written), config=ONCE | (GOING_ON if self.carried else {}))) as connection:
            self._attach(connection, staging)
            self.published = reference.published(connection)
            return typed_now, self._fill(connection)

    def _attach(self, connection: duckdb.DuckDBPyConnection, staging: dict[str, Model]) -> None:
        """Attach ledger and typed rows to be read; `staging.<entity>` shows what was recorded by the moment."""
        ledger, rows = (contracts.quoted(str(path)) for path in (self.workspace.ledger, self.workspace.typed))
        connection.execute(f"attach {ledger} as {reference.LEDGER} (read_only)")
        connection.execute(f"attach {rows} as typed (read_only)")
        connection.execute("attach ':memory:' as staging")
        for name in staging:
            entity = name.partition(".")[2]
            connection.execute(
                f'create view staging.main."{entity}" as select * from typed.main."{entity}" where load_id in '
                f"(select load_id from {reference.LEDGER}.ledger.loads where recorded_at <= '{self.moment}'::timestamp)"
            )

    @property
    def moment(self) -> datetime:
        return self.as_of or datetime.max

    def _fill(self, connection: duckdb.DuckDBPyConnection) -> tuple[Timing, ...]:
        """Make everything in one transaction."""
        connection.begin()
        self._make_ground(connection)
        making = Making(connection, self.carried, self.sql_root)
        timings: list[Timing] = []
        for name in self.order:
            if name in self.models and CATALOGUE[0] in self.models[name].inputs:
                reference.note_timings(connection, timings)
            timings.append(self._make(making, name))
        reference.note_timings(connection, timings)
        connection.commit()
        connection.execute("checkpoint")
        return tuple(timings)

    def _make_ground(self, connection: duckdb.DuckDBPyConnection) -> None:
        """What the models stand on: reference, the ledger's tables, and, in an empty file, macros and schemas."""
        if self.carried:
            connection.execute("drop schema reference cascade")
        connection.execute(self._text("reference.sql"))
        reference.fill(connection, self.register, self.profiles, self.settings)
        reference.list_models(connection, self.models, self.order)
        connection.execute(
            "insert into reference.snapshot values (?, ?, ?, ?)", [self.number, self.as_of, self.built_at, self.rules]
        )
        reference.copy_ledger(connection, self.moment, self.register, is_carried=bool(self.carried))
        if not self.carried:
            connection.execute(macros.text(self.sql_root))
            connection.execute("create schema core; create schema indicators; create schema marts")

    def _make(self, making: Making, name: str) -> Timing:
        """Make one table and say how long it took."""
        self.progress(f"{self.order.index(name) + 1}/{len(self.order)} {name}")
        started = time.perf_counter()
        if name == EVERY_VALUE:
            rows = making.every_value(model for model in self.models.values() if model.layer == "indicators")
        else:
            rows = making.table(self.models[name])
        return Timing(name, time.perf_counter() - started, rows)

    def _prove_readable(self, written: Path) -> None:
        """Open the closed file once, as a reader will, before anyone is pointed at it."""
        with closing(duckdb.connect(str(written), read_only=True)) as connection:
            connection.execute("select number from reference.snapshot").fetchall()

    def _text(self, name: str) -> str:
        return (self.sql_root / name).read_text(encoding="utf-8")


def _first_line(problem: Exception) -> str:
    return str(problem).strip().splitlines()[0]
